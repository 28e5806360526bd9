import type { FrameLocator, Page } from '@playwright/test';
import { type App, expect } from './fixtures';

/** What the outside world holds about one candidate's interview. */
export function world(app: Pick<App, 'sandbox'>, opportunityId: string) {
  const { world: w, meetings, outbox } = app.sandbox;
  const panels = (w.lever.panels.get(opportunityId) ?? []).filter(
    (p) => String(p.externalUrl ?? '').includes('#fulcrum-') && p.canceledAt === null,
  );
  const notes = (w.lever.notes.get(opportunityId) ?? []).filter(
    (n) => n.deletedAt === null && JSON.stringify(n).includes('[Fulcrum]'),
  );
  return {
    panels,
    notes,
    events: meetings.list().filter((m) => !m.cancelled),
    mails: outbox.list(),
    invitations: outbox
      .list()
      .filter((m) => m.kind === 'invitation')
      .map((m) => m.to)
      .sort(),
    cancellations: outbox
      .list()
      .filter((m) => m.kind === 'cancellation')
      .map((m) => m.to)
      .sort(),
  };
}

export async function openPanel(
  app: App,
  opportunityId: string,
): Promise<{ page: Page; panel: FrameLocator }> {
  const page = await app.candidate(opportunityId);
  await app.shortcut(page);
  const panel = app.panel(page);
  await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
  return { page, panel };
}

/** Enter on the preview counts only a moment after it was shown, so that one key press cannot do both. */
export const ARMED_MS = 400;

export async function previewAndBook(page: Page, panel: FrameLocator): Promise<void> {
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  await hasKeys(page);
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Nothing has been sent yet')).toBeVisible();
  await page.waitForTimeout(ARMED_MS);
  await page.keyboard.press('Enter');
}

/** Asks the worker as the panel does, from an extension page. */
// biome-ignore lint/suspicious/noExplicitAny: answers are checked field by field in the tests
export async function ask(app: App, method: string, input: object): Promise<any> {
  const known = app.context.pages().find((p) => p.url().endsWith('/options.html#test'));
  const page = known ?? (await app.open('options.html#test'));
  const answer = await page.evaluate(
    ([m, i]) =>
      chrome.runtime.sendMessage({ fulcrum: 1, contract: 'schedule-interview', method: m, input: i }),
    [method, input] as const,
  );
  expect(answer?.ok, `${method}: ${JSON.stringify(answer?.problem)}`).toBe(true);
  return answer.value;
}

// biome-ignore lint/suspicious/noExplicitAny: see above
export async function decideAll(app: App, opportunityId: string, view: any): Promise<any> {
  let latest = view;
  for (const c of view.constraints)
    latest = await ask(app, 'decide', { opportunityId, constraintId: c.id, decision: 'confirmed' });
  return latest;
}

/** Waits until key presses reach the panel; a tab that was just brought to the front needs a moment. */
export async function hasKeys(page: Page): Promise<void> {
  const frame = page.frames().find((f) => f.url().endsWith('/panel.html'));
  await expect.poll(() => frame?.evaluate(() => document.hasFocus())).toBe(true);
}
