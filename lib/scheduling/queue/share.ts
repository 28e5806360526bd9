import type { LoopDay, LoopInstance, LoopPlan, Span } from '@/lib/scheduling/loop/types';
import type { QueueInstance } from './types';

/** Plans by candidate; null = no place. */
export type Plans = readonly (LoopPlan | null)[];

/**
 * The loop of one candidate beside the plans of the others: their interviews take people's and rooms' time (with
 * `rest` minutes around them) and count towards day and week loads.
 */
export function loopBeside(queue: QueueInstance, candidate: number, plans: Plans): LoopInstance {
  const { origin, fair } = queue;
  const own = queue.candidates[candidate]!;
  const days = daysOf(queue, candidate);
  const step = own.step ?? queue.step;
  const people = queue.people.map((person, p) => ({ ...person, ...own.people?.[p] }));
  const rooms = queue.rooms.map((room) => ({ ...room }));
  plans.forEach((plan, other) => {
    if (!plan || other === candidate) return;
    queue.candidates[other]!.sessions.forEach(({ dur }, s) => {
      const start = plan.start[s]!;
      const day = dayOf(queue, other, start);
      for (const index of plan.who[s]!) {
        const person = people[index]!;
        const rest = restOf(queue, index);
        person.free = without(person.free, [start - rest, start + dur + rest]);
        person.dayLoad = oneMore(person.dayLoad, day);
        person.weekLoad = oneMore(person.weekLoad, days[day]!.week);
      }
      const room = plan.room[s];
      if (room !== null && room !== undefined)
        rooms[room]!.free = without(rooms[room]!.free, [start, start + dur]);
    });
  });
  for (const [index, spans] of wouldExceed(queue, candidate, plans))
    people[index]!.free = spans.reduce<Span[]>((free, span) => without(free, span), [...people[index]!.free]);
  if (step !== queue.step) {
    for (const person of people) {
      person.free = inward(person.free, days, step);
      person.core = inward(person.core, days, step);
    }
    for (const room of rooms) room.free = inward(room.free, days, step);
  }
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

/**
 * Where limits are others for other candidates: days on which one interview more would take somebody beyond what holds
 * for a candidate who has them on that day, or in that week. Every plan holds beside all others, whoever is booked first.
 */
function wouldExceed(queue: QueueInstance, candidate: number, plans: Plans): [number, Span[]][] {
  if (queue.candidates.every(({ people }) => people === undefined)) return [];
  const days = daysOf(queue, candidate);
  const held = new Map<number, { other: number; day: number }[]>();
  plans.forEach((plan, other) => {
    if (!plan || other === candidate) return;
    plan.who.forEach((who, s) => {
      const day = dayOf(queue, other, plan.start[s]!);
      for (const p of who) held.set(p, [...(held.get(p) ?? []), { other, day }]);
    });
  });
  return [...held].map(([p, list]): [number, Span[]] => {
    const weekOf = (day: number): number => queue.days[day]!.week;
    const closed = new Set<number>();
    for (const { other, day } of list) {
      const { dayCap, weekCap, dayLoad, weekLoad } = {
        ...queue.people[p]!,
        ...queue.candidates[other]!.people?.[p],
      };
      const week = weekOf(day);
      const onDay = list.filter((one) => one.day === day).length;
      const inWeek = list.filter((one) => weekOf(one.day) === week).length;
      if (dayLoad[day]! + onDay + 1 > dayCap) closed.add(day);
      if (weekLoad[week]! + inWeek + 1 > weekCap)
        for (const d of days.keys()) if (weekOf(d) === week) closed.add(d);
    }
    return [p, [...closed].map((d): Span => [days[d]!.start, days[d]!.end])];
  });
}

export const restOf = ({ rest, rests }: QueueInstance, person: number): number => rests?.[person] ?? rest;

/** Hours of each date where the candidate would come. */
export const daysOf = (queue: QueueInstance, candidate: number): LoopDay[] =>
  queue.candidates[candidate]!.days ?? queue.days;

/** Index of the date on which one of the candidate's sessions starts. */
export function dayOf(queue: QueueInstance, candidate: number, start: number): number {
  return daysOf(queue, candidate).findIndex(({ end }) => start < end);
}

/** Index of the last date a candidate's plan uses. */
export function lastDayOf(queue: QueueInstance, candidate: number, plan: LoopPlan): number {
  return Math.max(...plan.start.map((start) => dayOf(queue, candidate, start)));
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

/** The parts of spans that lie within the days, rounded inward to each day's grid. */
function inward(spans: readonly Span[], days: readonly LoopDay[], step: number): Span[] {
  return days.flatMap(({ start, end }) =>
    spans.flatMap(([a, b]): Span[] => {
      const from = start + Math.ceil((Math.max(a, start) - start) / step) * step;
      const to = start + Math.floor((Math.min(b, end) - start) / step) * step;
      return from < to ? [[from, to]] : [];
    }),
  );
}
