import type { LoopExplanation } from './explain';
import type { LoopAction, LoopRemedy } from './fact-types';
import { remedyOf } from './facts';
import { drop } from './relax';
import { solveLoop } from './solve';
import type { LoopInstance, LoopOptions, Span } from './types';

/** How much a candidate is asked for at a time, minutes before and after each window. */
const MORE_MINUTES = [30, 60];
/** No session is cut below this, minutes. */
const SHORTEST = 30;

interface Attempt {
  instance: LoopInstance;
  action: (remedy: LoopRemedy) => LoopAction;
}

/**
 * What would open a plan, smallest interference first where it costs the same: every single fix as something to do,
 * and smaller steps of the same kind (one person's limit, half an hour more of the candidate, one day more) as well as
 * shorter sessions, each solved for its own best plan. Cheapest first.
 */
export function remediesFor(
  instance: LoopInstance,
  { singleFixes }: Pick<LoopExplanation, 'singleFixes'>,
  options: LoopOptions = {},
): LoopRemedy[] {
  const remedies = singleFixes.map(({ ids, plan, objective }) => remedyOf(instance, ids, plan, objective));
  const fixed = new Set(singleFixes.flatMap(({ ids }) => ids));
  for (const { instance: eased, action } of attempts(instance, fixed)) {
    const { plan, objective, status } = solveLoop(eased, options);
    if (!plan || objective === null) continue;
    const remedy: LoopRemedy = { actions: [], objective, plan, proven: status === 'OPTIMAL' };
    remedy.actions.push(action(remedy));
    remedies.push(remedy);
  }
  const seen = new Set<string>();
  return remedies
    .map((remedy, rank) => ({ remedy, rank }))
    .sort((a, b) => a.remedy.objective - b.remedy.objective || b.rank - a.rank)
    .flatMap(({ remedy }) => {
      const key = JSON.stringify(remedy.actions);
      if (seen.has(key)) return [];
      seen.add(key);
      return [remedy];
    });
}

/** A smaller step can help only where dropping the whole constraint does; shortening stands for itself. */
function* attempts(instance: LoopInstance, fixed: ReadonlySet<string>): Generator<Attempt> {
  const { sessions, rules, people, step } = instance;
  for (const [session, { dur }] of sessions.entries())
    for (let to = dur - up(15, step); to >= Math.min(SHORTEST, dur - 1) && to > 0; to -= up(15, step))
      yield {
        instance: {
          ...instance,
          sessions: sessions.map((other, s) => (s === session ? { ...other, dur: to } : other)),
        },
        action: () => ({ kind: 'shorten', session, from: dur, to }),
      };
  if (fixed.has('maxDays') && rules.maxDays + 1 < instance.days.length) {
    const eased = { ...instance, rules: { ...rules, maxDays: rules.maxDays + 1 } };
    yield {
      instance: eased,
      action: () => ({ kind: 'split-days', from: rules.maxDays, to: rules.maxDays + 1 }),
    };
  }
  if (fixed.has('candidate'))
    for (const minutes of MORE_MINUTES) {
      const eased = { ...instance, candidate: wider(instance, up(minutes, step)) };
      yield {
        instance: eased,
        action: ({ plan, objective }) => remedyOf(instance, ['candidate'], plan, objective).actions[0]!,
      };
    }
  if (fixed.has('load'))
    for (const [p, person] of people.entries()) {
      const lifted = drop(instance, ['load']).people[p]!;
      const eased = { ...instance, people: people.map((other, o) => (o === p ? lifted : other)) };
      const limited =
        person.dayLoad.some((load) => load >= person.dayCap) ||
        person.weekLoad.some((load) => load >= person.weekCap);
      if (limited)
        yield {
          instance: eased,
          action: ({ plan, objective }) => remedyOf(instance, ['load'], plan, objective).actions[0]!,
        };
    }
}

function up(minutes: number, step: number): number {
  return Math.ceil(minutes / step) * step;
}

function wider({ candidate, days }: LoopInstance, minutes: number): Span[] {
  const spans: [number, number][] = [];
  for (const { start, end } of days)
    for (const [a, b] of candidate) {
      if (b <= start || a >= end) continue;
      const from = Math.max(start, a - minutes);
      const to = Math.min(end, b + minutes);
      const last = spans.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else spans.push([from, to]);
    }
  return spans;
}
