import { CircleStop, RefreshCw, Users } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Spinner } from '@/components/spinner';
import { createSolver, type SearchWorker } from '../solver/solver';
import { createQueueStore, type QueueClient, type QueueState, waitingOf } from '../store';
import { Outcome } from './outcome-part';
import { StageChoice } from './stage-choice';
import { WaitingList } from './waiting-list';
import { plural } from './words';

const startWorker = (): SearchWorker =>
  new Worker(new URL('../solver/worker.ts', import.meta.url), { type: 'module' }) as unknown as SearchWorker;

/** Everybody who waits for an on-site, planned together. `open` shows a candidate's on-site; `now` is ms epoch. */
export function QueuePage({
  client,
  open,
  now,
}: {
  client: QueueClient;
  open: (opportunityId: string) => void;
  now: () => number;
}) {
  const store = useMemo(() => createQueueStore({ client, solver: createSolver(startWorker) }), [client]);
  const state = useStore(store);
  const { list, states, phase, reading, question } = state;
  useEffect(() => {
    void store.getState().load();
    const back = () => document.visibilityState === 'visible' && void store.getState().lookAgain();
    document.addEventListener('visibilitychange', back);
    window.addEventListener('focus', back);
    return () => {
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('focus', back);
      store.getState().dispose();
    };
  }, [store]);

  if (!list) {
    if (state.listProblem)
      return (
        <ProblemNotice
          problem={state.listProblem}
          action={<Button onClick={() => void state.load()}>Try again</Button>}
        />
      );
    return (
      <div role="status" aria-busy="true" aria-label="Loading the queue" className="flex flex-col gap-3">
        <Skeleton className="h-10" />
        <Skeleton className="h-64" />
      </div>
    );
  }
  const waiting = waitingOf(state);
  const running = phase === 'asking' || phase === 'solving';
  const openPlan = async (candidate: number, opportunityId: string): Promise<void> => {
    if (await store.getState().takeOver(candidate)) open(opportunityId);
  };
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {state.listProblem && <ProblemNotice problem={state.listProblem} />}
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 basis-80">
            {reading ? (
              <span role="status">
                Reading Lever: {reading.done} of {plural(reading.of, 'candidate')}
              </span>
            ) : (
              <Standing waiting={waiting.length} list={list} states={states} />
            )}
          </p>
          <Button
            icon={<RefreshCw size={14} aria-hidden="true" />}
            busy={state.loading || reading !== null}
            disabled={running}
            onClick={() => void state.load(true)}
          >
            Read again
          </Button>
          {running ? (
            <Button icon={<CircleStop size={14} aria-hidden="true" />} onClick={state.stop}>
              Stop
            </Button>
          ) : (
            <Button
              kind="primary"
              icon={<Users size={14} aria-hidden="true" />}
              disabled={waiting.length === 0 || reading !== null || state.loading}
              onClick={() => void state.planTogether(question !== null)}
            >
              {question ? 'Plan again' : 'Plan together'}
            </Button>
          )}
        </div>
        <StageChoice
          stages={list.stages}
          busy={running || state.loading}
          onChoose={(ids) => void state.choose(ids)}
        />
      </div>
      {running && <Progress state={state} />}
      {state.problem && <ProblemNotice problem={state.problem} />}
      {question && <Outcome state={state} question={question} onOpen={openPlan} onOpenAlone={open} />}
      {list.candidates.length === 0 ? (
        <Card>
          <EmptyState icon={<Users size={24} aria-hidden="true" />} title="Nobody waits for an on-site">
            Candidates appear here as soon as they are in one of the chosen stages in Lever.
          </EmptyState>
        </Card>
      ) : question ? (
        <details>
          <summary className="w-fit rounded-sm text-muted hover:text-ink">
            Everybody in these stages ({list.candidates.length})
          </summary>
          <div className="mt-2">
            <WaitingList candidates={list.candidates} states={states} now={now()} onOpen={open} />
          </div>
        </details>
      ) : (
        <WaitingList candidates={list.candidates} states={states} now={now()} onOpen={open} />
      )}
    </div>
  );
}

function Standing({
  waiting,
  list,
  states,
}: { waiting: number; list: NonNullable<QueueState['list']> } & Pick<QueueState, 'states'>) {
  const booked = list.candidates.filter(
    ({ opportunityId }) => states[opportunityId]?.state === 'booked',
  ).length;
  const unread = list.candidates.filter(({ opportunityId }) => states[opportunityId]?.state === 'unreadable');
  return (
    <>
      <span className="font-medium">{plural(waiting, 'candidate')}</span> {waiting === 1 ? 'waits' : 'wait'}{' '}
      for an on-site
      {booked > 0 && `, ${booked} ${booked === 1 ? 'has' : 'have'} interviews ahead`}
      {unread.length > 0 && `, ${unread.length} could not be read`}
      {list.leftOut > 0 &&
        `, ${list.leftOut} more are left out: the ${list.candidates.length} who wait longest are planned`}
      .
    </>
  );
}

const PHASE = {
  alone: 'Each candidate alone',
  greedy: 'First come, first served',
  bound: 'How good a plan can be at best',
  improve: 'Looking for a better plan',
};

/** How far the search is; the first plan is on the screen before the last word is spoken. */
function Progress({ state: { phase, progress, plan } }: { state: QueueState }) {
  const words =
    phase === 'asking' || !progress
      ? 'Reading the calendars of everybody once'
      : `${PHASE[progress.phase]}: ${progress.done} of ${progress.of}`;
  const steps = ['alone', 'greedy', 'bound', 'improve'] as const;
  const at = progress ? steps.indexOf(progress.phase) : 0;
  const share = progress ? (at + progress.done / Math.max(1, progress.of)) / steps.length : 0;
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className="flex items-center gap-2">
        <Spinner className="text-accent-text" />
        {words}
        {plan && <span className="text-muted">· a plan is there already</span>}
      </p>
      <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-sunken">
        <div className="h-full bg-accent" style={{ width: `${Math.round(100 * share)}%` }} />
      </div>
    </div>
  );
}
