import type { Page } from '@playwright/test';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import { ask, world } from './panel';

/**
 * The worker is stopped in the browser while one write of a plan is under way: before the service has seen it, or
 * after the service has done it and before the answer was stored. `FULCRUM_CRASH=all` stops it at every write.
 */
const ALL = process.env.FULCRUM_CRASH === 'all';
const WRITES = /\/events|\/panels|\/notes/;

interface Write {
  host: string;
  method: string;
  /** Which one of its host and method, from 0. */
  nth: number;
}

function writesSince(app: App, from: number): Write[] {
  const counts = new Map<string, number>();
  return app.sandbox.journal
    .list()
    .slice(from)
    .filter((one) => !['GET', 'OPTIONS'].includes(one.method) && WRITES.test(one.path))
    .map(({ host, method }) => {
      const nth = counts.get(`${method} ${host}`) ?? 0;
      counts.set(`${method} ${host}`, nth + 1);
      return { host, method, nth };
    });
}

const seen = (app: App) => {
  const { panels, notes, events, invitations, cancellations } = world(app, KNOWN.simple);
  return { panels: panels.length, notes: notes.length, events: events.length, invitations, cancellations };
};

async function proposed(app: App): Promise<string> {
  const view = await ask(app, 'load', { opportunityId: KNOWN.simple, refresh: true });
  const { start, roomId } = view.answer.slots[0];
  return (await ask(app, 'preview', { opportunityId: KNOWN.simple, start, roomId })).id;
}

/** Does the plan, with the worker stopped at one write; the page only asks for the state, as an open panel does. */
async function through(
  app: App,
  page: Page,
  job: { method: 'book' | 'undo'; planId: string; to: string },
  stop?: { write: Write; effect: 'hang' | 'hang-after' },
): Promise<void> {
  if (stop) {
    const { host, method, nth } = stop.write;
    app.sandbox.faults.add({
      id: 'held',
      host,
      method,
      path: WRITES,
      skip: nth,
      times: 1,
      effect: { kind: stop.effect },
    });
  }
  const held = () => app.sandbox.journal.list().filter((one) => one.fault === 'held').length;
  const before = held();
  // Not awaited: the worker that would answer is stopped.
  await page.evaluate(
    ([method, planId]) => {
      const call = { fulcrum: 1, contract: 'schedule-interview', method, input: { planId } };
      chrome.runtime.sendMessage(call).catch(() => undefined);
    },
    [job.method, job.planId] as const,
  );
  if (stop) {
    await expect.poll(held, { timeout: 60_000, message: 'the write is under way' }).toBe(before + 1);
    await app.killWorker(page);
    app.sandbox.faults.clear('held');
  }
  await expect
    .poll(async () => (await ask(app, 'status', { planId: job.planId })).state, { timeout: 60_000 })
    .toBe(job.to);
}

for (const organizer of ['google', 'microsoft'] as const) {
  test(`a worker stopped at a write is made good: ${organizer} organises`, async ({ app }) => {
    if (ALL) test.setTimeout(900_000);
    await app.connectAll();
    const page = await app.open('options.html#test');
    await callFrom(page, 'set-preferences', 'change', {
      change: { organizer, roomPolicy: organizer === 'microsoft' ? 'required' : 'none' },
    });

    let from = app.sandbox.journal.list().length;
    const first = await proposed(app);
    await through(app, page, { method: 'book', planId: first, to: 'done' });
    const calm = seen(app);
    expect(calm).toMatchObject({ panels: 1, notes: 1, events: 2 });
    const doing = writesSince(app, from);
    from = app.sandbox.journal.list().length;
    await through(app, page, { method: 'undo', planId: first, to: 'undone' });
    const undoing = writesSince(app, from);
    expect(seen(app)).toMatchObject({ panels: 0, notes: 0, events: 0, cancellations: calm.invitations });
    expect(doing.length).toBeGreaterThanOrEqual(6);
    expect(undoing.length).toBeGreaterThanOrEqual(4);

    const chosen = (writes: Write[]) =>
      writes.filter((_, i) => ALL || i === (organizer === 'google' ? 2 : writes.length - 2));
    const stops = Math.max(chosen(doing).length, chosen(undoing).length);
    for (let i = 0; i < stops; i++)
      for (const effect of ['hang', 'hang-after'] as const) {
        app.sandbox.outbox.clear();
        const [ahead, back] = [chosen(doing)[i], chosen(undoing)[i]];
        const planId = await proposed(app);
        await through(app, page, { method: 'book', planId, to: 'done' }, ahead && { write: ahead, effect });
        expect(seen(app), `${effect} at ${JSON.stringify(ahead)}`).toEqual(calm);
        await through(app, page, { method: 'undo', planId, to: 'undone' }, back && { write: back, effect });
        expect(seen(app), `${effect} at ${JSON.stringify(back)} of undo`).toEqual({
          ...calm,
          panels: 0,
          notes: 0,
          events: 0,
          cancellations: calm.invitations,
        });
      }
  });
}
