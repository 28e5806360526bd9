import { type GainsProgress, gainsOf } from '@/lib/scheduling/queue/gains';
import { planQueue } from '@/lib/scheduling/queue/plan-queue';
import type { QueueGain, QueueInstance, QueuePlan, QueueProgress } from '@/lib/scheduling/queue/types';

export interface Job {
  plan: { queue: QueueInstance };
  /** `closed`: skills nobody can be trained or hired for. */
  gains: { queue: QueueInstance; plan: QueuePlan; closed: string[] };
}

export interface JobAnswer {
  plan: QueuePlan;
  gains: QueueGain[];
}

export type JobName = keyof Job;

/** What a job tells while it runs. */
export type JobNews =
  | { kind: 'progress'; progress: QueueProgress }
  | { kind: 'better'; plan: QueuePlan }
  | { kind: 'gain'; gain: QueueGain; progress: GainsProgress };

/** Does one job, synchronously. Work is bounded by counted steps: the same question gives the same answer everywhere. */
export function runJob<N extends JobName>(
  name: N,
  input: Job[N],
  tell: (news: JobNews) => void,
): JobAnswer[N] {
  const jobs: { [K in JobName]: (given: Job[K]) => JobAnswer[K] } = {
    plan: ({ queue }) =>
      planQueue(queue, {
        onProgress: (progress) => tell({ kind: 'progress', progress }),
        onBetter: (plan) => tell({ kind: 'better', plan }),
      }),
    gains: ({ queue, plan, closed }) =>
      gainsOf(queue, plan, {}, (gain, progress) => tell({ kind: 'gain', gain, progress }), closed),
  };
  return jobs[name](input);
}
