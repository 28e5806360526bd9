import { solveLoop } from './solve';
import type { LoopInstance, LoopOptions, LoopPlan } from './types';

/** What to do if one person of the plan declines. */
export interface LoopRepair {
  /** Index of the person who declines. */
  person: number;
  /**
   * `stand-in`: somebody else at the same times; `move`: at least one session moves; `none`: proven that no plan
   * remains; `unknown`: the search was stopped before it knew.
   */
  kind: 'stand-in' | 'move' | 'none' | 'unknown';
  plan: LoopPlan | null;
  objective: number | null;
  /** Sessions whose start changes, and seats (session, seat) whose person changes. */
  moved: number[];
  reseated: (readonly [number, number])[];
}

export interface RepairReport {
  repairs: LoopRepair[];
  /** Indexes of people without whom no plan remains (or none was found in time). */
  critical: number[];
  survivesAnyDecline: boolean;
}

/**
 * The best repair of `plan` for each of its people: first with every start kept, then with the fewest changes as
 * `weights.change` prices them against comfort. A person who declines leaves every pool.
 */
export function repairsFor(instance: LoopInstance, plan: LoopPlan, options: LoopOptions = {}): RepairReport {
  const people = [...new Set(plan.who.flat())].sort((a, b) => a - b);
  const repairs = people.map((person) => repairOne(instance, plan, person, options));
  const critical = repairs.filter(({ plan: repaired }) => !repaired).map(({ person }) => person);
  return { repairs, critical, survivesAnyDecline: critical.length === 0 };
}

/** The instance with a person out of every pool. */
export function withoutPerson(instance: LoopInstance, person: number): LoopInstance {
  return {
    ...instance,
    sessions: instance.sessions.map((session) => ({
      ...session,
      seats: session.seats.map(({ pool }) => ({ pool: pool.filter(([member]) => member !== person) })),
    })),
  };
}

function repairOne(instance: LoopInstance, plan: LoopPlan, person: number, options: LoopOptions): LoopRepair {
  const without: LoopInstance = {
    ...withoutPerson(instance, person),
    prev: { start: plan.start, who: plan.who },
  };
  const same = solveLoop(without, { ...options, pin: plan.start });
  if (same.plan) return describe(plan, person, 'stand-in', same.plan, same.objective);
  const free = solveLoop(without, options);
  if (free.plan) return describe(plan, person, 'move', free.plan, free.objective);
  return describe(plan, person, free.status === 'INFEASIBLE' ? 'none' : 'unknown', null, null);
}

function describe(
  before: LoopPlan,
  person: number,
  kind: LoopRepair['kind'],
  plan: LoopPlan | null,
  objective: number | null,
): LoopRepair {
  const moved = plan ? plan.start.flatMap((start, s) => (start === before.start[s] ? [] : [s])) : [];
  const reseated = plan
    ? plan.who.flatMap((who, s) =>
        who.flatMap((member, q) => (member === before.who[s]?.[q] ? [] : [[s, q] as const])),
      )
    : [];
  return { person, kind, plan, objective, moved, reseated };
}
