import type { Problem } from '@/lib/domain/problem';
import type { LoopInstance, LoopPlan, Span } from '@/lib/scheduling/loop/types';
import type { LoopSetup } from './schema';

/** One rule that a plan breaks. Indexes are those of the instance. */
export interface Break {
  rule:
    | 'day'
    | 'candidate'
    | 'gap'
    | 'wait'
    | 'pool'
    | 'busy'
    | 'day-limit'
    | 'week-limit'
    | 'twice'
    | 'days'
    | 'adjacent'
    | 'per-day'
    | 'span'
    | 'lunch'
    | 'first'
    | 'last'
    | 'before'
    | 'same-day'
    | 'group'
    | 'room'
    | 'one-room';
  /** Sessions concerned, the one at fault first. */
  sessions: number[];
  person?: number;
  room?: number;
  day?: number;
  /** Index of the group. */
  group?: number;
}

const inside = (spans: readonly Span[], start: number, end: number): boolean =>
  spans.some(([a, b]) => a <= start && end <= b);

/** Index of the day that holds the session; -1 when none does. */
export const dayOf = ({ days, sessions }: LoopInstance, { start }: LoopPlan, s: number): number => {
  const from = start[s] as number;
  const to = from + (sessions[s]?.dur ?? 0);
  return days.findIndex((day) => day.start <= from && to <= day.end);
};

/** What a plan breaks, by the rules of the instance; empty exactly when the plan is valid. */
export function breaksOf(instance: LoopInstance, plan: LoopPlan): Break[] {
  const days = instance.sessions.map((_, s) => dayOf(instance, plan, s));
  return [
    ...timeBreaks(instance, plan, days),
    ...peopleBreaks(instance, plan, days),
    ...orderBreaks(instance, plan, days),
    ...dayBreaks(instance, plan, days),
    ...roomBreaks(instance, plan, days),
  ];
}

const startOf = (plan: LoopPlan, s: number): number => plan.start[s] as number;
const endOf = (instance: LoopInstance, plan: LoopPlan, s: number): number =>
  startOf(plan, s) + (instance.sessions[s]?.dur ?? 0);

function* timeBreaks(instance: LoopInstance, plan: LoopPlan, days: number[]): Generator<Break> {
  const { candidate, rules, sessions, step } = instance;
  for (let s = 0; s < sessions.length; s++) {
    const [start, end] = [startOf(plan, s), endOf(instance, plan, s)];
    const day = instance.days[days[s] as number];
    if (!day || (start - day.start) % step !== 0) yield { rule: 'day', sessions: [s] };
    if (!inside(candidate, start, end)) yield { rule: 'candidate', sessions: [s] };
    for (let o = 0; o < sessions.length; o++) {
      const later = startOf(plan, o) > start || (startOf(plan, o) === start && o > s);
      if (o === s || !later) continue;
      const least = days[s] === days[o] ? rules.minGap : 0;
      if (end + least > startOf(plan, o)) yield { rule: 'gap', sessions: [s, o] };
    }
  }
}

function* peopleBreaks(instance: LoopInstance, plan: LoopPlan, days: number[]): Generator<Break> {
  const { people, sessions, rules } = instance;
  const held = new Map<number, number[]>();
  for (const [s, session] of sessions.entries()) {
    const who = plan.who[s] ?? [];
    for (const [q, p] of who.entries()) {
      const person = people[p];
      if (!person || !session.seats[q]?.pool.some(([member]) => member === p)) {
        yield { rule: 'pool', sessions: [s], person: p };
        continue;
      }
      held.set(p, [...(held.get(p) ?? []), s]);
      if (!inside(person.free, startOf(plan, s), endOf(instance, plan, s)))
        yield { rule: 'busy', sessions: [s], person: p };
      const d = days[s] as number;
      const day = instance.days[d];
      if (!day) continue;
      if ((person.dayLoad[d] ?? 0) + 1 > person.dayCap) yield { rule: 'day-limit', sessions: [s], person: p };
      if ((person.weekLoad[day.week] ?? 0) + 1 > person.weekCap)
        yield { rule: 'week-limit', sessions: [s], person: p };
    }
    if (who.length !== session.seats.length) yield { rule: 'pool', sessions: [s] };
  }
  for (const [group, { members, min, max }] of rules.groups.entries()) {
    const seats = [...sessions.keys()].filter((s) => plan.who[s]?.some((p) => members.includes(p)));
    const count = plan.who.flat().filter((p) => members.includes(p)).length;
    if (count < min || (max !== null && count > max))
      yield { rule: 'group', sessions: count > min ? seats : [], group };
  }
  if (rules.distinct === false) return;
  for (const [p, list] of held) if (list.length > 1) yield { rule: 'twice', sessions: list, person: p };
}

function* orderBreaks(instance: LoopInstance, plan: LoopPlan, days: number[]): Generator<Break> {
  const { rules, sessions } = instance;
  for (let s = 0; s < sessions.length; s++) {
    const { first, last } = rules;
    if (first !== null && s !== first && startOf(plan, s) <= startOf(plan, first))
      yield { rule: 'first', sessions: [first, s] };
    if (last !== null && s !== last && startOf(plan, s) >= startOf(plan, last))
      yield { rule: 'last', sessions: [last, s] };
  }
  for (const [a, b] of rules.before)
    if (endOf(instance, plan, a) > startOf(plan, b)) yield { rule: 'before', sessions: [a, b] };
  for (const [a, b] of rules.sameDay) if (days[a] !== days[b]) yield { rule: 'same-day', sessions: [a, b] };
}

function byDay(plan: LoopPlan, days: number[]): Map<number, number[]> {
  const held = new Map<number, number[]>();
  const order = plan.start.map((_, s) => s).sort((a, b) => startOf(plan, a) - startOf(plan, b));
  for (const s of order) held.set(days[s] as number, [...(held.get(days[s] as number) ?? []), s]);
  held.delete(-1);
  return held;
}

function* dayBreaks(instance: LoopInstance, plan: LoopPlan, days: number[]): Generator<Break> {
  const { rules } = instance;
  const held = byDay(plan, days);
  const used = [...held.keys()].sort((a, b) => a - b);
  const reach = (used.at(-1) ?? 0) - (used[0] ?? 0);
  if (used.length > rules.maxDays) yield { rule: 'days', sessions: held.get(used.at(-1) ?? 0) ?? [] };
  if (rules.consecutive && rules.maxDays > 1 && used.length > 0 && reach !== used.length - 1)
    yield { rule: 'adjacent', sessions: held.get(used.at(-1) ?? 0) ?? [] };
  for (const [day, list] of held) {
    const [first, last] = [list[0] as number, list.at(-1) as number];
    if (rules.maxPerDay !== null && list.length > rules.maxPerDay)
      yield { rule: 'per-day', sessions: list, day };
    if (rules.maxSpan !== null && endOf(instance, plan, last) - startOf(plan, first) > rules.maxSpan)
      yield { rule: 'span', sessions: list, day };
    for (let i = 1; i < list.length; i++) {
      const wait = startOf(plan, list[i] as number) - endOf(instance, plan, list[i - 1] as number);
      if (rules.maxGap !== null && wait > rules.maxGap)
        yield { rule: 'wait', sessions: [list[i] as number, list[i - 1] as number], day };
    }
    if (rules.lunch !== null && !hasLunch(instance, plan, day, list))
      yield { rule: 'lunch', sessions: list, day };
  }
}

function hasLunch(instance: LoopInstance, plan: LoopPlan, day: number, list: number[]): boolean {
  const [from, to] = instance.days[day]?.lunch ?? [0, 0];
  let open = from;
  for (const s of list) {
    if (Math.min(startOf(plan, s), to) - open >= (instance.rules.lunch ?? 0)) return true;
    open = Math.max(open, endOf(instance, plan, s));
  }
  return to - open >= (instance.rules.lunch ?? 0);
}

function* roomBreaks(instance: LoopInstance, plan: LoopPlan, days: number[]): Generator<Break> {
  const { sessions, rooms, rules } = instance;
  for (const [s, session] of sessions.entries()) {
    const room = plan.room[s] ?? null;
    if (!session.rooms) {
      if (room !== null) yield { rule: 'room', sessions: [s], room };
      continue;
    }
    const free = room === null ? [] : (rooms[room]?.free ?? []);
    const fits = room !== null && session.rooms.includes(room);
    if (!fits || !inside(free, startOf(plan, s), endOf(instance, plan, s)))
      yield { rule: 'room', sessions: [s], ...(room === null ? {} : { room }) };
  }
  if (rules.roomMode !== 'sameDay') return;
  for (const [day, list] of byDay(plan, days)) {
    const used = new Set(list.flatMap((s) => plan.room[s] ?? []));
    if (used.size > 1) yield { rule: 'one-room', sessions: list, day };
  }
}

/** What is wrong with a stage plan, in the order of the editor; empty = it can be searched. */
export function checkSetup(
  setup: LoopSetup,
  usable: (userId: string) => boolean,
  nameOf: (userId: string) => string,
): Problem[] {
  const problems: Problem[] = [];
  const add: Add = (code, subject, message, next) => {
    problems.push({ code, subject, message, next });
  };
  const ids = new Set(setup.sessions.map((s) => s.id));
  for (const { name, roles } of setup.sessions)
    for (const { label, members, need } of roles) {
      const there = members.filter(usable);
      if (there.length >= need) continue;
      const away = members.filter((id) => !usable(id)).map(nameOf);
      add(
        'too-few-interviewers',
        name,
        members.length === 0
          ? `Nobody is chosen for “${label}” in “${name}”.`
          : `“${name}” needs ${need} for “${label}”, but only ${there.length} can be asked${away.length > 0 ? ` (${away.join(', ')} opted out, inactive, or kept out by a note)` : ''}.`,
        'Choose people for it in the stage plan.',
      );
    }
  const { from, to } = setup.days;
  if (from >= to)
    add('bad-day', '', `The day cannot end (${to}) before it starts (${from}).`, 'Correct the hours.');
  const clock = (t: string): number => Number(t.slice(0, 2)) * 60 + Number(t.slice(3));
  const length = clock(to) - clock(from);
  for (const { name, minutes } of setup.sessions)
    if (from < to && minutes > length)
      add('bad-session', name, `“${name}” is longer than the day.`, 'Make it shorter, or the day longer.');
  if (setup.lunch && clock(setup.lunch.to) - clock(setup.lunch.from) < setup.lunch.minutes)
    add(
      'bad-lunch',
      '',
      `A lunch of ${setup.lunch.minutes} minutes does not fit between ${setup.lunch.from} and ${setup.lunch.to}.`,
      'Make the window longer.',
    );
  if (setup.gap.most !== null && setup.gap.most < setup.gap.least)
    add(
      'bad-gap',
      '',
      'The longest wait is shorter than the break between sessions.',
      'Correct one of them.',
    );
  if (setup.days.sessionsMost !== null && setup.days.sessionsMost * setup.days.most < setup.sessions.length)
    add(
      'too-few-days',
      '',
      `${setup.sessions.length} sessions do not fit: at most ${setup.days.sessionsMost} a day on ${setup.days.most === 1 ? 'one day' : `${setup.days.most} days`}.`,
      'Allow more days, or more sessions a day.',
    );
  checkGroups(setup, add);
  const { first, last, before, sameDay } = setup.order;
  const nameOfSession = (id: string): string => setup.sessions.find((s) => s.id === id)?.name ?? 'a session';
  for (const [a, b] of [...before, ...sameDay])
    if (a === b)
      add(
        'bad-order',
        '',
        `“${nameOfSession(a)}” stands against itself.`,
        'Choose two sessions, or remove the rule.',
      );
  if (first !== null && first === last && setup.sessions.length > 1)
    add('bad-order', '', 'One session cannot be both first and last.', 'Correct the order.');
  if (circular(before.filter(([a, b]) => a !== b && ids.has(a) && ids.has(b))))
    add('bad-order', '', 'The order runs in a circle.', 'Remove one “comes before”.');
  return problems;
}

type Add = (code: string, subject: string, message: string, next: string) => void;

function checkGroups({ groups, sessions }: LoopSetup, add: Add): void {
  const roles = sessions.flatMap((s) => s.roles);
  const pooled = new Set(roles.flatMap((role) => role.members));
  const seats = roles.reduce((sum, role) => sum + role.need, 0);
  for (const { name, members, min, max } of groups) {
    const able = members.filter((id) => pooled.has(id)).length;
    if (members.length === 0)
      add('bad-group', '', `Nobody is chosen for “${name}”.`, 'Choose people, or remove the rule.');
    else if (max !== null && max < min)
      add('bad-group', '', `“${name}”: at most ${max} is less than at least ${min}.`, 'Correct one of them.');
    else if (min > seats)
      add('bad-group', '', `“${name}” wants ${min} seats, but there are only ${seats}.`, 'Ask for fewer.');
    else if (min > able)
      add(
        'bad-group',
        '',
        `“${name}” wants ${min} seats, but only ${able} of its people can take one.`,
        'Add them to a session, or ask for fewer.',
      );
  }
}

/** Times of the candidate as the editor holds them: a local date and wall clock in their zone. */
export interface WindowRow {
  date: string;
  from: string;
  to: string;
}

/** What is wrong with the times of the candidate; `today` is the date in their zone. */
export function checkWindows(windows: readonly WindowRow[] | null, today: string): Problem[] {
  const bad = (message: string, next: string): Problem => ({ code: 'bad-window', message, next });
  return (windows ?? []).flatMap(({ date, from, to }, n) => {
    const which = `Times of the candidate, day ${n + 1}`;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || from === '' || to === '')
      return [bad(`${which}: something is missing.`, 'Fill in the day and both times, or remove the row.')];
    if (from >= to) return [bad(`${which}: ${to} is not after ${from}.`, 'Correct one of them.')];
    if (date < today) return [bad(`${which}: that day is over.`, 'Choose a later day, or remove the row.')];
    return [];
  });
}

export const unknownZone = (zone: string): Problem => ({
  code: 'unknown-zone',
  message: `“${zone}” is not a time zone.`,
  next: 'Choose one of the list, such as Europe/Berlin.',
});

/** What the shape of a stage plan lacks, in words; nothing that {@link checkSetup} says already. */
export function malformed(setup: LoopSetup, issues: readonly { path: readonly PropertyKey[] }[]): Problem[] {
  const said = issues.map(({ path }): [string, string] => {
    const [part, n, field] = path.map(String);
    const session = setup.sessions[Number(n)];
    if (part === 'sessions' && field === 'name')
      return [`Session ${Number(n) + 1} has no name.`, 'Give it one.'];
    if (part === 'sessions')
      return [`Something about “${session?.name}” is missing.`, 'Name each of its roles.'];
    if (part === 'groups') return ['A rule about people has no name.', 'Give it one, or remove it.'];
    if (part === 'days') return ['The day has no start or no end.', 'Fill in both times.'];
    if (part === 'lunch') return ['Lunch has no start or no end.', 'Fill in both times.'];
    return [`“${part}” cannot be used as it is.`, 'Correct it.'];
  });
  return [...new Map(said).entries()].map(([message, next]) => ({ code: 'malformed', message, next }));
}

/** True when following "comes before" leads back to where it started. */
function circular(pairs: readonly (readonly [string, string])[]): boolean {
  const left = [...pairs];
  for (;;) {
    const blocked = new Set(left.map(([, b]) => b));
    const free = left.filter(([a]) => !blocked.has(a));
    if (left.length === 0) return false;
    if (free.length === 0) return true;
    for (const pair of free) left.splice(left.indexOf(pair), 1);
  }
}
