import { describe, expect, test } from 'vitest';
import { clashText, factsOf } from './clash';
import { compileLoop } from './compile';
import type { LoopView } from './contract';
import { relaxationsOf, variantsOf } from './relaxations';
import { factsFor, HOUR, known, MONDAY } from './sample.fixture';
import type { LoopDraft } from './schema';
import { runJob } from './solver/jobs';

type Facts = ReturnType<typeof factsFor>;

function explained(facts: Facts) {
  const question = compileLoop(facts);
  const view = {
    question,
    setup: facts.setup,
    draft: {},
    candidate: {
      name: 'Alex Rivera',
      zone: facts.candidate.zone,
      email: null,
      zoneIsGuess: false,
      location: '',
    },
    posting: { id: 'p', title: 'Engineer' },
  } as unknown as LoopView;
  const found = runJob(
    'explain',
    { instance: question.instance, variants: variantsOf(view) },
    () => undefined,
  );
  const clash = factsOf(view, found.conflict ?? []);
  return { text: clashText(question, clash), clash, relaxations: relaxationsOf(view, found) };
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
const cases: [string, () => Facts, RegExp, RegExp, string][] = [
  [
    'somebody away',
    () => factsFor({ ana: { availability: away } }),
    /Ana has no 60 minutes for “Coding”.*away/,
    /^Ask Ana for/,
    'calendar',
  ],
  [
    'somebody at a limit',
    () =>
      factsFor({
        ana: {
          weeklyLimit: 1,
          interviews: [0, 1].map((d) => ({
            start: MONDAY + (d * 168 + 9) * HOUR,
            end: MONDAY + (d * 168 + 10) * HOUR,
          })),
        },
      }),
    /Ana is at the limit of interviews/,
    /^Lift the limit of Ana for this candidate/,
    'limit',
  ],
  [
    'a candidate with too little time',
    () => {
      const facts = factsFor();
      facts.candidate.windows = [{ start: MONDAY + 9 * HOUR, end: MONDAY + 12 * HOUR }];
      return facts;
    },
    /Alex Rivera is expected only/,
    /^Ask Alex Rivera for/,
    'window',
  ],
  [
    'too few days',
    () => {
      const facts = factsFor();
      facts.setup.days = { ...facts.setup.days, most: 1 };
      return facts;
    },
    /one day/,
    /^Split it over 2 days/,
    'rule',
  ],
];

describe('no plan', () => {
  test.each(cases)(
    '%s: said in words, with its source, and what opens it does open it',
    (_name, make, words, cure, source) => {
      const facts = make();
      const { text, clash, relaxations } = explained(facts);
      expect(text).toMatch(words);
      expect(clash.map((f) => f.source)).toContain(source);
      expect(relaxations.map((r) => r.text).join('\n')).toMatch(new RegExp(cure.source, 'm'));
      for (const relaxation of relaxations) {
        const eased = compileLoop(withDraft(facts, relaxation.apply({})));
        const { status } = runJob('solve', { instance: eased.instance }, () => undefined);
        expect(status, relaxation.text).toBe('OPTIMAL');
        if (relaxation.ask) expect(relaxation.ask.message).toMatch(/^Hi /);
      }
    },
  );

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
});
