import type { LoopPerson, Span } from '@/lib/scheduling/loop/types';
import { improve } from './improve';
import { dayOf } from './share';
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

/** Somebody who is there every day of the horizon, may take `dayCap` and `weekCap` interviews and has none so far. */
export function newcomer(queue: QueueInstance, id: string, dayCap: number, weekCap: number): LoopPerson {
  const whole = queue.days.map(({ start, end }): Span => [start, end]);
  const weeks = Math.max(...queue.days.map(({ week }) => week)) + 1;
  return {
    id,
    free: whole,
    core: whole,
    dayCap,
    weekCap,
    dayLoad: queue.days.map(() => 0),
    weekLoad: Array.from({ length: weeks }, () => 0),
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
  };
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

/** Changes tried by `gainsOf` of each kind, unless told otherwise. */
const MOST_OF_A_KIND = 8;

/**
 * Changes that could buy something: one interview more for everybody who is at a limit, and one more person for every
 * skill (those first for which candidates without a place, or later than they would be alone, wait). The newcomer is
 * there all day and has the most usual limits of the people in the queue.
 */
export function changesToTry(
  queue: QueueInstance,
  { places }: QueueTotal,
  most = MOST_OF_A_KIND,
): QueueChange[] {
  const atLimit = usageOf(queue, { places })
    .filter((one) => one.atLimit)
    .sort((a, b) => b.interviews - a.interviews || a.person - b.person)
    .slice(0, most)
    .map(({ person }): QueueChange => ({ kind: 'lift-limit', person }));
  const waiting = new Map<string, number>();
  for (const { candidate, lastDay, aloneLastDay } of places) {
    const lost = lastDay === null ? queue.days.length : Math.max(0, lastDay - (aloneLastDay ?? lastDay));
    for (const skill of new Set(queue.candidates[candidate]!.sessions.map((session) => session.skill)))
      waiting.set(skill, (waiting.get(skill) ?? 0) + lost);
  }
  const usual = (pick: (person: LoopPerson) => number): number => {
    const sorted = queue.people.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 1;
  };
  const person = newcomer(
    queue,
    'one more',
    usual(({ dayCap }) => dayCap),
    usual(({ weekCap }) => weekCap),
  );
  const hires = [...waiting]
    .filter(([, lost]) => lost > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([skill]): QueueChange => ({ kind: 'hire', skill, cost: 0, person }));
  return [...atLimit, ...hires];
}

/** Every change of `changesToTry` with what it buys, best first. `onGain` is told of each as it is known. */
export function gainsOf(
  queue: QueueInstance,
  plan: QueuePlan,
  options: QueueOptions = {},
  onGain: (gain: QueueGain, done: number, of: number) => void = () => undefined,
): QueueGain[] {
  const before = baseline(queue, plan, options);
  const changes = changesToTry(queue, before);
  return changes
    .map((change, n) => {
      const gain = gainOf(queue, before, change, options);
      onGain(gain, n + 1, changes.length);
      return gain;
    })
    .sort(byGain);
}

interface Usage {
  person: number;
  interviews: number;
  room: number;
  atLimit: boolean;
}

/** How much the queue takes of everybody in its pools, and who has no room left on a day or in a week of it. */
export function usageOf(queue: QueueInstance, { places }: Pick<QueueTotal, 'places'>): Usage[] {
  const weeks = [...new Set(queue.days.map(({ week }) => week))];
  const byDay = queue.people.map(() => queue.days.map(() => 0));
  for (const { candidate, plan } of places)
    plan?.who.forEach((who, s) => {
      for (const person of who) byDay[person]![dayOf(queue, candidate, plan.start[s]!)]!++;
    });
  const pooled = new Set(
    queue.candidates.flatMap(({ sessions }) =>
      sessions.flatMap(({ seats }) => seats.flatMap(({ pool }) => pool.map(([person]) => person))),
    ),
  );
  return queue.people.flatMap(({ dayLoad, dayCap, weekLoad, weekCap }, person) => {
    if (!pooled.has(person)) return [];
    const held = byDay[person]!;
    const room = weeks.map((week) => {
      const mine = held.reduce((sum, count, d) => (queue.days[d]!.week === week ? sum + count : sum), 0);
      return Math.max(0, weekCap - weekLoad[week]! - mine);
    });
    // Only limits this queue runs into: whoever was full before counts when the queue wants them at all.
    const full = held.some((count, d) => count > 0 && dayLoad[d]! + count >= dayCap) || room.includes(0);
    return [
      {
        person,
        interviews: held.reduce((sum, count) => sum + count, 0),
        room: room.reduce((sum, left) => sum + left, 0),
        atLimit: full,
      },
    ];
  });
}
