import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { makeLoop } from './loop-instances';

/** Small enough to try everything; two of three without load limits and with people who have whole days free. */
export function tinyLoop(seed: number): LoopInstance {
  const size = { step: 60, durations: [60, 60, 120], pair: 0.3 };
  const instance = makeLoop(seed, 'M', {
    ...size,
    sessions: seed % 4 === 0 ? [3, 3] : [2, 2],
    pool: [2, 3],
    days: seed % 4 === 0 ? [1, 1] : [1, 2],
  });
  if (seed % 3 === 0) return instance;
  const whole = instance.days.map(({ start, end }) => [start, end] as const);
  return {
    ...instance,
    candidate: whole,
    people: instance.people.map((person, p) => ({
      ...person,
      dayCap: 9,
      weekCap: 9,
      free: p % 3 === 0 ? whole : person.free,
    })),
  };
}

/** How many assignments there are, were everybody free. */
export function assignments({ sessions, days, step }: LoopInstance): number {
  return sessions.reduce((product, { dur, seats, rooms }) => {
    const starts = days.reduce((sum, { start, end }) => sum + Math.max(0, (end - start - dur) / step + 1), 0);
    return (
      product * starts * (rooms?.length ?? 1) * seats.reduce((crews, { pool }) => crews * pool.length, 1)
    );
  }, 1);
}

/** Every assignment of starts, people and rooms, judged one by one: no search at all. */
export function bruteForce(instance: LoopInstance): { objective: number; plan: LoopPlan } | null {
  const { sessions, days, step, rooms, people } = instance;
  let best: { key: (number | null)[]; objective: number; plan: LoopPlan } | null = null;
  const plan: LoopPlan = { start: [], who: [], room: [] };
  const visit = (s: number): void => {
    if (s === sessions.length) {
      const { errors, objective } = judgeSchedule(instance, plan);
      if (errors.length > 0 || objective === null) return;
      const sum = plan.start.reduce((a, b) => a + b, 0);
      const roomKey = plan.room.flatMap((r) => (r === null ? [] : [rooms[r]!.cost, r]));
      const key = [objective, sum, ...plan.start.flatMap((t, i) => [t, ...plan.who[i]!]), ...roomKey];
      if (!best || before(key, best.key)) best = { key, objective, plan: structuredClone(plan) };
      return;
    }
    const session = sessions[s]!;
    const crews = session.seats.reduce<number[][]>(
      (found, { pool }) =>
        found.flatMap((crew) => pool.filter(([p]) => !crew.includes(p)).map(([p]) => [...crew, p])),
      [[]],
    );
    for (const { start: open, end } of days)
      for (let start = open; start + session.dur <= end; start += step)
        for (const crew of crews) {
          const free = crew.every((p) =>
            people[p]!.free.some(([a, b]) => a <= start && start + session.dur <= b),
          );
          if (!free) continue;
          for (const room of session.rooms ?? [null]) {
            plan.start[s] = start;
            plan.who[s] = crew;
            plan.room[s] = room;
            visit(s + 1);
          }
        }
    plan.start.length = s;
    plan.who.length = s;
    plan.room.length = s;
  };
  visit(0);
  return best;
}

function before(a: (number | null)[], b: (number | null)[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && a[at]! < b[at]!;
}
