import { useState } from 'react';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import type { ScreeningClient } from './applicant-card';
import { EraseButton } from './erase-button';
import { money } from './words';

/** Screening again, three times over, or not at all. */
export function StabilityCheck({
  client,
  opportunityId,
  onAgain,
  judged,
  name,
  onErase,
  asking,
}: {
  client: ScreeningClient;
  opportunityId: string;
  onAgain: () => void;
  judged: boolean;
  name: string;
  onErase: () => Promise<void>;
  /** It is being screened again. */
  asking: boolean;
}) {
  const act = useAct();
  const [found, setFound] = useState<Awaited<ReturnType<ScreeningClient['stability']>> | null>(null);
  const differing = found?.criteria.filter(({ agreed }) => agreed < (found?.runs ?? 0)) ?? [];
  return (
    <div className="flex flex-col gap-1.5 border-t border-line pt-2">
      <div className="flex flex-wrap gap-1">
        <Button kind="quiet" size="sm" className="-ml-2" busy={asking} onClick={onAgain}>
          Screen again
        </Button>
        {judged && (
          <Button
            kind="quiet"
            size="sm"
            busy={act.busy === 'stability'}
            onClick={() =>
              void act
                .run('stability', () => client.stability({ opportunityId }))
                .then((value) => value && setFound(value))
            }
          >
            Check stability
          </Button>
        )}
        <EraseButton name={name} onErase={onErase} />
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {found && (
        <p role="status" className="text-sm">
          Asked {found.runs} times ({money(found.costUsd)}).{' '}
          {differing.length === 0
            ? 'The answers agree on every criterion.'
            : `They differ on: ${differing.map(({ label, agreed }) => `${label} (${agreed} of ${found.runs} agree)`).join('; ')}.`}
        </p>
      )}
    </div>
  );
}
