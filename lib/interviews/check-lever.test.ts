import { describe, expect, it } from 'vitest';
import type { ActionContext } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverNote, LeverPanel } from '@/lib/lever/types';
import { checkLever } from './check-lever';
import type { LeverCheckPayload } from './payloads';

const AT = Date.UTC(2027, 2, 8, 9);
const HOUR = 3_600_000;
const OURS = '#fulcrum-aaaa';

const panel = (id: string, change: Partial<LeverPanel> = {}): LeverPanel => ({
  id,
  applications: [],
  canceledAt: null,
  createdAt: AT,
  start: AT + 24 * HOUR,
  end: AT + 25 * HOUR,
  timezone: 'Europe/London',
  stage: 'onsite',
  note: null,
  externallyManaged: true,
  externalUrl: `https://hire.lever.co/candidates/c1#fulcrum-${id}`,
  user: 'u2',
  interviews: [],
  ...change,
});
const note = (id: string, value: string): LeverNote => ({
  id,
  user: 'u2',
  secret: false,
  createdAt: AT,
  deletedAt: null,
  fields: [{ type: 'note', text: 'Comment', value, user: 'u2', createdAt: AT }],
});
const BOOKED = '[Fulcrum] Interview scheduled: Tue\nBooked by Ana. Ref fulcrum-0123456789abcdef';
const payload: LeverCheckPayload = {
  opportunityId: 'c1',
  stage: 'onsite',
  known: ['old'],
  knownNotes: ['n-old'],
  own: [OURS, 'fulcrum-ffff000011112222'],
  zone: 'Europe/London',
};

function run(panels: LeverPanel[], notes: LeverNote[] = []) {
  const lever = {
    panels: async () => panels,
    notes: async () => notes,
    user: async () => ({ name: 'Ana Ruiz' }),
  } as unknown as LeverPort;
  const clock = { now: () => AT, random: () => 0.5, sleep: async () => undefined };
  return checkLever({ lever: async () => lever, clock }).execute(payload, {} as ActionContext);
}

describe('two recruiters on one candidate', () => {
  it('passes when nothing is new', async () => {
    await expect(run([panel('old')], [note('n-old', BOOKED)])).resolves.toEqual({ readAt: AT });
  });

  it('names who, when and what when a panel appeared in the stage', async () => {
    await expect(run([panel('old'), panel('new')])).rejects.toMatchObject({
      problem: {
        code: 'booked-meanwhile',
        message:
          'Ana Ruiz booked an interview in this stage with Fulcrum on Mon 8 Mar 2027 at 09:00, after this preview was made: Tue 9 Mar 2027, 09:00-10:00 (GMT, Europe/London).',
      },
    });
  });

  it('says when it was made without Fulcrum', async () => {
    await expect(run([panel('new', { externalUrl: null })])).rejects.toThrow(/in this stage on Mon/);
  });

  it('leaves other stages and cancelled panels alone', async () => {
    await expect(run([panel('a', { stage: 'offer' }), panel('b', { canceledAt: AT })])).resolves.toBeTruthy();
  });

  it('refuses for a note of a booking whose panel is not to be seen', async () => {
    await expect(run([], [note('n1', BOOKED)])).rejects.toThrow(/the note about it is in Lever/);
    for (const heading of ['On-site scheduled: 3 sessions', 'On-site changed'])
      await expect(run([], [note('n1', BOOKED.replace('Interview scheduled', heading))])).rejects.toThrow(
        /note/,
      );
    await expect(run([], [note('n1', 'Strong on systems')])).resolves.toBeTruthy();
  });

  it('lets exactly one of two machines go on: the older panel stays', async () => {
    const own = panel('z', { externalUrl: `x${OURS}` });
    await expect(run([own, panel('y', { createdAt: AT - 1 })])).rejects.toThrow();
    await expect(run([own, panel('y', { createdAt: AT + 1 })], [note('n1', BOOKED)])).resolves.toBeTruthy();
    await expect(run([own, panel('y')])).rejects.toThrow();
    await expect(run([own, panel('zz')])).resolves.toBeTruthy();
  });
});
