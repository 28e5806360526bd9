import type { LoopPerson, Span } from '@/lib/scheduling/loop/types';
import { planQueue } from './plan-queue';
import { dayOf } from './share';
import type {
  QueueBottleneck,
  QueueChange,
  QueueGain,
  QueueInstance,
  QueueOptions,
  QueuePlan,
  QueueTotal,
} from './types';

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

/**
 * What a change buys, by planning again from the plan there is. `before` must come from the same options, so that the
 * difference is the change and not a longer search; the old plan stays possible, so a gain is never negative.
 */
export function gainOf(
  queue: QueueInstance,
  before: QueueTotal,
  change: QueueChange,
  options: QueueOptions = {},
): QueueGain {
  const from = before.places.map(({ plan }) => plan);
  const { best } = planQueue(withChange(queue, change), { ...options, from });
  const after = best.points < before.points ? best : before;
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
  // One more search without any change first: what more searching finds is not the limit's merit.
  const again = planQueue(queue, { ...options, from: plan.best.places.map((place) => place.plan) });
  const before = again.best.points < plan.best.points ? again.best : plan.best;
  return usageOf(queue, before)
    .filter(({ atLimit }) => atLimit)
    .sort((a, b) => b.interviews - a.interviews || a.person - b.person)
    .slice(0, most)
    .map(({ person, interviews, room }) => {
      const { points, days, placed } = gainOf(queue, before, { kind: 'lift-limit', person }, options);
      return { person, points, days, placed, interviews, room };
    })
    .sort((a, b) => b.placed - a.placed || b.points - a.points || a.person - b.person);
}

interface Usage {
  person: number;
  interviews: number;
  room: number;
  atLimit: boolean;
}

function usageOf(queue: QueueInstance, { places }: QueueTotal): Usage[] {
  const weeks = [...new Set(queue.days.map(({ week }) => week))];
  const byDay = queue.people.map(() => queue.days.map(() => 0));
  for (const { plan } of places)
    plan?.who.forEach((who, s) => {
      for (const person of who) byDay[person]![dayOf(queue, plan.start[s]!)]!++;
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
    const full = held.some((count, d) => dayLoad[d]! + count >= dayCap) || room.includes(0);
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
