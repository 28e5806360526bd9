import type { LoopInstance, LoopPlan, LoopTerms, Span } from './types';

/** The objective of a valid plan, term by term, in points. */
export function termsOf(instance: LoopInstance, plan: LoopPlan): LoopTerms {
  const { step, days, people, sessions, rooms, weights, prev } = instance;
  const terms: LoopTerms = { day: 0, delay: 0, idle: 0, preference: 0, fair: 0, off: 0, change: 0, room: 0 };
  const reach = days.map(() => ({ from: -1, to: -1, held: 0 }));
  sessions.forEach((session, s) => {
    const start = plan.start[s]!;
    const end = start + session.dur;
    const d = days.findIndex((day) => day.start <= start && end <= day.end);
    const used = reach[d]!;
    used.from = used.held === 0 ? start : Math.min(used.from, start);
    used.to = Math.max(used.to, end);
    used.held += session.dur;
    if (prev && prev.start[s] !== start) terms.change += weights.change;
    const room = plan.room[s];
    if (room !== null && room !== undefined) terms.room += rooms[room]!.cost;
    session.seats.forEach((seat, q) => {
      const index = plan.who[s]![q]!;
      const person = people[index]!;
      terms.preference += Math.min(...seat.pool.filter(([p]) => p === index).map(([, cost]) => cost));
      terms.fair += weights.fair * (2 * (person.weekLoad[days[d]!.week] ?? 0) + 1);
      terms.off += (weights.off * (session.dur - inside(person.core, start, end))) / step;
      if (prev && prev.who[s]?.[q] !== index) terms.change += weights.change;
    });
  });
  const usedDays = reach.flatMap(({ held }, d) => (held > 0 ? [d] : []));
  terms.day = weights.day * (usedDays.length - 1);
  terms.delay = weights.delay * usedDays.at(-1)!;
  for (const d of usedDays)
    terms.idle += (weights.idle * (reach[d]!.to - reach[d]!.from - reach[d]!.held)) / step;
  return terms;
}

export function objectiveOf(terms: LoopTerms): number {
  return Object.values(terms).reduce((sum: number, term: number) => sum + term, 0);
}

function inside(spans: readonly Span[], start: number, end: number): number {
  let minutes = 0;
  for (const [a, b] of spans) minutes += Math.max(0, Math.min(b, end) - Math.max(a, start));
  return minutes;
}
