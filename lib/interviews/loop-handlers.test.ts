import { describe, expect, it } from 'vitest';
import type { ActionContext, ActionHandler } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverPanel, PanelUpdate } from '@/lib/lever/types';
import type { BookingPorts } from './held-event';
import { loopHandlers } from './loop-handlers';
import type { ChangePanelPayload } from './payloads';

const AT = Date.UTC(2027, 2, 9, 10);
const update = (who: string): PanelUpdate => ({
  timezone: 'Europe/London',
  externalUrl: '#fulcrum-1',
  interviews: [{ id: 'i1', subject: 'Coding', interviewers: [{ id: who }], date: AT, duration: 60 }],
});
const payload: ChangePanelPayload = {
  opportunityId: 'c1',
  performAs: 'me',
  panelId: 'pn',
  before: update('ana'),
  after: update('eli'),
};

/** The panel as it is in Lever, and the handler that changes it. */
function world(who: string | null) {
  let now = who;
  const written: string[] = [];
  const panel = () =>
    now === null
      ? null
      : ({
          id: 'pn',
          canceledAt: null,
          interviews: update(now).interviews.map((one) => ({
            ...one,
            interviewers: one.interviewers.map(({ id }) => ({ id, name: id, email: `${id}@x.example` })),
          })),
        } as unknown as LeverPanel);
  const lever = {
    panel: async () => panel(),
    updatePanel: async (_id: string, _as: string, _panel: string, next: PanelUpdate) => {
      now = next.interviews[0]?.interviewers[0]?.id ?? null;
      written.push(now ?? '');
      return panel();
    },
  } as unknown as LeverPort;
  const handlers = loopHandlers({ lever: async () => lever } as unknown as BookingPorts);
  const handler = handlers.find((one) => one.kind === 'change-lever-panel') as ActionHandler;
  const context = (force = false) => ({ force }) as ActionContext;
  return { written, handler, context };
}

describe('a panel in Lever that somebody else may change too', () => {
  it('is changed when it is as it was at the preview', async () => {
    const { written, handler, context } = world('ana');
    await handler.execute(payload, context());
    expect(written).toEqual(['eli']);
    await expect(handler.compare?.(payload, null, context())).resolves.toEqual([]);
  });

  it.each(['zoe', null])('is left alone when it is another one now (%s)', async (who) => {
    const { written, handler, context } = world(who);
    await expect(handler.execute(payload, context())).rejects.toMatchObject({
      problem: { code: 'changed-by-someone' },
    });
    expect(written).toEqual([]);
  });

  it('is put back only over the own change, or knowingly over that of somebody else', async () => {
    const { written, handler, context } = world('zoe');
    await expect(handler.compensate?.(payload, null, context())).rejects.toThrow(/changed by somebody/);
    expect(await handler.compare?.(payload, null, context())).toHaveLength(1);
    await handler.compensate?.(payload, null, context(true));
    await handler.compensate?.(payload, null, context());
    expect(written).toEqual(['ana']);
  });

  it('is not missed by an undo when it is gone', async () => {
    const { written, handler, context } = world(null);
    await handler.compensate?.(payload, null, context());
    expect(written).toEqual([]);
  });
});
