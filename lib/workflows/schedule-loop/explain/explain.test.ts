import { describe, expect, test } from 'vitest';
import { compileLoop } from '../compile';
import type { LoopView, WishView } from '../contract';
import { breaksOf } from '../rules';
import { factsFor, HOUR, known, MONDAY } from '../sample.fixture';
import type { LoopDraft } from '../schema';
import { runJob } from '../solver/jobs';
import { clashText, factViews } from './clash';
import { relaxationsOf } from './relaxations';
import { variantsOf } from './variants';

type Facts = ReturnType<typeof factsFor>;
const quiet = () => undefined;

function explained(facts: Facts, more: { confidential?: boolean; wishes?: WishView[] } = {}) {
  const question = compileLoop(facts);
  const view = {
    question,
    setup: facts.setup,
    draft: {},
    wishes: more.wishes ?? [],
    rooms: facts.rooms.map(({ email, name, capacity }) => ({ email, name, capacity, provider: 'google' })),
    people: facts.people.map(({ id, name }) => ({
      id,
      name,
      calendar: { provider: id === 'ben' ? 'microsoft' : 'google', email: `${id}@acme.example` },
    })),
    candidate: {
      name: 'Alex Rivera',
      zone: facts.candidate.zone,
      email: 'alex.rivera@candidate.example',
      zoneIsGuess: false,
      location: 'Lisbon',
    },
    posting: { id: 'p', title: 'Principal Engineer', confidential: more.confidential ?? false },
  } as unknown as LoopView;
  const { instance } = question;
  const { explanation, facts: found } = runJob('explain', { instance }, quiet);
  const remedies = runJob('remedies', { instance, explanation, variants: variantsOf(view) }, quiet);
  const result = runJob('solve', { instance }, quiet);
  const clash = factViews(view, question, found ?? []);
  return {
    text: clashText(question, clash),
    clash,
    relaxations: relaxationsOf(view, remedies),
    checked: runJob('check', { instance, result, explanation }, quiet),
  };
}

/** The facts with a draft applied, as the worker does it. */
function withDraft(facts: Facts, draft: LoopDraft): Facts {
  return {
    ...facts,
    setup: draft.setup ?? facts.setup,
    people: facts.people.map((p) => ({
      ...p,
      agreed: (draft.agreed ?? []).filter((a) => a.who === p.id),
      ...(draft.liftLimits?.includes(p.id) ? { dailyLimit: null, weeklyLimit: null } : {}),
    })),
    candidate: { ...facts.candidate, extra: draft.extraWindows ?? [] },
  };
}

const away = known([{ start: MONDAY, end: MONDAY + 14 * 24 * HOUR, status: 'out-of-office' }]);
const held = (weeks: number[]) =>
  weeks.flatMap((week) =>
    [9, 11].map((hour) => ({
      start: MONDAY + (week * 168 + hour) * HOUR,
      end: MONDAY + (week * 168 + hour + 1) * HOUR,
    })),
  );
/** Both people of the pool of "System design" have their two interviews of the week. */
const full = { weeklyLimit: 2, interviews: held([0, 1]) };
const oneDay = (facts: Facts): Facts => {
  facts.horizon = { start: MONDAY, end: MONDAY + 20 * HOUR };
  facts.setup.days = { ...facts.setup.days, most: 1, sessionsMost: null };
  facts.candidate.hours = [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }];
  return facts;
};

const cases: [string, () => Facts, RegExp, RegExp, object][] = [
  [
    'somebody away',
    () => factsFor({ ana: { availability: away } }),
    /Ana is away from Mon 11 Jan to Fri 22 Jan/,
    /^Ask Ana for/,
    { kind: 'calendar', href: expect.stringMatching(/src=ana%40acme\.example.*dates=20270111%2F20270111/) },
  ],
  [
    'a day that ends early, on the only day',
    () =>
      oneDay(
        factsFor({
          ana: {
            availability: known([
              { start: MONDAY + 9 * HOUR, end: MONDAY + 12 * HOUR, status: 'busy' },
              { start: MONDAY + 12.5 * HOUR, end: MONDAY + 18 * HOUR, status: 'out-of-office' },
            ]),
          },
        }),
      ),
    /^No plan on Mon 11 Jan: Ana has no 60 minutes free/,
    /^Ask Ana for Mon 11 Jan/,
    { kind: 'person', personId: 'ana' },
  ],
  [
    'a whole pool at its weekly limit',
    () => factsFor({ ben: full, cora: full }),
    /both “System design” interviewers \(Ben and Cora\) are at their weekly limit in the week of/,
    /^Lift the limit of (Ben|Cora) for this candidate/,
    { kind: 'person', label: 'Limit of Ben', personId: 'ben' },
  ],
  [
    'a candidate with too little time',
    () => {
      const facts = factsFor();
      facts.candidate.windows = [{ start: MONDAY + 9 * HOUR, end: MONDAY + 12 * HOUR }];
      return facts;
    },
    /Alex Rivera is expected only Mon 11 Jan 09:00-12:00/,
    /^Ask Alex Rivera for .* more/,
    { kind: 'field', field: 'windows' },
  ],
  [
    'too few days',
    () => {
      const facts = factsFor();
      facts.setup.days = { ...facts.setup.days, most: 1 };
      return facts;
    },
    /everything has to fit into one day/,
    /^Split it over 2 days/,
    { kind: 'field', field: 'days.most' },
  ],
  [
    'a quota nobody can fill',
    () => {
      const facts = factsFor();
      facts.setup.groups = [{ id: 'g1', name: 'Seniors', members: ['ben', 'cora'], min: 2, max: null }];
      return facts;
    },
    /“Seniors” has to hold at least 2 seats/,
    /^Set aside who has to be there: “Seniors”/,
    { kind: 'field', field: 'group:g1' },
  ],
  [
    'two sessions that cannot be on one day',
    () => {
      const facts = factsFor({
        ana: { hours: [{ days: [1, 3, 5], from: '09:00', to: '17:00' }] },
        dora: { hours: [{ days: [2, 4], from: '09:00', to: '17:00' }] },
      });
      facts.setup.order.sameDay = [['s1', 's3']];
      return facts;
    },
    /“Coding” and “Product” are on one day/,
    /^“Coding” and “Product” may be on different days/,
    { kind: 'field', field: 'pair:sameDay s1 s3' },
  ],
];

describe('no plan', () => {
  test.each(cases)(
    '%s: said in words, with its exact source, and what opens it does open it',
    (_name, make, words, cure, source) => {
      const facts = make();
      const { text, clash, relaxations, checked } = explained(facts);
      expect(text).toMatch(words);
      expect(clash.flatMap((fact) => fact.sources)).toContainEqual(expect.objectContaining(source));
      expect(clash.every((fact) => fact.sources.length > 0)).toBe(true);
      expect(relaxations.map((r) => r.text).join('\n')).toMatch(new RegExp(cure.source, 'm'));
      expect(checked).toMatchObject({ verdict: 'valid', errors: [] });
      for (const { text: what, preview, apply } of relaxations) {
        expect(breaksOf(preview.question.instance, preview.plan), what).toEqual([]);
        const eased = compileLoop(withDraft(facts, apply({})));
        const { status } = runJob('solve', { instance: eased.instance }, quiet);
        expect(status, what).toBe('OPTIMAL');
      }
    },
  );

  test('a sentence of a note is a source of its own', () => {
    const quote = 'The candidate is only available on Saturdays';
    const facts = factsFor();
    facts.candidate.wishes = [{ kind: 'only', who: 'candidate', days: [6] }];
    const wish: WishView = { id: 'n:0', who: 'candidate', text: '', quote, decision: 'confirmed' };
    const { text, clash } = explained(facts, { wishes: [wish] });
    expect(text).toMatch(/Alex Rivera has no time from Mon 11 Jan to/);
    expect(clash.flatMap((f) => f.sources)).toContainEqual({
      kind: 'wish',
      label: `Note: “${quote}”`,
      wishId: 'n:0',
    });
  });

  test('Outlook has no address for the calendar of somebody else, so their page here is the source', () => {
    const facts = factsFor({ ben: { availability: away } });
    facts.setup.sessions = facts.setup.sessions.map((s) =>
      s.id === 's2' ? { ...s, roles: s.roles.map((r) => ({ ...r, members: ['ben'] })) } : s,
    );
    const { clash } = explained(facts);
    expect(clash.flatMap((f) => f.sources).filter((s) => s.kind === 'calendar')).toEqual([]);
    expect(clash.flatMap((f) => f.sources)).toContainEqual(
      expect.objectContaining({ kind: 'person', personId: 'ben' }),
    );
  });

  test('somebody whose day ends before the others begin is asked for as little as possible', () => {
    const facts = factsFor({ ana: { hours: [{ days: [1, 2, 3, 4, 5], from: '17:30', to: '23:00' }] } });
    const { relaxations } = explained(facts);
    const ask = relaxations.find((r) => r.text.startsWith('Ask Ana'));
    expect(ask?.text).toMatch(/17:00-18:00/);
  });

  test('an optional session may be left out', () => {
    const facts = factsFor({ ana: { availability: away } });
    (facts.setup.sessions[0] as { optional: boolean }).optional = true;
    const { relaxations } = explained(facts);
    const left = relaxations.find((r) => r.text.startsWith('Leave out “Coding”'));
    expect(left?.apply({}).setup?.sessions.map((s) => s.id)).toEqual(['s2', 's3', 's4', 's5']);
    expect(left?.apply({}).setup?.order.before).toEqual([]);
  });

  test.each([15, 30])(
    'of several lengths the longest that works is offered, once, on a grid of %s',
    (grid) => {
      const facts = oneDay(factsFor());
      facts.setup.days = { ...facts.setup.days, from: '09:00', to: '14:00' };
      facts.setup.lunch = null;
      facts.setup.order = { first: null, last: null, before: [], sameDay: [] };
      facts.setup.gap = { least: grid, most: null };
      facts.stepMinutes = grid;
      if (grid === 30) {
        facts.setup.sessions = facts.setup.sessions.map((one) => ({
          ...one,
          minutes: one.id === 's5' ? 30 : 60,
        }));
        facts.setup.days.to = '15:15';
      }
      const { relaxations } = explained(facts);
      for (const { preview } of relaxations)
        expect(breaksOf(preview.question.instance, preview.plan)).toEqual([]);
      const shorter = relaxations.filter(({ id }) => id.startsWith('shorten:s1'));
      expect(shorter.map(({ text }) => text)).toEqual(['“Coding” takes 45 instead of 60 minutes']);
    },
  );
});

describe('drafted messages', () => {
  const candidateWords = /Alex|Rivera|candidate\.example|Lisbon/;

  test.each(cases.map(([name, make]) => [name, make] as const))(
    '%s: an interviewer reads nothing about the candidate, the candidate nothing about interviewers',
    (_name, make) => {
      const facts = make();
      for (const confidential of [false, true])
        for (const { asks, needsYes, text } of explained(facts, { confidential }).relaxations) {
          if (needsYes) expect(asks.length, text).toBeGreaterThan(0);
          for (const { audience, message, subject, email } of asks) {
            expect(message).toMatch(/^Hi \w+,/);
            if (audience === 'interviewer') {
              expect(subject + message).not.toMatch(candidateWords);
              expect(message.includes('Principal Engineer')).toBe(!confidential);
              expect(email).toMatch(/@acme\.example$/);
            } else {
              for (const { name } of facts.people) expect(subject + message).not.toContain(name);
              expect(email).toBe('alex.rivera@candidate.example');
            }
          }
        }
    },
  );
});
