import { ScanText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { EmptyState } from '@/components/placeholder';
import { ProgressBar, Spinner } from '@/components/spinner';
import type { Problem } from '@/lib/domain/problem';
import type { ScreeningNow } from './use-screening';
import { needsConnections, type OpenPage, ofModel } from './words';

/** Where a screening stands that has no answer yet: nothing, being read, waiting, or what went wrong and the ways on. */
export function ScreeningState({
  now,
  has,
  byModel,
  openPage,
}: {
  now: ScreeningNow;
  /** There is a result already, which stands. */
  has: boolean;
  /** A model judges now, so the rules are another way. */
  byModel: boolean;
  openPage: OpenPage;
}) {
  if (now.underWay) return <UnderWay {...now.underWay} byModel={byModel} />;
  if (now.problem)
    return (
      <Trouble problem={now.problem} has={has} byModel={byModel} onScreen={now.screen} openPage={openPage} />
    );
  if (now.waiting)
    return (
      <Notice
        tone="info"
        title="In the queue"
        action={
          <Button size="sm" onClick={() => void now.screen({})}>
            Screen now
          </Button>
        }
      >
        Screened when its turn comes.
      </Notice>
    );
  if (has) return null;
  return (
    <EmptyState
      icon={<ScanText size={24} aria-hidden="true" />}
      title="Not screened yet"
      action={
        <Button kind="primary" onClick={() => void now.screen({})}>
          Screen the resume
        </Button>
      }
    >
      Reads the newest resume in Lever and shows, for each criterion, the sentence that shows it.
    </EmptyState>
  );
}

function UnderWay({
  since,
  share,
  byModel,
}: {
  since: number | null;
  share: number | null;
  byModel: boolean;
}) {
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = since === null ? 0 : Math.max(0, Math.round((at - since) / 1000));
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line px-3 py-2.5">
      <p role="status" className="flex items-center gap-2 font-medium">
        <Spinner />
        {byModel ? 'The model is reading the resume' : 'Reading the resume'}
      </p>
      {share !== null && <ProgressBar value={Math.round(share * 100)} max={100} label="Answer so far" />}
      <p className="text-sm text-muted">
        {seconds > 2 && <span className="tabular-nums">{seconds} s so far. </span>}
        You can close this window; it goes on without it.
      </p>
    </div>
  );
}

function Trouble({
  problem,
  has,
  byModel,
  onScreen,
  openPage,
}: {
  problem: Problem;
  has: boolean;
  byModel: boolean;
  onScreen: ScreeningNow['screen'];
  openPage: OpenPage;
}) {
  return (
    <Notice
      tone="warn"
      title={problem.message}
      action={
        <>
          <Button size="sm" kind="primary" onClick={() => void onScreen({ again: has })}>
            Try again
          </Button>
          {needsConnections(problem) && (
            <Button size="sm" onClick={() => openPage('connections')}>
              Open Connections
            </Button>
          )}
          {byModel && ofModel(problem) && (
            <Button size="sm" onClick={() => void onScreen({ rules: true })}>
              Use the rules instead
            </Button>
          )}
        </>
      }
    >
      {problem.next}{' '}
      <span className="text-muted">
        {has ? 'Nothing new was kept; the earlier result stands.' : 'Nothing was kept of this try.'}
      </span>
    </Notice>
  );
}
