import type { LoopPerson, Span } from '@/lib/scheduling/loop/types';
import type { QueueChange, QueueInstance, QueuePlace, QueueSession, QueueTotal } from './types';
import { usageOf } from './usage';

/** Limits, and skills for somebody new, that are tried. */
const MOST_OF_A_KIND = 8;
/** Combinations of a person and a skill that are tried: there are far more of them. */
const MOST_TRAINED = 12;

type Training = Extract<QueueChange, { kind: 'train' }>;

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
 * Changes that could buy something: one interview more for everybody who is at a limit, and one more person for every
 * skill that candidates wait for who have no place, or a later one than alone. The newcomer is there all day and has the
 * most usual limits.
 */
export function changesToTry(
  queue: QueueInstance,
  { places }: Pick<QueueTotal, 'places'>,
  closed: readonly string[] = [],
): Exclude<QueueChange, Training>[] {
  const atLimit = usageOf(queue, { places })
    .filter((one) => one.atLimit)
    .sort((a, b) => b.interviews - a.interviews || a.person - b.person)
    .slice(0, MOST_OF_A_KIND)
    .map(({ person }) => ({ kind: 'lift-limit', person }) as const);
  const usual = (pick: (person: LoopPerson) => number): number => {
    const sorted = queue.people.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 1;
  };
  const person = newcomer(
    queue,
    'one more',
    usual(({ dayCap }) => dayCap),
    usual(({ weekCap }) => weekCap),
  );
  const hires = skillsLacking(queue, places)
    .filter((skill) => !closed.includes(skill))
    .slice(0, MOST_OF_A_KIND)
    .map((skill) => ({ kind: 'hire', skill, cost: 0, person }) as const);
  return [...atLimit, ...hires];
}

/** Days a candidate is later than alone; the whole horizon without a place. */
const lostBy = (queue: QueueInstance, { lastDay, aloneLastDay }: QueuePlace): number =>
  lastDay === null ? queue.days.length : Math.max(0, lastDay - (aloneLastDay ?? lastDay));

/** Skills of candidates who lose something by the others (or have no place), those with most days lost first. */
function skillsLacking(queue: QueueInstance, places: readonly QueuePlace[]): string[] {
  const lost = new Map<string, number>();
  for (const place of places)
    for (const skill of new Set(queue.candidates[place.candidate]!.sessions.map((session) => session.skill)))
      lost.set(skill, (lost.get(skill) ?? 0) + lostBy(queue, place));
  return [...lost]
    .filter(([, days]) => days > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([skill]) => skill);
}

/**
 * Who could learn one of these skills: people of the queue who are below their limits and free for a whole session of it
 * while a candidate who lacks it can come. Those who sit in other sessions of the same candidates come first, then those
 * with most of that time; earlier skills have more turns. `untried` combinations are left out.
 */
export function trainingsToTry(
  queue: QueueInstance,
  { places }: Pick<QueueTotal, 'places'>,
  skills: readonly string[],
): { changes: Training[]; untried: number } {
  const able = usageOf(queue, { places }).filter(({ atLimit, room }) => !atLimit && room > 0);
  const ranked = skills.flatMap((skill, s) => {
    const teaches = (one: QueueSession): boolean => one.skill === skill;
    const all = queue.candidates.flatMap(({ sessions }) => sessions.filter(teaches));
    const waiting = places.flatMap((place) => {
      const candidate = queue.candidates[place.candidate]!;
      return lostBy(queue, place) > 0 && candidate.sessions.some(teaches) ? [candidate] : [];
    });
    const shortest = Math.min(...all.map(({ dur }) => dur));
    return able
      .filter(({ person }) => !sits(person, all))
      .map(({ person }) => {
        const { free } = queue.people[person]!;
        return {
          person,
          near: waiting.some(({ sessions }) => sits(person, sessions)),
          time: waiting.reduce((sum, { windows }) => sum + shared(free, windows, shortest), 0),
        };
      })
      .filter(({ time }) => time > 0)
      .sort((a, b) => Number(b.near) - Number(a.near) || b.time - a.time || a.person - b.person)
      .map(({ person }, rank) => ({ rank, s, change: { kind: 'train', person, skill, cost: 0 } as const }));
  });
  const inTurn = ranked.sort((a, b) => a.rank + a.s - b.rank - b.s || a.s - b.s);
  return {
    changes: inTurn.slice(0, MOST_TRAINED).map(({ change }) => change),
    untried: Math.max(0, inTurn.length - MOST_TRAINED),
  };
}

const sits = (person: number, sessions: readonly QueueSession[]): boolean =>
  sessions.some(({ seats }) => seats.some(({ pool }) => pool.some(([member]) => member === person)));

/** Minutes that lie in both, in pieces of at least `least`. */
function shared(a: readonly Span[], b: readonly Span[], least: number): number {
  let minutes = 0;
  for (const [from, to] of a)
    for (const [start, end] of b) {
      const both = Math.min(to, end) - Math.max(from, start);
      if (both >= least) minutes += both;
    }
  return minutes;
}
