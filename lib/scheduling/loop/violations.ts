import type { LoopInstance, LoopPlan, Span } from './types';

/**
 * Ids of the droppable constraints a plan breaks; the plan satisfies the instance without these, so any relaxation
 * that drops them all is feasible without another search. (`maxDays` stands for a broken day limit, `oneRoom` for a
 * change of rooms.)
 */
export function violations(instance: LoopInstance, plan: LoopPlan): Set<string> {
  const { sessions, days, people, rules, candidate } = instance;
  const broken = new Set<string>();
  const mark = (id: string, when: boolean): void => {
    if (when) broken.add(id);
  };
  const held = sessions
    .map(({ dur }, s) => {
      const start = plan.start[s]!;
      return { s, start, end: start + dur, day: days.findIndex(({ end }) => start < end) };
    })
    .sort((a, b) => a.start - b.start);
  const at = [...held].sort((a, b) => a.s - b.s);
  const seen = new Set<number>();
  for (const { s, start, end, day } of held) {
    mark('candidate', !holds(candidate, start, end));
    for (const index of plan.who[s]!) {
      const { free, dayLoad, dayCap, weekLoad, weekCap } = people[index]!;
      mark(`busy:${index}`, !holds(free, start, end));
      mark('load', dayLoad[day]! >= dayCap || weekLoad[days[day]!.week]! >= weekCap);
      mark('distinct', seen.has(index));
      seen.add(index);
    }
    mark('rooms', sessions[s]!.rooms !== undefined && plan.room[s] === null);
  }
  for (let i = 1; i < held.length; i++) {
    const [one, two] = [held[i - 1]!, held[i]!];
    if (one.day !== two.day) continue;
    mark('minGap', two.start - one.end < rules.minGap);
    mark('maxGap', rules.maxGap !== null && two.start - one.end > rules.maxGap);
  }
  const used = [...new Set(held.map(({ day }) => day))];
  mark('maxDays', used.length > rules.maxDays);
  mark('consecutive', rules.consecutive && rules.maxDays > 1 && used.at(-1)! - used[0]! >= used.length);
  for (const day of used) {
    const today = held.filter((one) => one.day === day);
    mark('maxPerDay', rules.maxPerDay !== null && today.length > rules.maxPerDay);
    mark('maxSpan', rules.maxSpan !== null && today.at(-1)!.end - today[0]!.start > rules.maxSpan);
    if (rules.lunch !== null) {
      const [from, to] = days[day]!.lunch;
      let free = from;
      let longest = 0;
      for (const { start, end } of today) {
        longest = Math.max(longest, Math.min(start, to) - free);
        free = Math.max(free, end);
      }
      mark('lunch', Math.max(longest, to - free) < rules.lunch);
    }
    const rooms = new Set(today.flatMap(({ s }) => plan.room[s] ?? []));
    mark('oneRoom', rules.roomMode === 'sameDay' && rooms.size > 1);
  }
  mark('first', rules.first !== null && held[0]!.s !== rules.first);
  mark('last', rules.last !== null && held.at(-1)!.s !== rules.last);
  rules.before.forEach(([a, b], i) => {
    mark(`before:${i}`, at[a]!.end > at[b]!.start);
  });
  rules.sameDay.forEach(([a, b], i) => {
    mark(`sameDay:${i}`, at[a]!.day !== at[b]!.day);
  });
  rules.groups.forEach(({ members, min, max }, g) => {
    const seats = plan.who.flat().filter((person) => members.includes(person)).length;
    mark(`group:${g}`, seats < min || (max !== null && seats > max));
  });
  return broken;
}

function holds(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}
