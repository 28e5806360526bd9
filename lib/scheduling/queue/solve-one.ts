import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import type { QueueOptions } from './types';

/** Search steps one candidate may take at most and at least; beyond it the best plan so far counts. */
const WORK_EACH = 1_000_000;
const LEAST_EACH = 40_000;
const WORK_BASE = 10_000_000;
const WORK_PER_CANDIDATE = 500_000;
/** Every candidate is searched about so often: alone, in turn, for the bound and for better plans. */
const SEARCHES_EACH = 12;

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
  readonly maxWork: number;
  private readonly each: number;
  private stoppedBy = false;

  constructor(
    private readonly options: QueueOptions,
    candidates: number,
  ) {
    this.maxWork = options.maxWork ?? WORK_BASE + WORK_PER_CANDIDATE * candidates;
    const share = Math.floor(this.maxWork / (SEARCHES_EACH * Math.max(1, candidates)));
    this.each = Math.min(WORK_EACH, Math.max(LEAST_EACH, share));
  }

  get left(): number {
    return this.maxWork - this.work;
  }

  get stopped(): boolean {
    if (this.left <= 0 || this.options.shouldStop?.()) this.stoppedBy = true;
    return this.stoppedBy;
  }

  /** Never refuses: what must be answered gets a few steps even when the purse is empty. */
  readonly solve: Solve = (loop) => {
    const maxWork = Math.min(this.each, Math.max(20_000, this.left));
    const { shouldStop } = this.options;
    const result = solveLoop(loop, { maxWork, ...(shouldStop ? { shouldStop } : {}) });
    this.work += result.work;
    const proven = result.status !== 'UNKNOWN';
    const least = result.status === 'INFEASIBLE' ? Number.POSITIVE_INFINITY : (result.bound ?? 0);
    return { plan: result.plan, objective: result.objective, least, proven };
  };
}
