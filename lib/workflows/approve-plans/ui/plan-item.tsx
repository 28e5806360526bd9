import { ExternalLink } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';
import { Kbd } from '@/components/kbd';
import { ProblemNotice } from '@/components/notice';
import { ProgressBar } from '@/components/spinner';
import type { ApprovalItem } from '../contract';
import { lengthText } from '../rules';
import { useInbox, useNow } from './inbox-context';
import { PlanFacts, WhyYou } from './plan-facts';
import { STATE } from './wording';
import { WriteDiff } from './write-diff';

const SOON_MS = 2 * 3_600_000;

/** One proposal: what, when, why it needs a person; opened, every write. */
export function PlanItem({ item, section }: { item: ApprovalItem; section: 'open' | 'expired' | 'decided' }) {
  const { planId } = item;
  const at = useInbox((state) => state.selection.at === planId);
  const chosen = useInbox((state) => state.selection.chosen.includes(planId));
  const opened = useInbox((state) => state.opened?.planId === planId);
  const doing = useInbox((state) => state.doing[planId] ?? null);
  const notice = useInbox((state) => state.notices[planId] ?? null);
  const toggle = useInbox((state) => state.toggle);
  const focus = useInbox((state) => state.focus);
  const card = useRef<HTMLElement>(null);
  const asking = useInbox((state) => state.asking !== null);

  useEffect(() => {
    const element = card.current;
    if (!at || asking || !element || element.contains(document.activeElement)) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  }, [at, asking]);

  const moving = item.state === 'running' || item.state === 'undoing' || doing === 'approve';
  const problem = notice ?? (section === 'decided' && item.state !== 'undone' ? item.problem : null);
  const name = item.candidate ?? item.title;
  return (
    <li>
      <article
        ref={card}
        tabIndex={at ? 0 : -1}
        aria-labelledby={`${planId}-name`}
        data-plan={planId}
        onFocus={() => !at && focus(planId)}
        className={cx(
          'flex flex-col gap-3 rounded-lg border bg-surface p-4 transition-colors',
          chosen ? 'border-accent bg-accent-soft' : at ? 'border-accent-line' : 'border-line',
        )}
      >
        <header className="flex items-start gap-3">
          {section === 'open' && (
            <input
              type="checkbox"
              aria-label={`Select ${name}`}
              checked={chosen}
              onChange={(event) => toggle(planId, (event.nativeEvent as MouseEvent).shiftKey)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
          )}
          <div className="min-w-0 flex-1">
            <h3 id={`${planId}-name`} className="text-md font-semibold wrap-anywhere">
              <bdi>{name}</bdi>
            </h3>
            <p className="text-muted wrap-anywhere">
              {[item.posting, item.stage].filter(Boolean).join(' · ') || item.workflow}
            </p>
          </div>
          <Stand item={item} section={section} />
        </header>
        {problem && <ProblemNotice problem={problem} tone={item.state === 'parked' ? 'danger' : 'warn'} />}
        <p className="wrap-anywhere">{item.title}</p>
        <PlanFacts item={item} />
        {section !== 'decided' && <WhyYou needs={item.needs} />}
        {moving && (
          <ProgressBar
            label={`How far ${name} is`}
            value={item.writes.filter((write) => write.state === 'done').length}
            max={item.writes.length}
          />
        )}
        {opened && <WriteDiff item={item} />}
        <Actions item={item} section={section} opened={opened} />
      </article>
    </li>
  );
}

function Stand({ item, section }: { item: ApprovalItem; section: 'open' | 'expired' | 'decided' }) {
  const now = useNow();
  if (section === 'open') {
    if (item.expiresAt === null) return <Badge>No limit</Badge>;
    const left = item.expiresAt - now;
    return <Badge tone={left < SOON_MS ? 'warn' : 'neutral'}>Expires in {lengthText(left)}</Badge>;
  }
  const { words, tone } = section === 'expired' ? STATE.expired : STATE[item.state];
  return <Badge tone={tone}>{words}</Badge>;
}

function Actions({
  item,
  section,
  opened,
}: {
  item: ApprovalItem;
  section: 'open' | 'expired' | 'decided';
  opened: boolean;
}) {
  const { planId } = item;
  const doing = useInbox((state) => state.doing[planId] ?? null);
  const { open, approve, ask, again, change } = useInbox((state) => state);
  const details = (
    <Button kind="quiet" aria-expanded={opened} onClick={() => open(opened ? null : planId)}>
      {opened ? 'Hide the writes' : 'Show the writes'}
    </Button>
  );
  const inLever = (
    <Button
      busy={doing === 'open'}
      icon={<ExternalLink size={14} aria-hidden="true" />}
      onClick={() => void change(planId)}
    >
      {section === 'decided' ? 'Open in Lever' : 'Change in Lever'}
    </Button>
  );
  const down = (
    <Button
      kind="quiet"
      busy={doing === 'turn-down'}
      onClick={() => ask({ what: 'turn-down', planIds: [planId] })}
    >
      {section === 'expired' ? 'Put away' : 'Turn down'}
    </Button>
  );
  return (
    <div className="flex flex-wrap gap-2">
      {section === 'open' &&
        (opened ? (
          <Button
            kind="primary"
            busy={doing === 'approve'}
            hint={<Kbd tone="on-accent">Enter</Kbd>}
            onClick={() => void approve([planId])}
          >
            {doing === 'approve' ? 'Checking and running…' : 'Approve'}
          </Button>
        ) : (
          <Button onClick={() => open(planId)}>Review</Button>
        ))}
      {section === 'expired' && (
        <Button kind="primary" busy={doing === 'again'} onClick={() => void again(planId)}>
          Propose again
        </Button>
      )}
      {section === 'decided' && (item.state === 'done' || item.state === 'parked') && (
        <Button
          kind="danger"
          busy={doing === 'undo'}
          onClick={() => ask({ what: 'undo', planIds: [planId] })}
        >
          {item.state === 'parked' ? 'Undo the rest' : 'Undo'}
        </Button>
      )}
      {inLever}
      {section !== 'decided' && down}
      {section === 'open' ? opened && details : details}
    </div>
  );
}
