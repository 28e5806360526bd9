import type { Page } from '@playwright/test';
import { callFrom, expect, KNOWN, test } from './fixtures';

interface Slot {
  start: number;
  end: number;
}

/** Times proposed for the candidate, read anew. */
const timesFor = async (page: Page, opportunityId: string): Promise<Slot[]> => {
  const view = await callFrom(page, 'schedule-interview', 'load', { opportunityId });
  expect(view.answer, JSON.stringify(view.problems)).not.toBeNull();
  return view.answer.slots;
};

const startsOf = (slots: Slot[]): number[] => slots.map((slot) => slot.start);

const minuteOfDay = (at: number, timeZone: string): number => {
  const [hour, minute] = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .split(':')
    .map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

test('preferences are kept over a reload and change the answer; impossible ones are refused in words', async ({
  app,
}) => {
  await app.connectAll();
  const page = await app.open('options.html#preferences');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const status = page.locator('main').getByRole('status').last();
  await expect(page.getByRole('heading', { name: 'Working hours' })).toBeVisible();
  await expect(save).toBeDisabled();
  const before = await timesFor(page, KNOWN.simple);
  expect(before.length).toBeLessThan(4);

  const candidates = page.getByRole('group', { name: 'Candidates' });
  await candidates.getByLabel('From').fill('13:00');
  await candidates.getByLabel('To').fill('17:15');
  await page.getByLabel('Business days searched').fill('30');
  await page.getByLabel('Times proposed').fill('4');
  await page.getByLabel('Start times every').selectOption('5');
  await page.getByLabel('Interviews a day').fill('3');
  await page.getByLabel('Theme').selectOption('dark');
  await expect(status).toHaveText('6 changes not saved');
  await save.click();
  await expect(status).toHaveText('Saved.');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.reload();
  await expect(candidates.getByLabel('From')).toHaveValue('13:00');
  await expect(candidates.getByLabel('To')).toHaveValue('17:15');
  await expect(page.getByLabel('Times proposed')).toHaveValue('4');
  await expect(page.getByLabel('Interviews a day')).toHaveValue('3');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const after = await timesFor(page, KNOWN.simple);
  expect(after.length).toBeGreaterThan(0);
  expect(startsOf(after)).not.toEqual(startsOf(before));
  for (const { start, end } of after) {
    expect(minuteOfDay(start, 'Europe/London')).toBeGreaterThanOrEqual(13 * 60);
    expect(minuteOfDay(end, 'Europe/London')).toBeLessThanOrEqual(17 * 60 + 15);
  }
  const panelPage = await app.candidate(KNOWN.simple);
  await app.shortcut(panelPage);
  await expect(app.panel(panelPage).locator('[data-slot]')).toHaveCount(after.length);
  await panelPage.close();

  // A number out of range: named at the field, and saving waits until it is put right.
  const daily = page.getByLabel('Interviews a day');
  await daily.fill('99');
  await expect(page.getByText('A whole number from 1 to 50, or empty.')).toBeVisible();
  await page.getByLabel('Theme').selectOption('light');
  await save.click();
  await expect(daily).toBeFocused();
  await expect(status).toHaveText('1 change not saved');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(daily).toHaveValue('3');
  await expect(page.getByText('A whole number from 1 to 50, or empty.')).toBeHidden();

  // Each value fits, together they do not.
  await page.getByLabel('Interviews a week').fill('2');
  await save.click();
  await expect(page.getByRole('alert')).toContainText('More a day (3) than a week (2)');
  await expect(page.getByRole('alert')).toContainText('Nothing was saved');
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
    await page
      .getByRole('group', { name: 'Interviewers' })
      .getByRole('button', { name: day, exact: true })
      .click();
  }
  await page.getByLabel('Interviews a week').fill('12');
  await save.click();
  await expect(page.getByRole('alert')).toContainText('Interviewers would have no working day at all');
  await page.reload();
  await expect(page.getByLabel('Interviews a week')).toHaveValue('12');

  await page.getByRole('button', { name: 'Back to the defaults' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget my preferences' }).click();
  await expect(candidates.getByLabel('From')).toHaveValue('08:00');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark');
  expect(startsOf(await timesFor(page, KNOWN.simple))).toEqual(startsOf(before));
});

test('settings of one person: opted out means not asked', async ({ app }) => {
  await app.connectAll();
  const page = await app.open('options.html#people');
  await page.getByLabel('Find a person').fill('tom becker');
  await page.getByRole('button', { name: 'Edit Tom Becker' }).click();
  const drawer = page.getByRole('dialog', { name: 'Tom Becker' });
  await drawer.getByLabel('Minutes before').fill('500');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.getByText('A whole number from 0 to 120, or empty.')).toBeVisible();
  await expect(drawer.getByText('Saved.')).toBeHidden();
  await drawer.getByLabel('Minutes before').fill('15');
  await drawer.getByRole('switch', { name: 'Does not want to be asked' }).check();
  await drawer.getByLabel('Reason, for yourself').fill('On a sabbatical');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.getByText('Saved.')).toBeVisible();
  const view = await callFrom(page, 'schedule-interview', 'load', { opportunityId: KNOWN.simple });
  const tom = view.people.find((one: { name: string }) => one.name === 'Tom Becker');
  expect(tom.state).toBe('opted-out');
  for (const slot of view.answer?.slots ?? []) expect(slot.who).not.toContain(tom.id);
});
