import type { LoopInstance } from './types';

const NO_CAP = 99;

/** Ids of every constraint that is present and may be dropped, rules first, people last. */
export function droppable({ rules, people, sessions }: LoopInstance): string[] {
  const ids: string[] = [];
  if (rules.minGap > 0) ids.push('minGap');
  if (rules.maxGap !== null) ids.push('maxGap');
  ids.push('maxDays');
  if (rules.consecutive && rules.maxDays > 1) ids.push('consecutive');
  for (const id of ['maxPerDay', 'maxSpan', 'lunch', 'first', 'last'] as const)
    if (rules[id] !== null) ids.push(id);
  ids.push(...rules.before.map((_, i) => `before:${i}`));
  ids.push(...rules.sameDay.map((_, i) => `sameDay:${i}`));
  ids.push(...rules.groups.map((_, i) => `group:${i}`));
  ids.push('candidate', 'distinct', 'load');
  if (sessions.some((session) => session.rooms)) {
    ids.push('rooms');
    if (rules.roomMode === 'sameDay') ids.push('oneRoom');
  }
  const pooled = new Set(
    sessions.flatMap(({ seats }) => seats.flatMap(({ pool }) => pool.map(([person]) => person))),
  );
  people.forEach((_, person) => {
    if (pooled.has(person)) ids.push(`busy:${person}`);
  });
  return ids;
}

/** The instance without the constraints of `ids` (see {@link droppable}). */
export function drop(instance: LoopInstance, ids: Iterable<string>): LoopInstance {
  const off = new Set(ids);
  const { rules, days, people, sessions } = instance;
  const without = (id: string): boolean => off.has(id);
  const kept = <T>(list: T[], id: string): T[] => list.filter((_, i) => !off.has(`${id}:${i}`));
  const wholeDays = days.map(({ start, end }): [number, number] => [start, end]);
  const roomless = without('rooms');
  return {
    ...instance,
    candidate: without('candidate') ? wholeDays : instance.candidate,
    // People and lists that stay as they are stay the same objects: what was worked out for them holds.
    people: people.map((person, p) => {
      const free = without(`busy:${p}`) ? wholeDays : person.free;
      if (without('load')) return { ...person, free, dayCap: NO_CAP, weekCap: NO_CAP };
      return free === person.free ? person : { ...person, free };
    }),
    sessions: roomless ? sessions.map(({ id, dur, seats }) => ({ id, dur, seats })) : sessions,
    rules: {
      ...rules,
      minGap: without('minGap') ? 0 : rules.minGap,
      maxGap: without('maxGap') ? null : rules.maxGap,
      maxDays: without('maxDays') ? days.length : rules.maxDays,
      consecutive: rules.consecutive && !without('consecutive') && (rules.maxDays > 1 || !without('maxDays')),
      maxPerDay: without('maxPerDay') ? null : rules.maxPerDay,
      maxSpan: without('maxSpan') ? null : rules.maxSpan,
      lunch: without('lunch') ? null : rules.lunch,
      first: without('first') ? null : rules.first,
      last: without('last') ? null : rules.last,
      before: kept(rules.before, 'before'),
      sameDay: kept(rules.sameDay, 'sameDay'),
      groups: kept(rules.groups, 'group'),
      roomMode: roomless ? null : without('oneRoom') ? 'any' : rules.roomMode,
      ...(without('distinct') ? { distinct: false } : {}),
    },
  };
}
