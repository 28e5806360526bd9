import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { EscalationView, handleExceptions } from '../contract';
import { CHANNEL_NAME } from '../schema';
import { ATTEMPT, ESCALATED } from './words';

/** Every escalation: where it was sent, when, and what the service answered. */
export function EscalationList({
  escalations,
  client,
  onChanged,
}: {
  escalations: EscalationView[];
  client: Client<typeof handleExceptions>;
  onChanged: () => Promise<void>;
}) {
  return (
    <Section id="escalations" title="What was escalated">
      <Card>
        <ul className="divide-y divide-line">
          {escalations.map((one) => (
            <Row key={one.key} one={one} client={client} onChanged={onChanged} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Row({
  one,
  client,
  onChanged,
}: {
  one: EscalationView;
  client: Client<typeof handleExceptions>;
  onChanged: () => Promise<void>;
}) {
  const act = useAct();
  const { words, tone } = ESCALATED[one.state];
  const run = async (name: string, work: () => Promise<unknown>) => {
    if ((await act.run(name, work)) !== undefined) await onChanged();
  };
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <p className="min-w-0 flex-1 basis-60 font-medium wrap-anywhere">
          {one.title}
          {one.lines.length > 0 && <span className="font-normal text-muted"> · {one.lines.join(' ')}</span>}
        </p>
        <Badge tone={tone}>{words}</Badge>
      </div>
      <p className="text-sm text-muted">
        <When at={one.raisedAt} />. {one.words}
        {one.retryAt !== null && (
          <>
            {' '}
            Next try <When at={one.retryAt} />.
          </>
        )}
      </p>
      {one.lists.map((list) => (
        <p key={list.title} className="text-sm wrap-anywhere">
          <span className="text-muted">{list.title}: </span>
          {list.items.join(' ')}
        </p>
      ))}
      {one.attempts.length > 0 && (
        <ol className="flex flex-col gap-1 text-sm">
          {one.attempts.map((attempt, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only ever appended
              key={at}
              className="wrap-anywhere"
            >
              <span className="font-medium">{CHANNEL_NAME[attempt.channel]}</span>, <When at={attempt.at} />,{' '}
              {ATTEMPT[attempt.state]}. <span className="text-muted">{attempt.words}</span>
            </li>
          ))}
        </ol>
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {one.open && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            busy={act.busy === 'send'}
            onClick={() => run('send', () => client.sendAgain({ key: one.key }))}
          >
            {one.attempts.length === 0
              ? 'Send now'
              : one.state === 'unknown'
                ? 'Send again (may arrive twice)'
                : 'Send again'}
          </Button>
          <Button
            size="sm"
            kind="quiet"
            busy={act.busy === 'settle'}
            onClick={() => run('settle', () => client.settle({ key: one.key }))}
          >
            I have seen it
          </Button>
        </div>
      )}
    </li>
  );
}
