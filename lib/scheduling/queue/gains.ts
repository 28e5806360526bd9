import { improve } from './improve';
import { Purse } from './solve-one';
import { Tally } from './tally';
import type {
  QueueBottleneck,
  QueueChange,
  QueueGain,
  QueueInstance,
  QueueOptions,
  QueuePlan,
  QueueSession,
  QueueTotal,
} from './types';
import { usageOf } from './usage';
import { changesToTry, trainingsToTry } from './what-to-try';

/** Search steps for one change in a queue of few; ten more candidates get as much again. */
const WORK_PER_CHANGE = 2_000_000;

/** The queue after a change of circumstances. */
export function withChange(queue: QueueInstance, change: QueueChange): QueueInstance {
  if (change.kind === 'lift-limit') {
    const people = queue.people.map((person, p) =>
      p === change.person ? { ...person, dayCap: person.dayCap + 1, weekCap: person.weekCap + 1 } : person,
    );
    return { ...queue, people };
  }
  const person = change.kind === 'train' ? change.person : queue.people.length;
  const people = change.kind === 'hire' ? [...queue.people, change.person] : queue.people;
  return {
    ...queue,
    people,
    candidates: queue.candidates.map((candidate) => ({
      ...candidate,
      sessions: candidate.sessions.map((session) => ({
        ...session,
        seats: session.seats.map((seat) =>
          session.skill !== change.skill || seat.pool.some(([member]) => member === person)
            ? seat
            : { pool: [...seat.pool, [person, change.cost] as const] },
        ),
      })),
    })),
  };
}

/** Rounds of improvement spent on each change. */
const ROUNDS = 12;

/** Plans again from the plan there is: first those whom the change concerns, who lost most first, then rounds. */
function again(
  queue: QueueInstance,
  { places }: QueueTotal,
  concerned: readonly number[],
  options: QueueOptions,
): QueueTotal {
  const tally = new Tally(queue);
  const purse = new Purse(
    { maxWork: WORK_PER_CHANGE * (1 + queue.candidates.length / 10), ...options },
    queue.candidates.length,
  );
  const plans = places.map(({ plan }) => plan);
  const loss = (c: number): number => {
    const { plan, alone } = places[c]!;
    return plan ? tally.own(c, plan) - (alone ?? 0) : Number.MAX_SAFE_INTEGER;
  };
  const first = concerned
    .filter((c) => !queue.candidates[c]!.fixed)
    .map((c) => [loss(c), c] as const)
    .sort(([x, a], [y, b]) => y - x || a - b)
    .map(([, c]) => c);
  const alone = places.map((place) => ({ points: place.alone, lastDay: place.aloneLastDay }));
  const from = { plans, points: tally.points(plans) };
  const found = improve(
    queue,
    from,
    tally,
    alone,
    queue.people.map(() => 0),
    purse,
    {
      rounds: options.rounds ?? ROUNDS,
      seed: options.seed ?? 1,
      bound: Number.NEGATIVE_INFINITY,
      first,
      onRound: () => undefined,
    },
  );
  return tally.total(found.plans, alone);
}

/** Candidates in whose pools the changed person (or the skill) stands. */
function concernedBy(queue: QueueInstance, change: QueueChange): number[] {
  const touched = ({ skill, seats }: QueueSession): boolean =>
    change.kind === 'lift-limit'
      ? seats.some(({ pool }) => pool.some(([p]) => p === change.person))
      : skill === change.skill;
  return queue.candidates.flatMap(({ sessions }, c) => (sessions.some(touched) ? [c] : []));
}

/**
 * The plan after as much searching as a change gets, without any change: what more searching finds is no change's
 * merit. Gains are measured against it.
 */
export function baseline(queue: QueueInstance, plan: QueuePlan, options: QueueOptions = {}): QueueTotal {
  const all = queue.candidates.map((_, c) => c);
  const found = again(queue, plan.best, all, options);
  return found.points < plan.best.points ? found : plan.best;
}

/**
 * What a change buys, by planning again from the plan there is. `before` comes from `baseline` with the same options;
 * the old plan stays possible, so points and places never get worse (days can: a place found late costs days).
 */
export function gainOf(
  queue: QueueInstance,
  before: QueueTotal,
  change: QueueChange,
  options: QueueOptions = {},
): QueueGain {
  const changed = withChange(queue, change);
  const found = again(changed, before, concernedBy(changed, change), options);
  const after = found.points < before.points ? found : before;
  return {
    change,
    after,
    points: before.points - after.points,
    days: before.days - after.days,
    placed: after.placed - before.placed,
    ...movedBetween(before, after),
  };
}

/** Candidates with a plan before and after: how many end on an earlier day, and how many on a later one. */
function movedBetween(before: QueueTotal, after: QueueTotal): { sooner: number; later: number } {
  const moves = after.places.flatMap(({ lastDay }, c) => {
    const was = before.places[c]!.lastDay;
    return lastDay === null || was === null ? [] : [was - lastDay];
  });
  return { sooner: moves.filter((by) => by > 0).length, later: moves.filter((by) => by < 0).length };
}

/**
 * People whose limit the queue would pay most to lift by one interview, dearest first; only people who are at a limit
 * in a week or on a day of the plan are tried, the most used first, `most` of them at most.
 */
export function bottlenecks(
  queue: QueueInstance,
  plan: QueuePlan,
  options: QueueOptions = {},
  most = 12,
): QueueBottleneck[] {
  const before = baseline(queue, plan, options);
  return usageOf(queue, before)
    .filter(({ atLimit }) => atLimit)
    .sort((a, b) => b.interviews - a.interviews || a.person - b.person)
    .slice(0, most)
    .map(({ person, interviews, room }) => {
      const { points, days, placed } = gainOf(queue, before, { kind: 'lift-limit', person }, options);
      return { person, points, days, placed, interviews, room };
    })
    .sort(byGain);
}

const byGain = (
  a: { placed: number; days: number; points: number },
  b: { placed: number; days: number; points: number },
): number => b.placed - a.placed || b.points - a.points || b.days - a.days;

/** How far `gainsOf` is; `untried` combinations of person and skill are left out, as far as that is known yet. */
export interface GainsProgress {
  done: number;
  of: number;
  untried: number;
}

/**
 * What limits, somebody new and training would buy, best first; `onGain` is told of each as it is known. Nobody is
 * trained or hired for the skills in `closed`, and training is tried only for skills where somebody new, who is free all
 * day, would help: the most wanted of them first.
 */
export function gainsOf(
  queue: QueueInstance,
  plan: QueuePlan,
  options: QueueOptions = {},
  onGain: (gain: QueueGain, progress: GainsProgress) => void = () => undefined,
  closed: readonly string[] = [],
): QueueGain[] {
  const before = baseline(queue, plan, options);
  const first = changesToTry(queue, before, closed);
  const gains: QueueGain[] = [];
  const tryAll = (changes: readonly QueueChange[], untried: number): void => {
    const of = gains.length + changes.length;
    for (const change of changes) {
      const gain = gainOf(queue, before, change, options);
      gains.push(gain);
      onGain(gain, { done: gains.length, of, untried });
    }
  };
  tryAll(first, 0);
  const wanted = [...gains]
    .sort(byGain)
    .flatMap(({ change, points }) => (change.kind === 'hire' && points > 0 ? [change.skill] : []));
  const training = trainingsToTry(queue, before, wanted);
  tryAll(training.changes, training.untried);
  return gains.sort(byGain);
}
