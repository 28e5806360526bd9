import { joined } from './apply-action';
import { smallestClash } from './quickxplain';
import { drop, droppable } from './relax';
import { solveLoop } from './solve';
import type { LoopInstance, LoopOptions, Span } from './types';

/** One day of a clashing calendar, limit or candidate window. */
export interface Cause {
  /** The droppable constraint it belongs to. */
  id: string;
  day: number;
  person?: number;
  which?: 'day' | 'week';
}

/** Search steps of one question; narrowing asks many. */
const WORK_EACH = 200_000;

/**
 * Which days of the calendars, limits and windows in a clash are needed for it: nothing can be taken from the answer
 * without opening a plan (all else outside the clash dropped). When stopped, every day that could matter.
 */
export function narrow(instance: LoopInstance, conflict: readonly string[], options: LoopOptions): Cause[] {
  const apart = droppable(instance).filter((id) => !conflict.includes(id));
  const weights = { day: 0, delay: 0, idle: 0, fair: 0, off: 0, change: 0 };
  const bare = drop({ ...instance, prev: null, weights }, apart);
  const all = causesOf(bare, conflict);
  const clashes = (kept: readonly Cause[]): boolean => {
    const open = all.filter((cause) => !kept.includes(cause));
    const result = solveLoop(without(bare, open), { maxWork: WORK_EACH, ...options, anyPlan: true });
    if (result.status === 'UNKNOWN' && !result.plan) throw new Stopped();
    return result.plan === null;
  };
  try {
    return smallestClash(all, clashes);
  } catch (error) {
    if (error instanceof Stopped) return all;
    throw error;
  }
}

class Stopped extends Error {}

function causesOf(instance: LoopInstance, conflict: readonly string[]): Cause[] {
  const { days, people, candidate } = instance;
  const causes: Cause[] = [];
  const shut = (free: readonly Span[], day: number): boolean =>
    !free.some(([a, b]) => a <= days[day]!.start && days[day]!.end <= b);
  for (const id of conflict)
    days.forEach((_, day) => {
      if (id === 'candidate' && shut(candidate, day)) causes.push({ id, day });
      if (id.startsWith('busy:')) {
        const person = Number(id.slice(5));
        if (shut(people[person]!.free, day)) causes.push({ id, day, person });
      }
      if (id === 'load')
        for (const [person, { dayLoad, weekLoad, dayCap, weekCap }] of people.entries()) {
          if (dayLoad[day]! >= dayCap) causes.push({ id, day, person, which: 'day' });
          const { week } = days[day]!;
          const first = days.findIndex((other) => other.week === week);
          if (first === day && weekLoad[week]! >= weekCap) causes.push({ id, day, person, which: 'week' });
        }
    });
  return causes;
}

/** The instance without these causes: the day whole, the limit far away. */
function without(instance: LoopInstance, causes: readonly Cause[]): LoopInstance {
  const { days, people } = instance;
  const opened = (free: readonly Span[], list: readonly Cause[]): Span[] => {
    const whole = list.map(({ day }): Span => [days[day]!.start, days[day]!.end]);
    return joined([...free, ...whole]);
  };
  const of = (id: string): Cause[] => causes.filter((cause) => cause.id === id);
  const loads = of('load');
  return {
    ...instance,
    candidate: opened(instance.candidate, of('candidate')),
    people: people.map((person, p) => {
      const mine = loads.filter((cause) => cause.person === p);
      const lifted = (which: 'day' | 'week', at: number): boolean =>
        mine.some(
          (cause) => cause.which === which && (which === 'day' ? cause.day : days[cause.day]!.week) === at,
        );
      return {
        ...person,
        free: opened(person.free, of(`busy:${p}`)),
        dayLoad: person.dayLoad.map((load, day) => (lifted('day', day) ? load - person.dayCap - 99 : load)),
        weekLoad: person.weekLoad.map((load, week) =>
          lifted('week', week) ? load - person.weekCap - 99 : load,
        ),
      };
    }),
  };
}
