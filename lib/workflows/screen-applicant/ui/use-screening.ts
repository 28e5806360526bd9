import { useEffect, useState } from 'react';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import type { screenApplicant } from '../contract';
import type { ApplicantView, ProgressView } from '../views';

const LOOK_EVERY = 1000;

type ScreeningCalls = Pick<Client<typeof screenApplicant>, 'screen' | 'progress' | 'applicant'>;

export interface ScreeningNow {
  /** `since` in ms epoch; null while the first answer is on its way. */
  underWay: { since: number | null; share: number | null } | null;
  waiting: boolean;
  /** Why it did not work the last time. */
  problem: Problem | null;
  screen(how: { again?: boolean; rules?: boolean }): Promise<void>;
}

/** One applicant's screening, whoever asked for it: this window, one that was closed since, or the queue. */
export function useScreening(
  client: ScreeningCalls,
  view: ApplicantView,
  onView: (view: ApplicantView) => void,
): ScreeningNow {
  const { opportunityId } = view;
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [progress, setProgress] = useState<ProgressView>(view.progress);
  useEffect(() => setProgress(view.progress), [view.progress]);

  const moving = progress.underWay !== null || progress.waiting;
  useEffect(() => {
    if (!asked && !moving) return;
    let stopped = false;
    const look = async () => {
      const next = await client.progress({ opportunityId });
      if (stopped) return;
      setProgress(next);
      // Who asked gets the answer anyway; everybody else reads it.
      if (!asked && !next.underWay && !next.waiting) onView(await client.applicant({ opportunityId }));
    };
    // A look that fails says nothing; the next one is a second away.
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [asked, moving, client, opportunityId, onView]);

  return {
    underWay: progress.underWay ?? (asked ? { since: null, share: null } : null),
    waiting: progress.waiting,
    problem: asked ? null : (problem ?? progress.failed),
    async screen({ again = false, rules = false }) {
      setAsked(true);
      setProblem(null);
      try {
        onView(await client.screen({ opportunityId, again, rules }));
      } catch (error) {
        const said = problemOf(error);
        // The worker was stopped meanwhile: the next one knows what was begun and takes it up.
        const taken =
          said.code === 'extension-unreachable' &&
          (await client.applicant({ opportunityId }).then(
            (next) => {
              onView(next);
              return true;
            },
            () => false,
          ));
        if (!taken) setProblem(said);
      } finally {
        setAsked(false);
      }
    },
  };
}
