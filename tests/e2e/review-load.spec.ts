import AxeBuilder from '@axe-core/playwright';
import { callFrom, expect, KNOWN, test } from './fixtures';
import { settled } from './settled';

/** Pictures for a person to look at. */
const SHOTS = process.env.FULCRUM_SHOTS ?? 'test-results';

test('the load of interviewers agrees with the search, and says who declined and who is unread', async ({
  app,
}) => {
  await app.connectAll();
  app.sandbox.faults.set('rsvp', 'none');
  const page = await app.open('options.html#load');
  await expect(page.getByRole('heading', { name: 'How evenly it is shared' })).toBeVisible({
    timeout: 60_000,
  });

  const ask = (contract: string, method: string, input: object) => callFrom(page, contract, method, input);
  const view = await ask('schedule-interview', 'load', { opportunityId: KNOWN.simple });
  const plan = await ask('schedule-interview', 'preview', {
    opportunityId: KNOWN.simple,
    start: view.answer.slots[0].start,
  });
  await ask('schedule-interview', 'book', { planId: plan.id });
  await expect
    .poll(async () => (await ask('schedule-interview', 'status', { planId: plan.id })).state)
    .toBe('done');
  // A stage plan that is remembered makes pools.
  const loop = await ask('schedule-loop', 'load', { opportunityId: KNOWN.onSite, refresh: true });
  await ask('schedule-loop', 'remember', { opportunityId: KNOWN.onSite });
  const priya = app.sandbox.world.people.find(({ name }) => name === 'Priya Nair');
  const event = app.sandbox.meetings.list().find((m) => m.guests.some((g) => g.email === priya?.email));
  expect(app.sandbox.meetings.answer(event?.id ?? '', priya?.email ?? '', 'declined', 'Away')).toBe(true);

  await page.getByRole('button', { name: 'Read again' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Priya Nair' });
  await expect(row).toContainText('1 of 1', { timeout: 60_000 });
  await expect(row).toContainText('Hiring manager');

  // Week by week what the engine holds against the limits of the same people.
  const load = await ask('review-load', 'read', {});
  const { instance, people } = loop.question;
  const monday = (minute: number): number => {
    const day = Math.floor((loop.question.origin + minute * 60_000) / 86_400_000);
    return day - ((day + 3) % 7);
  };
  let compared = 0;
  for (const [p, person] of people.entries()) {
    const mine = load.people.find(({ id }: { id: string }) => id === person.id);
    if (!mine || (mine.problem && mine.problem.code !== 'titles-hidden')) continue;
    for (const { start, week } of instance.days) {
      const w = load.weeks.indexOf(monday(start));
      if (w < 0) continue;
      const counted = new Set(
        mine.interviews
          .map((one: { start: number }) => one.start)
          .filter((at: number) => {
            const day = Math.floor(at / 86_400_000);
            return day - ((day + 3) % 7) === load.weeks[w];
          }),
      ).size;
      expect({ name: person.name, week, count: counted }).toEqual({
        name: person.name,
        week,
        count: instance.people[p].weekLoad[week],
      });
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(10);

  // Sorted and filtered by keyboard.
  await page.getByRole('button', { name: 'Interviewer', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Interviewer' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByLabel('Pool', { exact: true }).selectOption({ index: 1 });
  const inPool = await page.locator('tbody tr').count();
  expect(inPool).toBeGreaterThan(0);
  await page.getByLabel('Pool', { exact: true }).selectOption('');
  await page.getByRole('button', { name: /Show everybody/ }).click();
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(inPool);
  await expect(page.getByText(/could not be read/)).toBeVisible();
  await page.getByRole('button', { name: 'Only who interviews' }).click();
  await page.getByLabel('Weeks', { exact: true }).selectOption('all');

  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 420],
    ['dark', 1280],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: `${SHOTS}/load-${width}-${colorScheme}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .exclude(['tbody tr:nth-child(n+6)'])
      .exclude(['option:nth-child(n+8)'])
      .analyze();
    expect
      .soft(
        violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
        `${width} ${colorScheme}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `scrolls sideways at ${width}`).toBe(0);
  }
});
