import type { LoopInstance, LoopPlan, LoopTerms, Span } from '@/lib/scheduling/loop/types';

/** A plan judged: what is wrong with it, and its objective by terms when every index makes sense. */
export interface ScheduleVerdict {
  errors: string[];
  terms: LoopTerms | null;
  objective: number | null;
}

/** Checks a plan against every rule of the instance and adds up its objective, from the definitions alone. */
export function judgeSchedule(instance: LoopInstance, plan: LoopPlan): ScheduleVerdict {
  const shapeErrors = [...shapeFaults(instance, plan)];
  if (shapeErrors.length > 0) return { errors: shapeErrors, terms: null, objective: null };
  const errors = [
    ...timeFaults(instance, plan),
    ...peopleFaults(instance, plan),
    ...orderFaults(instance, plan),
    ...dayFaults(instance, plan),
    ...roomFaults(instance, plan),
  ];
  const terms = priceOf(instance, plan);
  return {
    errors,
    terms,
    objective: Object.values(terms).reduce((sum: number, term: number) => sum + term, 0),
  };
}

function* shapeFaults({ sessions, people, rooms, days }: LoopInstance, plan: LoopPlan): Generator<string> {
  if (
    plan.start.length !== sessions.length ||
    plan.who.length !== sessions.length ||
    plan.room.length !== sessions.length
  )
    return yield `start, who and room must each have ${sessions.length} entries`;
  for (const [s, session] of sessions.entries()) {
    const start = plan.start[s]!;
    const end = start + session.dur;
    const day = days.find((candidate) => candidate.start <= start && end <= candidate.end);
    if (!Number.isInteger(start) || !day) yield `session ${s}: [${start}, ${end}) lies in no day`;
    if (plan.who[s]!.length !== session.seats.length)
      yield `session ${s}: needs ${session.seats.length} people`;
    for (const person of plan.who[s]!)
      if (!people[person]) yield `session ${s}: there is no person ${person}`;
    const room = plan.room[s]!;
    if (room !== null && !rooms[room]) yield `session ${s}: there is no room ${room}`;
  }
}

function within(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}

function dayOf({ days }: LoopInstance, start: number): number {
  return days.findIndex((day) => day.start <= start && start < day.end);
}

function* timeFaults(instance: LoopInstance, plan: LoopPlan): Generator<string> {
  const { sessions, days, step, candidate, rules } = instance;
  for (const [s, { dur }] of sessions.entries()) {
    const start = plan.start[s]!;
    if ((start - days[dayOf(instance, start)]!.start) % step !== 0)
      yield `session ${s}: ${start} is off the grid`;
    if (!within(candidate, start, start + dur))
      yield `candidate: session ${s} is outside the candidate's windows`;
    for (let other = 0; other < sessions.length; other++) {
      if (other === s || plan.start[other]! < start || (plan.start[other] === start && other < s)) continue;
      const sameDay = dayOf(instance, start) === dayOf(instance, plan.start[other]!);
      if (start + dur + (sameDay ? rules.minGap : 0) > plan.start[other]!)
        yield `minGap: sessions ${s} and ${other} overlap or are too close`;
    }
  }
}

function* peopleFaults(instance: LoopInstance, plan: LoopPlan): Generator<string> {
  const { sessions, people, days, rules } = instance;
  const held = new Map<number, number>();
  for (const [s, { dur, seats }] of sessions.entries()) {
    const start = plan.start[s]!;
    const d = dayOf(instance, start);
    const who = plan.who[s]!;
    if (new Set(who).size !== who.length) yield `session ${s}: one person holds two seats`;
    for (const [q, index] of who.entries()) {
      const person = people[index]!;
      if (!seats[q]!.pool.some(([member]) => member === index))
        yield `session ${s} seat ${q}: ${index} is not in the pool`;
      if (!within(person.free, start, start + dur)) yield `busy:${index}: not free for session ${s}`;
      if (person.dayLoad[d]! + 1 > person.dayCap)
        yield `load: ${index} is at the daily limit for session ${s}`;
      if (person.weekLoad[days[d]!.week]! + 1 > person.weekCap)
        yield `load: ${index} is at the weekly limit for session ${s}`;
    }
    for (const index of new Set(who)) held.set(index, (held.get(index) ?? 0) + 1);
  }
  if (rules.distinct !== false)
    for (const [index, times] of held) if (times > 1) yield `distinct: ${index} sits in ${times} sessions`;
  for (const [g, { members, min, max }] of rules.groups.entries()) {
    const seats = plan.who.flat().filter((person) => members.includes(person)).length;
    if (seats < min || (max !== null && seats > max)) yield `group:${g}: ${seats} seats`;
  }
}

function* orderFaults(instance: LoopInstance, plan: LoopPlan): Generator<string> {
  const { sessions, rules } = instance;
  const { start } = plan;
  const ends = (s: number): number => start[s]! + sessions[s]!.dur;
  for (let s = 0; s < sessions.length; s++) {
    if (rules.first !== null && s !== rules.first && start[s]! <= start[rules.first]!)
      yield `first: session ${s} comes earlier`;
    if (rules.last !== null && s !== rules.last && start[s]! >= start[rules.last]!)
      yield `last: session ${s} comes later`;
  }
  for (const [i, [a, b]] of rules.before.entries())
    if (ends(a) > start[b]!) yield `before:${i}: session ${a} does not end before ${b} starts`;
  for (const [i, [a, b]] of rules.sameDay.entries())
    if (dayOf(instance, start[a]!) !== dayOf(instance, start[b]!))
      yield `sameDay:${i}: sessions ${a} and ${b} are apart`;
}

/** Session indexes by used day, in order of start. */
function byDay(instance: LoopInstance, plan: LoopPlan): Map<number, number[]> {
  const held = new Map<number, number[]>();
  const order = plan.start.map((_, s) => s).sort((a, b) => plan.start[a]! - plan.start[b]!);
  for (const s of order) {
    const d = dayOf(instance, plan.start[s]!);
    held.set(d, [...(held.get(d) ?? []), s]);
  }
  return held;
}

function* dayFaults(instance: LoopInstance, plan: LoopPlan): Generator<string> {
  const { sessions, days, rules } = instance;
  const held = byDay(instance, plan);
  const used = [...held.keys()];
  if (used.length > rules.maxDays) yield `maxDays: ${used.length} days used`;
  if (rules.consecutive && rules.maxDays > 1 && used.at(-1)! - used[0]! !== used.length - 1)
    yield `consecutive: days ${used.join(', ')} are not adjacent`;
  for (const [d, list] of held) {
    const starts = list.map((s) => plan.start[s]!);
    const ends = list.map((s) => plan.start[s]! + sessions[s]!.dur);
    if (rules.maxPerDay !== null && list.length > rules.maxPerDay)
      yield `maxPerDay: ${list.length} sessions on day ${d}`;
    if (rules.maxSpan !== null && ends.at(-1)! - starts[0]! > rules.maxSpan)
      yield `maxSpan: day ${d} is too long`;
    for (let i = 1; i < list.length; i++)
      if (rules.maxGap !== null && starts[i]! - ends[i - 1]! > rules.maxGap)
        yield `maxGap: day ${d} has a long wait`;
    if (rules.lunch === null) continue;
    const [from, to] = days[d]!.lunch;
    const bounds = [from, ...starts.flatMap((start, i) => [start, ends[i]!]), to];
    let free = false;
    for (let i = 0; i < bounds.length; i += 2)
      if (Math.min(bounds[i + 1]!, to) - Math.max(bounds[i]!, from) >= rules.lunch) free = true;
    if (!free) yield `lunch: day ${d} leaves no time`;
  }
}

function* roomFaults(instance: LoopInstance, plan: LoopPlan): Generator<string> {
  const { sessions, rooms, rules } = instance;
  for (const [s, session] of sessions.entries()) {
    const room = plan.room[s]!;
    if (!session.rooms) {
      if (room !== null) yield `rooms: session ${s} needs no room`;
    } else if (room === null || !session.rooms.includes(room))
      yield `rooms: session ${s} has none of its rooms`;
    else if (!within(rooms[room]!.free, plan.start[s]!, plan.start[s]! + session.dur))
      yield `rooms: room ${room} is taken during session ${s}`;
  }
  if (rules.roomMode !== 'sameDay') return;
  for (const [d, list] of byDay(instance, plan)) {
    const used = new Set(list.flatMap((s) => (plan.room[s] === null ? [] : [plan.room[s]])));
    if (used.size > 1) yield `oneRoom: ${used.size} rooms on day ${d}`;
  }
}

function priceOf(instance: LoopInstance, plan: LoopPlan): LoopTerms {
  const { sessions, people, rooms, days, step, weights, prev } = instance;
  const held = byDay(instance, plan);
  let idle = 0;
  for (const list of held.values())
    for (let i = 1; i < list.length; i++)
      idle += plan.start[list[i]!]! - plan.start[list[i - 1]!]! - sessions[list[i - 1]!]!.dur;
  let [preference, fair, off, change, room] = [0, 0, 0, 0, 0];
  for (const [s, { dur, seats }] of sessions.entries()) {
    const start = plan.start[s]!;
    if (prev && prev.start[s] !== start) change++;
    const chosen = plan.room[s]!;
    if (chosen !== null) room += rooms[chosen]!.cost;
    for (const [q, index] of plan.who[s]!.entries()) {
      if (prev && prev.who[s]?.[q] !== index) change++;
      const costs = seats[q]!.pool.flatMap(([member, cost]) => (member === index ? [cost] : []));
      if (costs.length > 0) preference += Math.min(...costs);
      fair += 2 * people[index]!.weekLoad[days[dayOf(instance, start)]!.week]! + 1;
      for (let minute = start; minute < start + dur; minute += step)
        if (!within(people[index]!.core, minute, minute + step)) off++;
    }
  }
  return {
    day: weights.day * (held.size - 1),
    delay: weights.delay * Math.max(...held.keys()),
    idle: (weights.idle * idle) / step,
    preference,
    fair: weights.fair * fair,
    off: weights.off * off,
    change: weights.change * change,
    room,
  };
}
