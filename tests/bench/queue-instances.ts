import type { QueueCandidate, QueueInstance } from '@/lib/scheduling/queue/types';
import { Dice, type LoopSize, makeLoop } from './loop-instances';

/** A made-up queue: candidates with their own windows and rules over the people, rooms and days of one company. */
export function makeQueue(
  seed: number,
  size: LoopSize,
  count: number,
  change: Parameters<typeof makeLoop>[2] & { skills?: number } = {},
): QueueInstance {
  const dice = new Dice(seed * 104_729 + count);
  const base = makeLoop(seed, size, change);
  const { people, rooms, days, step } = base;
  const skills = Array.from({ length: change.skills ?? base.sessions.length }, (_, k) => ({
    skill: `skill-${k}`,
    dur: base.sessions[k % base.sessions.length]!.dur,
    pool: dice
      .sample(
        people.map((_person, p) => p),
        Math.max(2, Math.ceil(people.length / 3)),
      )
      .sort((a, b) => a - b)
      .map((person) => [person, dice.pick([0, 0, 1, 3])] as const),
  }));
  const candidates = Array.from({ length: count }, (_, c): QueueCandidate => {
    const own = makeLoop(seed * 31 + c, size, { ...change, days: [days.length, days.length] });
    const chosen = dice.sample(skills, Math.min(skills.length, base.sessions.length));
    const windows = own.candidate.length > 0 ? own.candidate : base.candidate;
    return {
      id: `candidate-${c}`,
      windows: [...windows],
      sessions: chosen.map(({ skill, dur, pool }, s) => ({ id: `s${s}`, skill, dur, seats: [{ pool }] })),
      rules: {
        ...base.rules,
        lunch: null,
        maxSpan: null,
        maxDays: Math.max(base.rules.maxDays, 1),
        first: null,
        last: null,
        before: [],
        sameDay: [],
        groups: [],
        roomMode: null,
      },
      weights: base.weights,
      prev: null,
    };
  });
  return {
    kind: 'queue',
    v: 1,
    id: `queue-${size}-${seed}-${count}`,
    origin: base.origin,
    step,
    days,
    people,
    rooms,
    candidates,
    unplaced: 5000,
    fair: base.weights.fair,
    rest: dice.pick([0, step]),
  };
}
