import type { LoopAction, LoopFact, LoopRemedy, RuleFact, RuleName } from './fact-types';
import { type Cause, narrow } from './narrow';
import type { LoopInstance, LoopOptions, LoopPlan, Span } from './types';

/**
 * The members of a clashing set as facts with their sources: which busy time of whom, whose limit, which of the
 * candidate's hours, which rule. Calendars, limits and hours are narrowed down to those days that are needed for the
 * clash (as far as `options.maxWork` and `shouldStop` allow; else every day that could matter is listed).
 * `[]` as a clash (not even the full relaxation helps) gives the seats without enough people.
 */
export function factsOf(instance: LoopInstance, conflict: string[], options: LoopOptions = {}): LoopFact[] {
  if (conflict.length === 0) return [poolFact(instance)];
  const causes = narrow(instance, conflict, options);
  return conflict.flatMap((id) => factsFor(instance, id, causes));
}

function factsFor(instance: LoopInstance, id: string, causes: Cause[]): LoopFact[] {
  const { sessions, rooms, days } = instance;
  const mine = causes.filter((cause) => cause.id === id);
  if (id.startsWith('busy:')) {
    const person = Number(id.slice(5));
    const away = mine.flatMap(({ day }) => outside(instance, instance.people[person]!.free, day));
    return [{ kind: 'calendar', id, person, sessions: sessionsOf(instance, person), away }];
  }
  if (id === 'candidate') {
    const closed = mine.flatMap(({ day }) => outside(instance, instance.candidate, day));
    return [{ kind: 'window', id, closed }];
  }
  if (id === 'load') return limitFacts(instance, mine);
  if (id === 'distinct') return [distinctFact(instance)];
  if (id === 'rooms') {
    const needing = sessions.flatMap((session, s) => (session.rooms ? [s] : []));
    const used = [...new Set(needing.flatMap((s) => sessions[s]!.rooms!))].sort((a, b) => a - b);
    const taken = used.flatMap((room) =>
      days.flatMap((_, day) =>
        outside(instance, rooms[room]!.free, day).map(({ span }) => ({ room, day, span })),
      ),
    );
    return [{ kind: 'room', id, sessions: needing, rooms: used, taken }];
  }
  return [ruleFact(instance, id)];
}

function limitFacts({ people, days }: LoopInstance, causes: Cause[]): LoopFact[] {
  const facts: LoopFact[] = [];
  const seen = new Set<string>();
  for (const { person, day, which } of causes) {
    if (person === undefined || which === undefined) continue;
    const { dayLoad, weekLoad, dayCap, weekCap } = people[person]!;
    const at = which === 'day' ? day : days[day]!.week;
    const key = `${person} ${which} ${at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const load = which === 'day' ? dayLoad[at]! : weekLoad[at]!;
    const cap = which === 'day' ? dayCap : weekCap;
    facts.push({ kind: 'limit', id: 'load', person, which, at, load, cap, sessions: [] });
  }
  return facts;
}

function distinctFact(instance: LoopInstance): LoopFact {
  const seats = instance.sessions.flatMap(({ seats: list }, s) => list.map((_, q) => [s, q] as const));
  const times = new Map<number, number>();
  for (const [s, q] of seats)
    for (const [person] of instance.sessions[s]!.seats[q]!.pool)
      times.set(person, (times.get(person) ?? 0) + 1);
  const shared = [...times].flatMap(([person, count]) => (count > 1 ? [person] : [])).sort((a, b) => a - b);
  const contested = seats.filter(([s, q]) =>
    instance.sessions[s]!.seats[q]!.pool.some(([person]) => shared.includes(person)),
  );
  return { kind: 'pool', id: 'distinct', seats: contested, people: shared };
}

/** Seats whose pool is smaller than the seats of their session, or else all of them: there is not enough to go round. */
function poolFact({ sessions }: LoopInstance): LoopFact {
  const seats = sessions.flatMap(({ seats: list }, s) =>
    list.map(({ pool }, q) => ({ seat: [s, q] as const, pool, needed: list.length })),
  );
  const short = seats.filter(({ pool, needed }) => new Set(pool.map(([person]) => person)).size < needed);
  const chosen = short.length > 0 ? short : seats;
  const people = [...new Set(chosen.flatMap(({ pool }) => pool.map(([person]) => person)))];
  return {
    kind: 'pool',
    id: 'pool',
    seats: chosen.map(({ seat }) => seat),
    people: people.sort((a, b) => a - b),
  };
}

function ruleFact({ rules, sessions }: LoopInstance, id: string): RuleFact {
  const [name, number] = id.split(':') as [RuleName, string | undefined];
  const index = Number(number ?? -1);
  const fact: RuleFact = { kind: 'rule', id, rule: name, value: null, sessions: [] };
  if (name === 'before' || name === 'sameDay') fact.sessions = [...rules[name][index]!];
  else if (name === 'group') fact.group = rules.groups[index]!;
  else if (name === 'first' || name === 'last') fact.sessions = [rules[name]!];
  else if (name === 'oneRoom') fact.sessions = sessions.flatMap((session, s) => (session.rooms ? [s] : []));
  else if (name === 'consecutive') fact.value = rules.maxDays;
  else fact.value = rules[name];
  return fact;
}

/** A fix as things to do: what of the plan the instance as it is would not allow, constraint by constraint. */
export function remedyOf(
  instance: LoopInstance,
  ids: readonly string[],
  plan: LoopPlan,
  objective: number,
  proven = true,
): LoopRemedy {
  const actions = ids.map((id) => actionFor(instance, id, plan));
  return { actions, objective, plan, proven };
}

function actionFor(instance: LoopInstance, id: string, plan: LoopPlan): LoopAction {
  const { sessions, people, days, rules } = instance;
  const spans = sessions.map(({ dur }, s): Span => [plan.start[s]!, plan.start[s]! + dur]);
  const dayOf = (s: number): number => days.findIndex(({ end }) => plan.start[s]! < end);
  const used = [...new Set(sessions.map((_, s) => dayOf(s)))].sort((a, b) => a - b);
  if (id.startsWith('busy:')) {
    const person = Number(id.slice(5));
    const times = sessions.flatMap((_, session) => {
      const [start, end] = spans[session]!;
      if (!plan.who[session]!.includes(person)) return [];
      const busy = minus([start, end], people[person]!.free);
      return busy.length > 0 ? [{ session, start, end, busy }] : [];
    });
    return { kind: 'ask-person', person, times };
  }
  switch (id) {
    case 'load':
      return { kind: 'lift-limit', people: overLimit(instance, plan, dayOf) };
    case 'candidate':
      return {
        kind: 'widen-window',
        times: spans.flatMap((span) => minus(span, instance.candidate)).sort((a, b) => a[0] - b[0]),
      };
    case 'maxDays':
      return { kind: 'split-days', from: rules.maxDays, to: used.length };
    case 'consecutive':
      return { kind: 'allow-days-between', days: used };
    case 'rooms':
      return {
        kind: 'drop-room',
        sessions: sessions.flatMap(({ rooms }, s) =>
          rooms?.every(
            (room) => !instance.rooms[room]!.free.some(([a, b]) => a <= spans[s]![0] && spans[s]![1] <= b),
          )
            ? [s]
            : [],
        ),
      };
    case 'oneRoom':
      return { kind: 'change-rooms', days: used };
    case 'distinct':
      return { kind: 'sit-twice', people: sittingTwice(plan) };
    default:
      return relaxRule(ruleFact(instance, id), instance, plan, dayOf);
  }
}

function overLimit(instance: LoopInstance, plan: LoopPlan, dayOf: (s: number) => number) {
  const { people, days } = instance;
  return plan.who.flatMap((who, s) =>
    who.flatMap((person) => {
      const { dayLoad, weekLoad, dayCap, weekCap } = people[person]!;
      const day = dayOf(s);
      const { week } = days[day]!;
      const over: Extract<LoopAction, { kind: 'lift-limit' }>['people'] = [];
      if (dayLoad[day]! >= dayCap)
        over.push({ person, which: 'day', at: day, load: dayLoad[day]!, cap: dayCap });
      if (weekLoad[week]! >= weekCap)
        over.push({ person, which: 'week', at: week, load: weekLoad[week]!, cap: weekCap });
      return over;
    }),
  );
}

function sittingTwice(plan: LoopPlan): { person: number; sessions: number[] }[] {
  const held = new Map<number, number[]>();
  plan.who.forEach((who, s) => {
    for (const person of who) held.set(person, [...(held.get(person) ?? []), s]);
  });
  return [...held].flatMap(([person, list]) => (list.length > 1 ? [{ person, sessions: list }] : []));
}

/** What the opened plan needs of a rule, where that is a number. */
function relaxRule(
  { rule, id, value, sessions }: RuleFact,
  instance: LoopInstance,
  plan: LoopPlan,
  dayOf: (s: number) => number,
): LoopAction {
  if (rule === 'maxDays' || rule === 'consecutive' || rule === 'oneRoom')
    throw new Error(`${rule} has an action of its own`);
  const byDay = instance.days.map((_, day) =>
    plan.start
      .map((start, s) => ({ s, start, end: start + instance.sessions[s]!.dur }))
      .filter(({ s }) => dayOf(s) === day)
      .sort((a, b) => a.start - b.start),
  );
  const gaps = byDay.flatMap((list) => list.slice(1).map(({ start }, i) => start - list[i]!.end));
  const needed: Partial<Record<RuleName, number>> = {
    minGap: gaps.length > 0 ? Math.min(...gaps) : 0,
    maxGap: Math.max(0, ...gaps),
    maxPerDay: Math.max(...byDay.map((list) => list.length)),
    maxSpan: Math.max(...byDay.map((list) => (list.length > 0 ? list.at(-1)!.end - list[0]!.start : 0))),
  };
  return { kind: 'relax-rule', rule, id, from: value, to: needed[rule] ?? null, sessions };
}

function sessionsOf({ sessions }: LoopInstance, person: number): number[] {
  return sessions.flatMap(({ seats }, s) =>
    seats.some(({ pool }) => pool.some(([member]) => member === person)) ? [s] : [],
  );
}

function outside({ days }: LoopInstance, free: readonly Span[], day: number): { day: number; span: Span }[] {
  const { start, end } = days[day]!;
  return minus([start, end], free).map((span) => ({ day, span }));
}

/** What of `span` lies in none of `spans` (sorted, disjoint). */
function minus([start, end]: Span, spans: readonly Span[]): Span[] {
  const left: Span[] = [];
  let from = start;
  for (const [a, b] of spans) {
    if (b <= from || a >= end) continue;
    if (a > from) left.push([from, a]);
    from = Math.max(from, b);
  }
  if (from < end) left.push([from, end]);
  return left;
}
