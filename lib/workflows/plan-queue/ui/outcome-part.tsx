import { BadgeCheck, CircleDot } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Notice } from '@/components/notice';
import { When } from '@/components/when';
import type { QueuePlan } from '@/lib/scheduling/queue/types';
import { gapOf, loadsOf, type Row, regretOf, rowsOf } from '../outcome';
import type { QueueQuestion } from '../rules';
import type { QueueActions, QueueState } from '../store';
import { DaysGrid } from './days-grid';
import { HelpPart } from './help-part';
import { LoadGrid } from './load-grid';
import { RegretPlot } from './regret-plot';
import { gapText, listOf, plural } from './words';

/** The plan of the queue and what can be said about it. */
export function Outcome({
  state,
  question,
  onOpen,
  onOpenAlone,
}: {
  state: QueueState & QueueActions;
  question: QueueQuestion;
  onOpen: (candidate: number, opportunityId: string) => Promise<void>;
  onOpenAlone: (opportunityId: string) => void;
}) {
  const { plan, phase, states } = state;
  const unread = question.people.filter(({ unknown }) => unknown);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {unread.length > 0 && (
        <Notice
          tone="warn"
          title={`Not read, so not free: ${listOf(unread.slice(0, 6).map(({ name }) => name))}${unread.length > 6 ? ` and ${unread.length - 6} more` : ''}.`}
        >
          {unread[0]?.unknown} Nobody is planned into a calendar that cannot be read.
        </Notice>
      )}
      {question.queue && plan && (
        <Planned
          question={question}
          queue={question.queue}
          plan={plan}
          stopped={phase === 'stopped'}
          done={phase === 'done' || phase === 'stopped'}
          booked={(id) => states[id]?.state === 'booked'}
          onOpen={(row) => void onOpen(row.candidate, row.opportunityId)}
        />
      )}
      {plan && <WithoutPlan question={question} plan={plan} onOpen={onOpenAlone} />}
      {!plan && question.left.length > 0 && <Left question={question} onOpen={onOpenAlone} />}
      {question.queue && plan && (phase === 'done' || phase === 'stopped') && (
        <HelpPart
          help={state.help}
          question={question}
          onAsk={() => void state.askWhatHelps()}
          onStop={state.stop}
        />
      )}
    </div>
  );
}

function Planned({
  question,
  queue,
  plan,
  stopped,
  done,
  booked,
  onOpen,
}: {
  question: QueueQuestion;
  queue: NonNullable<QueueQuestion['queue']>;
  plan: QueuePlan;
  stopped: boolean;
  done: boolean;
  booked: (opportunityId: string) => boolean;
  onOpen: (row: Row) => void;
}) {
  const rows = useMemo(() => rowsOf(question, plan), [question, plan]);
  const loads = useMemo(() => loadsOf(question, plan.best), [question, plan]);
  const regret = useMemo(() => regretOf(rows, plan), [rows, plan]);
  // Whoever has no plan even alone is listed with the reason instead of an empty row.
  const placeable = rows.filter(({ byDay, aloneDay }) => byDay !== null || aloneDay !== null);
  const gap = gapOf(queue, plan);
  const proven = gap.kind === 'proven';
  return (
    <>
      <Section id="queue-days" title="Who gets which days">
        <p>
          <span className="font-medium">
            {plan.best.placed} of {plural(rows.length, 'candidate')}
          </span>{' '}
          {plan.best.placed === 1 ? 'has' : 'have'} a plan beside the others. Calendars read{' '}
          <When at={question.readAt} />.
        </p>
        {done && (
          <p role="status" className="flex items-center gap-2">
            {proven ? (
              <BadgeCheck size={16} className="shrink-0 text-good" aria-hidden="true" />
            ) : (
              <CircleDot size={16} className="shrink-0 text-warn" aria-hidden="true" />
            )}
            <span>
              {stopped && 'Stopped. '}
              {gapText(gap)}
            </span>
          </p>
        )}
        <DaysGrid rows={placeable} days={question.days} booked={booked} onOpen={onOpen} />
      </Section>
      <Section id="queue-regret" title="What planning together changes">
        <RegretPlot plan={plan} regret={regret} days={question.days.length} />
      </Section>
      <Section id="queue-load" title="What it asks of interviewers">
        <LoadGrid loads={loads} days={question.days} />
      </Section>
    </>
  );
}

/** Everybody without a plan, each with the reason. */
function WithoutPlan({
  question,
  plan,
  onOpen,
}: {
  question: QueueQuestion;
  plan: QueuePlan;
  onOpen: (opportunityId: string) => void;
}) {
  const none = plan.best.places.filter((place) => place.plan === null);
  if (none.length + question.left.length === 0) return null;
  return (
    <Section id="queue-none" title={`Without a plan (${none.length + question.left.length})`}>
      <ul className="flex flex-col gap-2">
        {none.map(({ candidate, alone }) => {
          const one = question.candidates[candidate];
          return (
            one && (
              <Reason
                key={one.opportunityId}
                name={one.name}
                action={alone === null ? 'See what clashes' : 'Look at it alone'}
                onOpen={() => onOpen(one.opportunityId)}
              >
                {alone === null
                  ? 'No plan was found even alone. Their on-site page says what clashes and what would open a plan.'
                  : 'Fits alone, but not beside the others: the people it needs are taken. What would help most is below.'}
              </Reason>
            )
          );
        })}
        <LeftItems question={question} onOpen={onOpen} />
      </ul>
    </Section>
  );
}

const Left = (given: { question: QueueQuestion; onOpen: (opportunityId: string) => void }) => (
  <Section id="queue-left" title={`Cannot be planned yet (${given.question.left.length})`}>
    <ul className="flex flex-col gap-2">
      <LeftItems {...given} />
    </ul>
  </Section>
);

function LeftItems({
  question,
  onOpen,
}: {
  question: QueueQuestion;
  onOpen: (opportunityId: string) => void;
}) {
  return question.left.map(({ opportunityId, name, problems }) => (
    <Reason
      key={opportunityId}
      name={name}
      action="Complete the stage plan"
      onOpen={() => onOpen(opportunityId)}
    >
      {problems[0] ? `${problems[0].message} ${problems[0].next}` : 'Something is missing.'}
    </Reason>
  ));
}

function Reason({
  name,
  action,
  onOpen,
  children,
}: {
  name: string;
  action: string;
  onOpen: () => void;
  children: React.ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 rounded-md border border-line bg-surface px-3 py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium wrap-anywhere">
          <bdi>{name || 'No name'}</bdi>
        </p>
        <p className="text-muted">{children}</p>
      </div>
      <Button size="sm" aria-label={`${action}: ${name}`} onClick={onOpen}>
        {action}
      </Button>
    </li>
  );
}
