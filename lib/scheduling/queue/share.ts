import { objectiveOf, termsOf } from '@/lib/scheduling/loop/terms';
import type { LoopInstance, LoopPlan, Span } from '@/lib/scheduling/loop/types';
import type { QueueInstance, QueuePlace, QueueTotal } from './types';

/** Plans by candidate; null = no place. */
export type Plans = readonly (LoopPlan | null)[];

/**
 * The loop of one candidate beside the plans of the others: their interviews take people's and rooms' time (with
 * `rest` minutes around them) and count towards day and week loads.
 */
export function loopBeside(queue: QueueInstance, candidate: number, plans: Plans): LoopInstance {
  const { origin, step, days, rest, fair } = queue;
  const own = queue.candidates[candidate]!;
  const people = queue.people.map((person) => ({ ...person }));
  const rooms = queue.rooms.map((room) => ({ ...room }));
  plans.forEach((plan, other) => {
    if (!plan || other === candidate) return;
    queue.candidates[other]!.sessions.forEach(({ dur }, s) => {
      const start = plan.start[s]!;
      const day = days.findIndex(({ end }) => start < end);
      for (const index of plan.who[s]!) {
        const person = people[index]!;
        person.free = without(person.free, [start - rest, start + dur + rest]);
        person.dayLoad = oneMore(person.dayLoad, day);
        person.weekLoad = oneMore(person.weekLoad, days[day]!.week);
      }
      const room = plan.room[s];
      if (room !== null && room !== undefined)
        rooms[room]!.free = without(rooms[room]!.free, [start, start + dur]);
    });
  });
  return {
    kind: 'loop',
    v: 1,
    id: own.id,
    origin,
    step,
    days,
    candidate: own.windows,
    people,
    sessions: own.sessions,
    rooms,
    rules: own.rules,
    weights: { ...own.weights, fair },
    prev: own.prev,
  };
}

function oneMore(loads: readonly number[], at: number): number[] {
  return loads.map((load, i) => (i === at ? load + 1 : load));
}

function without(free: readonly Span[], [from, to]: Span): Span[] {
  return free.flatMap(([a, b]): Span[] => {
    if (b <= from || to <= a) return [[a, b]];
    const left: Span[] = [];
    if (a < from) left.push([a, from]);
    if (to < b) left.push([to, b]);
    return left;
  });
}

/** What one candidate can do at least: alone in the world. */
export interface Alone {
  points: number | null;
  lastDay: number | null;
}

/**
 * A plan of the queue, added up: every candidate's own terms once, and fairness over the loads all cause together
 * (the growth of the sum of squared weekly loads does not depend on the order of booking).
 */
export function totalOf(queue: QueueInstance, plans: Plans, alone: readonly Alone[]): QueueTotal {
  const empty: Plans = queue.candidates.map(() => null);
  const held = new Map<string, number>();
  let points = 0;
  let days = 0;
  plans.forEach((plan, c) => {
    if (!plan) {
      points += queue.unplaced;
      days += queue.days.length;
      return;
    }
    points += objectiveOf(termsOf(loopBeside(queue, c, empty), plan));
    days += lastDayOf(queue, plan);
    plan.who.forEach((who, s) => {
      const { week } = queue.days[dayOf(queue, plan.start[s]!)]!;
      for (const person of who) {
        const key = `${person} ${week}`;
        const before = held.get(key) ?? 0;
        points += queue.fair * 2 * before;
        held.set(key, before + 1);
      }
    });
  });
  const places: QueuePlace[] = plans.map((plan, c) => ({
    candidate: c,
    plan,
    points: plan ? objectiveOf(termsOf(loopBeside(queue, c, plans), plan)) : queue.unplaced,
    alone: alone[c]?.points ?? null,
    lastDay: plan ? lastDayOf(queue, plan) : null,
    aloneLastDay: alone[c]?.lastDay ?? null,
  }));
  return { places, points, placed: plans.filter((plan) => plan !== null).length, days };
}

export function dayOf({ days }: QueueInstance, start: number): number {
  return days.findIndex(({ end }) => start < end);
}

export function lastDayOf(queue: QueueInstance, plan: LoopPlan): number {
  return Math.max(...plan.start.map((start) => dayOf(queue, start)));
}
