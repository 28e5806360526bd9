import { CircleStop, Lightbulb } from 'lucide-react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Spinner } from '@/components/spinner';
import { Table, Td, Th } from '@/components/table';
import type { QueueQuestion } from '../rules';
import type { QueueState } from '../store';
import { changeText, gainText, plural } from './words';

/** What one more interview for somebody at a limit, or one more trained interviewer, would buy. */
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
  const found = help.gains.filter(({ placed, days, points }) => placed > 0 || days > 0 || points > 0);
  const none = help.gains.length - found.length;
  const most = Math.max(1, ...found.map(({ days }) => days));
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
          One lifted limit or one more trained interviewer at a time; for each, the whole queue is planned
          again.
        </p>
      )}
      {help.phase === 'running' && (
        <p role="status" className="flex items-center gap-2">
          <Spinner className="text-accent-text" />
          {help.of === 0 ? 'Getting ready' : `${help.done} of ${help.of} tried`}
        </p>
      )}
      {found.length > 0 && (
        <Table caption="What changes would buy, best first">
          <thead>
            <tr>
              <Th>Change</Th>
              <Th>Buys</Th>
              <Th className="w-1/4 max-sm:hidden">Days</Th>
            </tr>
          </thead>
          <tbody>
            {found.map((gain) => (
              <tr key={changeText(question, gain.change)}>
                <Td className="font-medium">{changeText(question, gain.change)}</Td>
                <Td>{gainText(gain)}</Td>
                <Td className="max-sm:hidden">
                  {gain.days > 0 && (
                    <svg role="img" aria-label={plural(gain.days, 'day')} className="h-4 w-full">
                      <rect
                        y="3"
                        height="10"
                        rx="2"
                        width={`${(100 * gain.days) / most}%`}
                        className="fill-accent"
                      />
                    </svg>
                  )}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {(help.phase === 'done' || help.phase === 'stopped') && (
        <p className="text-sm text-muted">
          {help.phase === 'stopped' && 'Stopped; what was tried is shown. '}
          {help.phase === 'done' &&
            help.gains.length === 0 &&
            'Nobody is at a limit and nobody waits longer than alone: nothing to try. '}
          {none > 0 && `${plural(none, 'other change')} tried, nothing found. `}
          {help.gains.length > 0 &&
            'Found by a bounded search: a change may buy more. A new interviewer counts as free all day with the usual limits.'}
        </p>
      )}
    </Section>
  );
}
