import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { dayOf, instantOf } from '@/sandbox/world/local-time';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import {
  accessible,
  askLoop,
  block,
  book,
  booked,
  nobodyAnswers,
  openLoop,
  proven,
  SHOTS,
  shoot,
  undo,
} from './loop';
import { openPanel, world } from './panel';

/** What the checker on the command line says about a saved proof, and about the same with one number changed. */
async function checkedOutside(page: Page): Promise<{ valid: boolean; errors: string[] }[]> {
  await page.locator('summary').filter({ hasText: 'Checked by a second, independent program' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the proof' }).click(),
  ]);
  const line = readFileSync(await download.path(), 'utf8');
  const bent = JSON.parse(line);
  if (bent.answer.start) bent.answer.start[0] += bent.instance.step;
  else bent.answer.singleFixes[0].objective += 1;
  const { stdout } = spawnSync('npm', ['run', '--silent', 'cli', '--', 'check-loop'], {
    input: `${line}${JSON.stringify(bent)}\n`,
    encoding: 'utf8',
  });
  expect(line).not.toMatch(/@|quintela|amundsen|takahashi|sandoval/i);
  return stdout
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one));
}

/** How often people took what was proposed first. */
async function agreement(page: Page): Promise<{ agreed: number; decided: number }> {
  const { workflows } = await callFrom(page, 'govern-automation', 'read', {});
  const { record } = workflows.find((one: { workflow: string }) => one.workflow === 'schedule-loop');
  return { agreed: record.agreed, decided: record.decided };
}

/** The longest free stretch of a day within the hours of lunch, minutes; times ms epoch, hours of London. */
function lunchOn(sessions: { start: number; end: number }[]): number {
  const noon = instantOf('Europe/London', dayOf('Europe/London', sessions[0]?.start ?? 0), 12 * 60);
  const late = noon + 2 * 3_600_000;
  let [longest, open] = [0, noon];
  for (const { start, end } of [...sessions].sort((a, b) => a.start - b.start)) {
    longest = Math.max(longest, Math.min(start, late) - open);
    open = Math.max(open, end);
  }
  return Math.max(longest, late - open) / 60_000;
}

/** More people for one session, as a recruiter would choose in the stage plan: then somebody can step in at once. */
async function widenPool(app: App, session: string, title: RegExp): Promise<void> {
  const { setup, directory } = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  const [role] = setup.sessions.find((s: { name: string }) => s.name === session).roles;
  const more = directory.filter((p: { jobTitle: string | null }) => title.test(p.jobTitle ?? ''));
  role.members = [...new Set([...role.members, ...more.map((p: { id: string }) => p.id)])].slice(0, 20);
  await askLoop(app, 'save', { opportunityId: KNOWN.onSite, draft: { setup } });
}

test('five sessions over two days: booked, somebody declines, plan B, undone step by step', async ({
  app,
}) => {
  await app.connectAll();
  nobodyAnswers(app);
  await widenPool(app, 'Senior Engineer', /Engineer/);
  const page = await openLoop(app, KNOWN.onSite);
  await proven(page);
  await expect(page.getByText(/Survives any one decline: (yes|all but)/)).toBeVisible();
  await expect(page.getByText('Other good plans')).toBeVisible();
  await expect(page.getByText(/decline-proof of|most decline-proof/)).toBeVisible();
  const [sound, bent] = await checkedOutside(page);
  expect(sound).toMatchObject({ valid: true, errors: [] });
  expect(bent?.valid).toBe(false);
  await accessible(page);
  await shoot(page, 'proven');
  // Somebody for whom another can step in at the very same times.
  const stands = page.locator('section[aria-labelledby="loop-strength"] li').filter({ hasText: 'same time' });
  const decliner = (await stands.first().locator('span').first().innerText()).trim();

  const view = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  expect(view.setup.sessions).toHaveLength(5);
  expect(view.setup.sessions.every((s: { room: boolean }) => s.room)).toBe(true);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible();
  expect(world(app, KNOWN.onSite)).toMatchObject({ panels: [], notes: [], events: [], mails: [] });
  await accessible(page);
  await shoot(page, 'preview');
  await book(page);
  await expect(booked(page)).toBeVisible({ timeout: 60_000 });

  const before = structuredClone(world(app, KNOWN.onSite));
  expect(before.panels).toHaveLength(1);
  expect(before.panels[0].interviews).toHaveLength(5);
  for (const interview of before.panels[0].interviews)
    expect(interview.location).toMatch(/meet\.google\.com.*Heron|Kestrel|Avocet/);
  expect(before.notes).toHaveLength(1);
  const own = before.events.filter((e) =>
    e.guests.some((g) => g.email === 'rafael.quintela@candidate.example'),
  );
  expect(own, 'one itinerary a day').toHaveLength(2);
  expect(JSON.stringify(own)).not.toContain('hire.lever.co');
  expect(before.events).toHaveLength(7);
  expect(before.events.filter((e) => e.guests.some((g) => g.resource))).toHaveLength(5);
  const days = new Set(
    before.panels[0].interviews.map((i: { date: number }) => new Date(i.date).toDateString()),
  );
  expect(days.size).toBe(2);
  for (const day of days) {
    const sessions = before.panels[0].interviews
      .filter((i: { date: number }) => new Date(i.date).toDateString() === day)
      .map((i: { date: number; duration: number }) => ({ start: i.date, end: i.date + i.duration * 60_000 }));
    expect(lunchOn(sessions), `lunch on ${day}`).toBeGreaterThanOrEqual(45);
  }

  const person = app.sandbox.world.people.find((p) => p.name === decliner);
  const email = person?.email ?? '';
  const session = before.events.find((e) => !own.includes(e) && e.guests.some((g) => g.email === email));
  expect(app.sandbox.meetings.answer(session?.id ?? '', email, 'declined', 'Away that day')).toBe(true);
  const mailsBefore = before.mails.length;
  await page.getByRole('button', { name: 'Back to the on-site' }).click();
  await page.getByRole('button', { name: /Read the calendars again/ }).click();
  await expect(page.getByText(/declined\.$/)).toBeVisible();
  await shoot(page, 'declined');
  await page.getByRole('button', { name: 'Show plan B' }).click();
  await expect(page.getByText(/^Plan B keeps every time: /)).toBeVisible();
  await shoot(page, 'planb');
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await expect(page.getByText('What changes, and what stays')).toBeVisible();
  await expect(page.getByText(/Stays as it is, nobody is told/)).toBeVisible();
  await expect(page.getByText('The candidate keeps every time and gets an update')).toBeVisible();
  await accessible(page);
  await shoot(page, 'planb-preview');
  await book(page);
  await expect(page.getByText('Changed everywhere and checked by reading it back.')).toBeVisible({
    timeout: 60_000,
  });

  const after = world(app, KNOWN.onSite);
  expect(after.panels).toHaveLength(1);
  expect(after.panels[0].id).toBe(before.panels[0].id);
  expect(after.events.map((e) => e.id).sort(), 'no event is made or lost').toEqual(
    before.events.map((e) => e.id).sort(),
  );
  const now = after.events.find((e) => e.id === session?.id);
  expect(now?.guests.map((g) => g.email)).not.toContain(email);
  const changed = after.panels[0].interviews.filter(
    (i: { id: string; interviewers: { id: string }[] }) =>
      JSON.stringify(i.interviewers.map((p) => p.id)) !==
      JSON.stringify(
        before.panels[0].interviews
          .find((b: { id: string }) => b.id === i.id)
          ?.interviewers.map((p: { id: string }) => p.id),
      ),
  );
  expect(changed).toHaveLength(1);
  const times = (panel: { interviews: { date: number }[] }) => panel.interviews.map((i) => i.date).sort();
  expect(times(after.panels[0]), 'plan B keeps every time').toEqual(times(before.panels[0]));
  const told = [...new Set(after.mails.slice(mailsBefore).map((m) => `${m.kind} ${m.to}`))];
  const standIn = app.sandbox.world.people.find((p) => p.id === changed[0].interviewers[0].id)?.email;
  expect(told.sort(), 'only those concerned are told').toEqual(
    [`cancellation ${email}`, `invitation ${standIn}`, 'update rafael.quintela@candidate.example'].sort(),
  );

  const test = await app.open('options.html#test');
  expect(await agreement(test), 'the first proposal was taken twice').toEqual({ agreed: 2, decided: 2 });
  await test.goto('https://hire.lever.co/candidates');
  const badge = test.locator(`a[href*="${KNOWN.onSite}"] + .fulcrum-interview-badge`);
  await expect(badge.first()).toHaveAttribute('title', /^On-site \w{3} \d+ \w{3} \d{4} and /);
  await test.close();

  // The change first: undoing the on-site under it is refused by name.
  const plans = await askLoop(app, 'plans', { opportunityId: KNOWN.onSite });
  await page.bringToFront();
  await undo(page, /The change was taken back/);
  const back = world(app, KNOWN.onSite);
  expect(back.events.find((e) => e.id === session?.id)?.guests.map((g) => g.email)).toContain(email);
  const base = plans.find((p: { kind: string }) => p.kind === 'loop');
  const undone = await askLoop(app, 'undo', { planId: base.id });
  expect(undone.state, JSON.stringify(undone.problem)).toBe('undone');
  expect(world(app, KNOWN.onSite)).toMatchObject({ panels: [], notes: [], events: [] });
});

test('an impossible on-site is explained, relaxed, the change taken back and done again, and booked', async ({
  app,
}) => {
  await app.connectAll();
  nobodyAnswers(app);
  const page = await openLoop(app, KNOWN.onSiteImpossible);
  await expect(page.getByText(/Proven: no plan fits/)).toBeVisible();
  await expect(
    page.getByText(
      /^No plan from .*: Yuki Sandoval has no 60 minutes for “Chief Product Officer” from .* outside their working hours/,
    ),
  ).toBeVisible();
  const [sound, bent] = await checkedOutside(page);
  expect(sound).toMatchObject({ valid: true, errors: [] });
  expect(bent?.valid).toBe(false);
  await accessible(page);
  // The fact leads to the person it is about.
  const [control] = await Promise.all([
    app.context.waitForEvent('page'),
    page.getByRole('button', { name: /Yuki Sandoval: hours and calendar/ }).click(),
  ]);
  await expect(control.getByRole('dialog', { name: /Yuki Sandoval/ })).toBeVisible();
  await control.close();
  const ask = page.getByRole('listitem').filter({ hasText: 'Ask Yuki Sandoval' });
  await ask.getByRole('button', { name: 'Plan', exact: true }).click();
  await expect(ask.getByRole('region').first()).toBeVisible();
  await shoot(page, 'impossible-plan');
  await ask.getByRole('button', { name: 'Message', exact: true }).click();
  const message = ask.getByLabel('Message to Yuki Sandoval');
  await expect(message).toHaveValue(/^Hi Yuki,/);
  expect(await message.inputValue()).not.toMatch(/Beatrix|Amundsen/);
  await message.fill('Hi Yuki, could you?');
  await expect(ask.getByRole('link', { name: 'Open in mail' })).toHaveAttribute(
    'href',
    /^mailto:.*body=Hi%20Yuki%2C%20could%20you%3F$/,
  );
  await accessible(page);
  await shoot(page, 'impossible');
  await ask.getByRole('button', { name: 'They agreed' }).click();
  await proven(page);
  await page.getByRole('button', { name: 'Take back the last' }).click();
  await expect(page.getByText(/Proven: no plan fits/)).toBeVisible();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'takes 30 instead of 60 minutes' })
    .getByRole('button', { name: 'Do this' })
    .click();
  await proven(page);
  await page.getByRole('button', { name: 'Preview' }).click();
  await book(page);
  await expect(booked(page)).toBeVisible({ timeout: 60_000 });
  const { panels } = world(app, KNOWN.onSiteImpossible);
  expect(panels[0].interviews.map((i: { duration: number }) => i.duration).sort()).toEqual([30, 60, 60]);
});

test('by keyboard: a session moves, what breaks is said, undo; pinned and searched again; booked through a stopped worker', async ({
  app,
}) => {
  await app.connectAll();
  nobodyAnswers(app);
  const page = await openLoop(app, KNOWN.onSite);
  await proven(page);
  const first = block(page, 'session-1');
  const name = (await first.getAttribute('aria-label')) ?? '';
  await first.focus();
  // Step by step to the left: sooner or later somebody is busy, or two sessions meet.
  let moves = 0;
  while ((await page.getByText(/Breaks \d+ rule/).count()) === 0 && moves < 30) {
    await page.keyboard.press('ArrowLeft');
    await expect(block(page, 'session-1')).toBeFocused();
    moves++;
  }
  expect(await first.getAttribute('aria-label')).not.toBe(name);
  await expect(page.getByText(/Breaks \d+ rule/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Preview' })).toBeDisabled();
  await shoot(page, 'broken');
  await accessible(page);
  for (let n = 0; n < moves; n++) await page.keyboard.press('z');
  expect(await first.getAttribute('aria-label')).toBe(name);
  await expect(page.getByText(/Breaks \d+ rule/)).toHaveCount(0);
  await first.press('Enter');
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible();
  await page.keyboard.press('Escape');
  await first.click();
  await page.getByRole('button', { name: 'Pin this time' }).click();
  await page.getByRole('button', { name: /Search again around 1 pinned session/ }).click();
  await proven(page);
  expect(await first.getAttribute('aria-label')).toBe(`${name}, pinned`);

  // The mouse does the same.
  // Hovering waits until the session has stopped moving: what is found beside the plan comes in below it.
  await first.hover();
  const box = await first.boundingBox();
  if (!box) throw new Error('The session is not on the page.');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(first).not.toHaveAttribute('aria-label', `${name}, pinned`);
  await page.getByRole('button', { name: 'Undo the last edit (Z)' }).click();
  await expect(first).toHaveAttribute('aria-label', `${name}, pinned`);

  // Something else than what was proposed first is taken, and the record says so.
  await page.getByRole('button', { name: /^With other people/ }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  app.sandbox.faults.add({ id: 'slow', host: 'www.googleapis.com', effect: { kind: 'latency', ms: 250 } });
  await book(page);
  await expect.poll(() => world(app, KNOWN.onSite).events.length).toBeGreaterThan(2);
  await app.killWorker(page);
  await expect(booked(page)).toBeVisible({ timeout: 60_000 });
  const after = world(app, KNOWN.onSite);
  expect(after.events).toHaveLength(7);
  expect(after.panels).toHaveLength(1);
  expect(after.notes).toHaveLength(1);
  expect(new Set(after.invitations.map((to) => to)).size).toBeLessThanOrEqual(after.invitations.length);
  expect(after.invitations.filter((to) => to === 'rafael.quintela@candidate.example')).toHaveLength(2);
  expect(await agreement(await app.open('options.html#test'))).toEqual({ agreed: 0, decided: 1 });
});

test('the stage plan is edited, remembered for the stage, and the panel shows it; every width and theme', async ({
  app,
}) => {
  await app.connectAll();
  const { page: lever, panel } = await openPanel(app, KNOWN.onSite);
  await panel.getByRole('button', { name: 'On-site loop' }).click();
  await proven(panel);
  if (SHOTS) await lever.screenshot({ path: `${SHOTS}/loop-docked.png` });
  await panel.getByRole('button', { name: 'Edit the stage plan' }).click();
  const editor = panel.getByRole('dialog');
  await editor.getByLabel('Session', { exact: true }).first().fill('');
  await expect(editor.getByRole('button', { name: 'Save and search' })).toBeDisabled();
  await editor.getByLabel('Session', { exact: true }).first().fill('Meet the manager');
  await editor.getByLabel('Minutes').first().selectOption('30');
  await editor.getByLabel('Comes last').selectOption({ label: 'Meet the manager' });
  if (SHOTS) await lever.screenshot({ path: `${SHOTS}/loop-editor.png` });
  await editor.getByRole('button', { name: 'Save and search' }).click();
  await expect(editor).toBeHidden();
  await proven(panel);
  const view = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  expect(view.setup.sessions[0]).toMatchObject({ name: 'Meet the manager', minutes: 30 });
  expect(view.setup.order.last).toBe('session-1');
  await askLoop(app, 'save', { opportunityId: KNOWN.onSite, draft: {} });
  const remembered = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  expect(remembered).toMatchObject({ setupFrom: 'remembered' });
  expect(remembered.setup.sessions[0].name).toBe('Meet the manager');

  for (const [width, theme] of [
    [360, 'dark'],
    [440, 'light'],
    [900, 'dark'],
    [1280, 'dark'],
  ] as const) {
    const page = await openLoop(app, KNOWN.onSite, { width, height: 900 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await proven(page);
    await expect(page.getByText(/Survives any one decline/)).toBeVisible();
    await block(page, 'session-2').click();
    await accessible(page);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/loop-${width}-${theme}.png` });
    await page.getByRole('button', { name: 'People', exact: true }).click();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/loop-people-${width}-${theme}.png` });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `sideways scrolling at ${width}`).toBeLessThanOrEqual(0);
    await page.close();
  }
});

test('times of the candidate, who has to be there and days shared: by keyboard, checked in words; a note counts and is ignored', async ({
  app,
}) => {
  await app.connectAll();
  const page = await openLoop(app, KNOWN.onSite);
  await proven(page);
  const days = () => page.locator('section[aria-labelledby="loop-plan"] header h3').allInnerTexts();
  const firstDay = (await days())[0]?.slice(0, 3) ?? '';
  const weekday = { Mon: 'Mondays', Tue: 'Tuesdays', Wed: 'Wednesdays', Thu: 'Thursdays', Fri: 'Fridays' }[
    firstDay
  ];
  const text = `The candidate is not available on ${weekday}.`;
  const notes = app.sandbox.world.lever.notes.get(KNOWN.onSite) ?? [];
  const note = structuredClone(notes[0]) as { id: string; fields: { value: string }[] };
  notes.push({ ...note, id: 'note-with-a-wish', fields: [{ ...note.fields[0], value: text }] });
  await page.getByRole('button', { name: /Read the calendars again/ }).press('Enter');

  // A sentence in a note: seen, not counted; counted; ignored.
  const wish = page.getByRole('listitem').filter({ hasText: text.replace(/\.$/, '') });
  await expect(wish.getByText('Not counted yet')).toBeVisible();
  await wish.getByRole('button', { name: /^Count: / }).press('Enter');
  await expect(wish.getByText('Counts', { exact: true })).toBeVisible();
  await expect.poll(async () => (await days()).join()).toMatch(new RegExp(`^(?!${firstDay})\\w{3} `));
  await accessible(page);
  await shoot(page, 'wish');
  await wish.getByRole('button', { name: /^Ignore: / }).click();
  await expect.poll(async () => (await days())[0]?.slice(0, 3)).toBe(firstDay);

  await page.getByRole('button', { name: 'Edit the stage plan' }).press('Enter');
  const editor = page.getByRole('dialog');
  const save = editor.getByRole('button', { name: 'Save and search' });
  await editor.getByRole('button', { name: 'Add two sessions of one day' }).press('Enter');
  await editor.getByRole('button', { name: 'Add who has to be there' }).press('Enter');
  await expect(editor.getByText(/Nobody is chosen for “Seniors”\./)).toBeVisible();
  await expect(save).toBeDisabled();
  const view = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  const [first] = view.setup.sessions[0].roles[0].members;
  const name = view.directory.find((p: { id: string }) => p.id === first).name;
  await page.bringToFront();
  await editor.getByLabel('Seniors: add a person').fill(name);
  await expect(save).toBeEnabled();
  await expect(
    editor.getByText('“Seniors” has to hold at least one seat, over all sessions together.'),
  ).toBeVisible();
  await editor.getByLabel('Only at times they gave').press('Space');
  await editor.getByLabel('To', { exact: true }).last().fill('08:00');
  await expect(editor.getByText(/Times of the candidate, day 1: 08:00 is not after 09:00/)).toBeVisible();
  await expect(save).toBeDisabled();
  await editor.getByLabel('To', { exact: true }).last().fill('17:30');
  await accessible(page);
  await editor.getByLabel('Seniors: add a person').scrollIntoViewIfNeeded();
  await shoot(page, 'editor');
  await save.press('Enter');
  await expect(editor).toBeHidden();

  // One day is too short for five sessions; the fact leads back to the very field.
  await expect(page.getByText(/Proven: no plan fits/)).toBeVisible();
  await expect(page.getByText(/Rafael Quintela can only come/)).toBeVisible();
  await page.getByRole('button', { name: 'Times of the candidate' }).press('Enter');
  await expect(editor).toBeVisible();
  await expect(editor.getByLabel('Only at times they gave')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await shoot(page, 'clash');
  const saved = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  expect(saved.setup.order.sameDay).toEqual([['session-1', 'session-2']]);
  expect(saved.setup.groups).toMatchObject([{ name: 'Seniors', members: [first], min: 1, max: null }]);
  expect(saved.draft.windows).toHaveLength(1);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Take back the last' }).click();
  await proven(page);
});

test('the worker refuses a plan that does not hold, whatever the page sends', async ({ app }) => {
  await app.connectAll();
  const view = await askLoop(app, 'load', { opportunityId: KNOWN.onSite });
  const { question } = view;
  const choice = {
    sessions: question.instance.sessions.map(
      (s: { id: string; dur: number; seats: { pool: number[][] }[] }) => ({
        id: s.id,
        start: question.origin,
        end: question.origin + s.dur * 60_000,
        who: s.seats.map((seat) => question.people[seat.pool[0]?.[0] ?? 0].id),
        room: question.rooms[0].email,
      }),
    ),
  };
  const page = await app.open('options.html#refuse');
  const answer = await page.evaluate(
    (call) =>
      chrome.runtime.sendMessage({ fulcrum: 1, contract: 'schedule-loop', method: 'preview', input: call }),
    { opportunityId: KNOWN.onSite, choice },
  );
  expect(answer).toMatchObject({ ok: false, problem: { code: 'plan-does-not-hold' } });
  expect(await callFrom(page, 'schedule-loop', 'plans', { opportunityId: KNOWN.onSite })).toEqual([]);
});
