import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import type { QueueOptions } from './types';

/** Search steps one candidate may take; beyond it the best plan so far counts. */
const WORK_EACH = 1_000_000;
const WORK_ALL = 20_000_000;

export interface OneAnswer {
  plan: LoopPlan | null;
  objective: number | null;
  /** No plan of this loop costs less; infinite when there is none. */
  least: number;
  proven: boolean;
}

export type Solve = (loop: LoopInstance) => OneAnswer;

/** The loop engine with one purse of work for the whole queue. */
export class Purse {
  work = 0;
  private stoppedBy = false;

  constructor(private readonly options: QueueOptions) {}

  get left(): number {
    return (this.options.maxWork ?? WORK_ALL) - this.work;
  }

  get stopped(): boolean {
    if (this.left <= 0 || this.options.shouldStop?.()) this.stoppedBy = true;
    return this.stoppedBy;
  }

  /** Never refuses: what must be answered gets a few steps even when the purse is empty. */
  readonly solve: Solve = (loop) => {
    const maxWork = Math.min(WORK_EACH, Math.max(20_000, this.left));
    const { shouldStop } = this.options;
    const result = solveLoop(loop, { maxWork, ...(shouldStop ? { shouldStop } : {}) });
    this.work += result.work;
    const proven = result.status !== 'UNKNOWN';
    const least = result.status === 'INFEASIBLE' ? Number.POSITIVE_INFINITY : (result.bound ?? 0);
    return { plan: result.plan, objective: result.objective, least, proven };
  };
}
