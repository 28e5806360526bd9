import { CircleStop, Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Spinner } from '@/components/spinner';
import { Table, Td, Th } from '@/components/table';
import type { QueueGain } from '@/lib/scheduling/queue/types';
import type { QueueQuestion } from '../rules';
import type { QueueState } from '../store';
import { changeText, gainText, isGain, plural, todayText, triedText } from './words';

/** Rows of a kind shown before the rest is asked for. */
const FIRST = 3;

/** What a lifted limit, a person's training or one more interviewer would buy. */
export function HelpPart({
  help,
  question,
  onAsk,
  onStop,
}: {
  help: QueueState['help'];
  question: QueueQuestion;
  onAsk: () => void;
  onStop: () => void;
}) {
  const found = help.gains.filter(isGain);
  const over = help.phase === 'done' || help.phase === 'stopped';
  return (
    <Section
      id="queue-help"
      title="What would help most"
      aside={
        help.phase === 'running' ? (
          <Button size="sm" icon={<CircleStop size={14} aria-hidden="true" />} onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button size="sm" icon={<Lightbulb size={14} aria-hidden="true" />} onClick={onAsk}>
            {help.phase === 'idle' ? 'Work it out' : 'Again'}
          </Button>
        )
      }
    >
      {help.phase === 'idle' && (
        <p className="text-muted">
          One lifted limit, one person trained for a session or one more interviewer at a time; for each, the
          whole queue is planned again.
        </p>
      )}
      {help.phase === 'running' && <Trying help={help} />}
      <Bottleneck question={question} gains={help.gains} />
      {found.length > 0 && <Gains question={question} gains={found} />}
      {over && found.length === 0 && (
        <p>{help.gains.length === 0 ? 'There was nothing to try.' : 'Nothing that was tried would help.'}</p>
      )}
      {over && (
        <div className="flex flex-col gap-1 text-sm text-muted">
          {help.phase === 'stopped' ? (
            <p>Stopped after {help.of === 0 ? 'nothing' : `${help.done} of ${plural(help.of, 'change')}`}.</p>
          ) : (
            <ul>
              {triedText(help.gains, help.untried).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
          {help.gains.length > 0 && (
            <p>
              Found by a bounded search, each change by itself: it may buy more, and two together need not buy
              the sum. Days are working days until the last session; a candidate without a plan counts with
              all {question.days.length}. A new interviewer counts as free all day with the usual limits.
              Sessions with the hiring manager or the recruiter are left out: nobody can be trained for those.
            </p>
          )}
        </div>
      )}
    </Section>
  );
}

/** How many changes have been tried. */
function Trying({ help: { done, of } }: { help: QueueState['help'] }) {
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className="flex items-center gap-2">
        <Spinner className="text-accent-text" />
        {of === 0
          ? 'Planning once without any change, to compare with'
          : `${done} of ${plural(of, 'change')} tried`}
      </p>
      <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-sunken">
        <div
          className="h-full bg-accent"
          style={{ width: `${Math.round((100 * done) / Math.max(1, of))}%` }}
        />
      </div>
    </div>
  );
}

/** The person at a limit for whom one more interview buys most. */
function Bottleneck({ question, gains }: { question: QueueQuestion; gains: readonly QueueGain[] }) {
  const most = gains.find((gain) => gain.change.kind === 'lift-limit' && isGain(gain));
  if (most?.change.kind !== 'lift-limit') return null;
  return (
    <p>
      The bottleneck is <span className="font-medium">{question.people[most.change.person]?.name}</span>, at
      the limit by this plan.
    </p>
  );
}

const KINDS = [
  { kind: 'lift-limit', title: 'Lift a limit' },
  { kind: 'train', title: 'Train somebody who is here' },
  { kind: 'hire', title: 'Somebody new' },
] as const;

/** By kind, best first; of each kind the best few until all are asked for. */
function Gains({ question, gains }: { question: QueueQuestion; gains: readonly QueueGain[] }) {
  const [all, setAll] = useState(false);
  const most = Math.max(1, ...gains.map(({ days }) => days));
  const groups = KINDS.map(({ kind, title }) => {
    const mine = gains.filter(({ change }) => change.kind === kind);
    return { title, mine, shown: all ? mine : mine.slice(0, FIRST) };
  }).filter(({ mine }) => mine.length > 0);
  const hidden = groups.reduce((sum, { mine, shown }) => sum + mine.length - shown.length, 0);
  return (
    <>
      <Table caption="What changes would buy, best first">
        <thead>
          <tr>
            <Th>Change</Th>
            <Th>Buys</Th>
            <Th className="w-1/5 max-sm:hidden">Days less</Th>
          </tr>
        </thead>
        {groups.map(({ title, shown }) => (
          <tbody key={title}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={3}
                className="px-2 pt-3 pb-1 text-left text-sm font-normal text-muted"
              >
                {title}
              </th>
            </tr>
            {shown.map((gain) => (
              <tr key={JSON.stringify(gain.change)}>
                <Td>
                  <span className="font-medium">{changeText(question, gain.change)}</span>
                  <span className="block text-sm text-muted">{todayText(question, gain.change)}</span>
                </Td>
                <Td>{gainText(gain)}</Td>
                <Td className="max-sm:hidden">
                  <Days days={gain.days} most={most} />
                </Td>
              </tr>
            ))}
          </tbody>
        ))}
      </Table>
      {(hidden > 0 || all) && (
        <Button
          size="sm"
          kind="quiet"
          className="self-start"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show only the best' : `Show ${hidden} more`}
        </Button>
      )}
    </>
  );
}

function Days({ days, most }: { days: number; most: number }) {
  if (days <= 0) return null;
  return (
    <span className="flex items-center gap-2">
      <svg aria-hidden="true" className="h-4 min-w-0 flex-1">
        <rect y="3" height="10" rx="2" width={`${(100 * days) / most}%`} className="fill-accent" />
      </svg>
      <span className="tabular w-6 shrink-0 text-right">{days}</span>
    </span>
  );
}
