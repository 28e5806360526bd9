import { dayOf, instantOf } from '@/sandbox/world/local-time';
import { expect, KNOWN, test } from './fixtures';
import {
  accessible,
  askLoop,
  block,
  book,
  booked,
  nobodyAnswers,
  openLoop,
  proven,
  shoot,
  undo,
} from './loop';
import { world } from './panel';

/** Where the interviewers of the pinched candidates work. */
const ZONE = 'Europe/London';
const CANDIDATE = 'harriet.lowell@candidate.example';

test('a change that leaves a day empty: previewed in words, the itinerary cancelled, taken back, all undone', async ({
  app,
}) => {
  await app.connectAll();
  nobodyAnswers(app);
  const [opportunityId = ''] = KNOWN.pinched;
  // Afternoons in which both interviewers keep time free, so that a session can stand on the same hour of two days.
  const { setup, horizon } = await askLoop(app, 'load', { opportunityId });
  const today = dayOf(ZONE, horizon.start);
  const windows = Array.from({ length: 21 }, (_, n) => ({
    start: instantOf(ZONE, today + n, 14 * 60),
    end: instantOf(ZONE, today + n, 16 * 60),
  }));
  const days = { ...setup.days, most: 2, adjacent: false };
  await askLoop(app, 'save', { opportunityId, draft: { setup: { ...setup, days }, windows } });

  const page = await openLoop(app, opportunityId);
  await proven(page);
  const dayHeadings = page.locator('section[aria-labelledby="loop-plan"] header h3');
  await expect(dayHeadings).toHaveCount(1);
  await block(page, 'session-1').press('PageDown');
  await expect(dayHeadings).toHaveCount(2);
  await expect(page.getByText(/Breaks \d+ rule/)).toHaveCount(0);
  const emptied = (await dayHeadings.last().innerText()).trim();
  await page.getByRole('button', { name: 'Preview' }).click();
  await book(page);
  await expect(booked(page)).toBeVisible({ timeout: 60_000 });

  const before = structuredClone(world(app, opportunityId));
  const itineraries = (state: typeof before) =>
    state.events.filter((e) => e.guests.some((g) => g.email === CANDIDATE));
  expect(itineraries(before), 'one itinerary a day').toHaveLength(2);
  expect(before.events).toHaveLength(4);
  const [, last] = itineraries(before).sort((a, b) => a.start - b.start);
  const mailsBefore = before.mails.length;

  // The session moves back to the first day: nothing is left on the second.
  await page.getByRole('button', { name: 'Back to the on-site' }).click();
  await block(page, 'session-1').press('PageUp');
  await expect(dayHeadings).toHaveCount(1);
  await expect(page.getByText(/Breaks \d+ rule/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await expect(page.getByText('What changes, and what stays')).toBeVisible();
  await expect(
    page.getByText(
      new RegExp(
        `^Nothing is left on ${emptied.replace(' ', ',? ')}.*: the candidate gets a cancellation of that day\\.$`,
      ),
    ),
  ).toBeVisible();
  await expect(
    page.getByText(/an entry without guests stays in your calendar until the on-site is undone/),
  ).toBeVisible();
  expect(world(app, opportunityId).mails, 'nothing is sent by a preview').toHaveLength(mailsBefore);
  await accessible(page);
  await shoot(page, 'emptied-preview');
  await book(page);
  await expect(page.getByText('Changed everywhere and checked by reading it back.')).toBeVisible({
    timeout: 60_000,
  });

  const after = structuredClone(world(app, opportunityId));
  expect(itineraries(after), 'one day, one itinerary').toHaveLength(1);
  expect(after.events.map((e) => e.id).sort(), 'no event is lost, so the change can be taken back').toEqual(
    before.events.map((e) => e.id).sort(),
  );
  expect(after.events.find((e) => e.id === last?.id)?.guests).toEqual([]);
  const told = after.mails.slice(mailsBefore).filter((m) => m.to === CANDIDATE);
  expect(told.map((m) => m.kind).sort()).toEqual(['cancellation', 'update']);
  expect(after.panels[0].interviews.map((i: { date: number }) => new Date(i.date).toDateString())).toEqual(
    Array(2).fill(new Date(itineraries(after)[0]?.start ?? 0).toDateString()),
  );
  await shoot(page, 'emptied-done');

  await page.getByRole('button', { name: 'Back to the on-site' }).click();
  await expect(page.getByRole('heading', { name: 'Booked and changed' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo the change' }).click();
  await undo(page, /The change was taken back/);
  const back = world(app, opportunityId);
  expect(
    itineraries(back)
      .map((e) => [e.id, e.start, e.end])
      .sort(),
  ).toEqual(
    itineraries(before)
      .map((e) => [e.id, e.start, e.end])
      .sort(),
  );
  const again = back.mails.slice(after.mails.length).filter((m) => m.to === CANDIDATE);
  expect(again.map((m) => m.kind).sort(), 'invited again to the day, told of the other').toEqual([
    'invitation',
    'update',
  ]);
  const plans = await askLoop(app, 'plans', { opportunityId });
  const base = plans.find((p: { kind: string }) => p.kind === 'loop');
  const undone = await askLoop(app, 'undo', { planId: base.id });
  expect(undone.state, JSON.stringify(undone.problem)).toBe('undone');
  expect(world(app, opportunityId)).toMatchObject({ panels: [], notes: [], events: [] });
});

test('interviewers in four zones: everybody within their own working hours, every lane in its own time', async ({
  app,
}) => {
  await app.connectAll();
  nobodyAnswers(app);
  const { people } = app.sandbox.world;
  // Outlook tells zone and hours; those of Google calendars would be guesses.
  const pool = (zone: RegExp) =>
    people.filter(
      (p) =>
        p.provider === 'microsoft' &&
        zone.test(p.zone) &&
        p.sharing !== 'hidden' &&
        p.deactivatedAt === null &&
        p.calendarEmail === p.email,
    );
  const { setup } = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  for (const [session, zone] of [
    ['Tech Lead', /^America\/(New_York|Chicago)$/],
    ['Senior Engineer', /^Europe\/Berlin$/],
    ['Product Manager', /^Asia\/Kolkata$/],
  ] as const) {
    const [role] = setup.sessions.find((s: { name: string }) => s.name === session).roles;
    role.members = pool(zone).map(({ id }) => id);
    expect(role.members.length, session).toBeGreaterThanOrEqual(2);
  }
  await askLoop(app, 'save', { opportunityId: KNOWN.onSite, draft: { setup } });
  const page = await openLoop(app, KNOWN.onSite);
  await proven(page);
  await page.getByRole('button', { name: 'Preview' }).click();
  await book(page);
  await expect(booked(page)).toBeVisible({ timeout: 60_000 });

  const { panels } = world(app, KNOWN.onSite);
  const held = panels[0].interviews.flatMap(
    (one: { date: number; duration: number; interviewers: { id: string }[] }) =>
      one.interviewers.map(({ id }) => ({
        person: people.find((p) => p.id === id) as (typeof people)[number],
        start: one.date,
        end: one.date + one.duration * 60_000,
      })),
  ) as { person: (typeof people)[number]; start: number; end: number }[];
  expect(new Set(held.map(({ person }) => person.zone)).size).toBeGreaterThanOrEqual(4);
  await page.getByRole('button', { name: 'Back to the on-site' }).click();
  await page.getByRole('button', { name: 'People', exact: true }).click();
  await shoot(page, 'zones');
  const plan = page.locator('section[aria-labelledby="loop-plan"]');
  for (const { person, start, end } of held) {
    const clock = (at: number): string =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: person.zone,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(at);
    const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(
      new Intl.DateTimeFormat('en-GB', { timeZone: person.zone, weekday: 'short' }).format(start),
    );
    expect(person.hours.days, person.name).toContain(weekday);
    expect(clock(start) >= person.hours.from, `${person.name} starts at ${clock(start)}`).toBe(true);
    expect(clock(end) <= person.hours.to, `${person.name} ends at ${clock(end)}`).toBe(true);
    const city = person.zone.split('/').pop()?.replaceAll('_', ' ');
    const lane = plan.locator('p', { hasText: person.name }).locator('..');
    await expect(lane.first()).toContainText(`${city} ${clock(start)}–${clock(end)}`);
  }
  // And by session, for whoever is not where the on-site is.
  await page.getByRole('button', { name: 'Sessions', exact: true }).click();
  const far = held.find(({ person }) => person.zone.startsWith('Asia/'));
  await expect(block(page, 'session-4')).toHaveAttribute(
    'aria-label',
    new RegExp(`${far?.person.name} \\(Kolkata \\d\\d:\\d\\d–`),
  );
  await block(page, 'session-4').click();
  await expect(plan.getByText(new RegExp(`^${far?.person.name} \\(Kolkata [\\d:–]+\\)$`))).toBeVisible();
  await accessible(page);
});
