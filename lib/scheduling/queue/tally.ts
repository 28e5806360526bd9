import { objectiveOf, termsOf } from '@/lib/scheduling/loop/terms';
import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { dayOf, lastDayOf, loopBeside, type Plans } from './share';
import type { QueueInstance, QueuePlace, QueueTotal } from './types';

/** What one candidate can do at least: alone in the world. */
export interface Alone {
  points: number | null;
  lastDay: number | null;
}

/**
 * Adds up plans of a queue: every candidate's own terms once, and fairness over the loads all cause together (the
 * growth of the sum of squared weekly loads does not depend on the order of booking). What a candidate's own plan
 * costs is worked out once.
 */
export class Tally {
  private readonly known: WeakMap<LoopPlan, number>[];
  private readonly loops: (LoopInstance | undefined)[] = [];

  constructor(private readonly queue: QueueInstance) {
    this.known = queue.candidates.map(() => new WeakMap<LoopPlan, number>());
  }

  /** The candidate's loop were nobody else there. */
  loop(candidate: number): LoopInstance {
    this.loops[candidate] ??= loopBeside(this.queue, candidate, []);
    return this.loops[candidate];
  }

  /** Points of a plan alone. */
  own(candidate: number, plan: LoopPlan): number {
    const known = this.known[candidate]!;
    let points = known.get(plan);
    if (points === undefined) {
      points = objectiveOf(termsOf(this.loop(candidate), plan));
      known.set(plan, points);
    }
    return points;
  }

  points(plans: Plans): number {
    const { queue } = this;
    const held = new Map<string, number>();
    let points = 0;
    plans.forEach((plan, c) => {
      if (!plan) {
        points += queue.unplaced;
        return;
      }
      points += this.own(c, plan);
      if (queue.fair === 0) return;
      plan.who.forEach((who, s) => {
        const { week } = queue.days[dayOf(queue, c, plan.start[s]!)]!;
        for (const person of who) {
          const key = `${person} ${week}`;
          const before = held.get(key) ?? 0;
          points += queue.fair * 2 * before;
          held.set(key, before + 1);
        }
      });
    });
    return points;
  }

  total(plans: Plans, alone: readonly Alone[]): QueueTotal {
    const { queue } = this;
    const places: QueuePlace[] = plans.map((plan, c) => ({
      candidate: c,
      plan,
      points: plan ? objectiveOf(termsOf(loopBeside(queue, c, plans), plan)) : queue.unplaced,
      alone: alone[c]?.points ?? null,
      lastDay: plan ? lastDayOf(queue, c, plan) : null,
      aloneLastDay: alone[c]?.lastDay ?? null,
    }));
    return {
      places,
      points: this.points(plans),
      placed: plans.filter((plan) => plan !== null).length,
      days: places.reduce((sum, { lastDay }) => sum + (lastDay ?? queue.days.length), 0),
    };
  }
}
