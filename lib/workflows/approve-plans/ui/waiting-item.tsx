import { ExternalLink } from 'lucide-react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import type { WaitingView } from '../contract';
import { lengthText } from '../rules';
import { useInbox, useNow } from './inbox-context';

/** A candidate for whom no time was found so far: why, what would help, and the way into the panel. */
export function WaitingItem({ one }: { one: WaitingView }) {
  const now = useNow();
  const doing = useInbox((state) => state.doing[one.id] ?? null);
  const notice = useInbox((state) => state.notices[one.id] ?? null);
  const { openWaiting, stopLooking } = useInbox((state) => state);
  return (
    <li>
      <article
        aria-labelledby={`${one.id}-name`}
        className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
      >
        <header className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h3 id={`${one.id}-name`} className="text-md font-semibold wrap-anywhere">
              <bdi>{one.candidate}</bdi>
            </h3>
            <p className="text-muted wrap-anywhere">
              {one.posting} · {one.stage}
            </p>
          </div>
          <Badge tone={one.told ? 'danger' : 'warn'}>{one.told ? 'No time found' : 'No time yet'}</Badge>
        </header>
        <p className="text-muted">
          Looked for {lengthText(now - one.since)}, {one.tries === 1 ? 'once' : `${one.tries} times`}; again
          in {lengthText(one.nextTryAt - now)}.{one.told && ' Somebody has been told.'}
        </p>
        {one.reasons.length > 0 && <Sentences title="What stands in the way" all={one.reasons} />}
        {one.suggestions.length > 0 && <Sentences title="What would help" all={one.suggestions} />}
        {notice && <ProblemNotice problem={notice} />}
        <div className="flex flex-wrap gap-2">
          <Button
            kind="primary"
            busy={doing === 'open'}
            icon={<ExternalLink size={14} aria-hidden="true" />}
            onClick={() => void openWaiting(one.id)}
          >
            Open the panel
          </Button>
          <Button kind="quiet" busy={doing === 'turn-down'} onClick={() => void stopLooking(one.id)}>
            Stop looking
          </Button>
        </div>
      </article>
    </li>
  );
}

const Sentences = ({ title, all }: { title: string; all: readonly string[] }) => (
  <div>
    <h4 className="text-sm font-semibold text-muted">{title}</h4>
    <ul className="list-disc pl-4">
      {all.map((text) => (
        <li key={text} className="wrap-anywhere">
          {text}
        </li>
      ))}
    </ul>
  </div>
);
