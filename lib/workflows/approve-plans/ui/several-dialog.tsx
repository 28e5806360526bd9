import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';
import { Dialog } from '@/components/dialog';
import { Spinner } from '@/components/spinner';
import type { Problem } from '@/lib/domain/problem';
import type { ApprovalItem } from '../contract';
import { totalsOf } from '../rules';
import { cardsOf } from '../store';
import { useInbox } from './inbox-context';
import { plural, totalsText } from './wording';
import { WriteDiff } from './write-diff';

/** Several at once with the care of one: all writes added up, each checked, and afterwards a result for each. */
export function SeveralDialog() {
  const asking = useInbox((state) => state.asking);
  const inbox = useInbox((state) => state.inbox);
  const checks = useInbox((state) => state.checks);
  const several = useInbox((state) => state.several);
  const { ask, check, approve } = useInbox((state) => state);
  const yes = useRef<HTMLButtonElement>(null);
  const open = asking?.what === 'several';
  const planIds = open ? asking.planIds : [];
  const kept = useRef<ApprovalItem[]>([]);
  // A plan that was replaced leaves the list; its row stays until the dialog is closed.
  const known = [...cardsOf(inbox), ...kept.current];
  const items = planIds.flatMap((id) => known.find((item) => item.planId === id) ?? []);
  kept.current = items;
  const checked = planIds.every((id) => checks[id]);
  const started = several === 'running';
  const finished = several === 'finished';
  const good = items.filter((item) => checks[item.planId]?.ok);
  const totals = totalsOf(good);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per opening; the list of ids is made anew by every render
  useEffect(() => {
    if (open) void check(planIds);
  }, [open]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the button is another one when the work is done, and the focus must not be lost with the first
  useEffect(() => {
    if (open) yes.current?.focus();
  }, [open, finished]);

  return (
    <Dialog
      open={open}
      place="drawer"
      title={`Approve ${plural(planIds.length, 'proposal')}`}
      onClose={() => ask(null)}
      footer={
        finished ? (
          <Button ref={yes} kind="primary" onClick={() => ask(null)}>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={() => ask(null)}>Not now</Button>
            <Button ref={yes} kind="primary" busy={!checked || started} onClick={() => void approve(planIds)}>
              {started
                ? 'Running one by one…'
                : checked
                  ? `Approve ${plural(planIds.length, 'proposal')}`
                  : 'Checking…'}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <section
          aria-label="All together"
          className="flex flex-col gap-1 rounded-md border border-line bg-canvas p-3"
        >
          <p className="font-medium" role="status">
            {checked
              ? `${good.length} of ${planIds.length} still hold. Together: ${good.length > 0 ? totalsText(totals) : 'nothing happens'}.`
              : `Checking again: ${Object.keys(checks).length} of ${planIds.length}.`}
          </p>
          {totals.people.length > 0 && (
            <p className="text-sm text-muted wrap-anywhere">
              {plural(totals.mails, 'mail')} to {totals.people.join(', ')}
            </p>
          )}
          {totals.cannotRecall.length > 0 && (
            <ul className="list-disc pl-4 text-sm text-warn">
              {totals.cannotRecall.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </section>
        <ol className="flex flex-col gap-3">
          {items.map((item) => (
            <Row key={item.planId} item={item} />
          ))}
        </ol>
      </div>
    </Dialog>
  );
}

function Row({ item }: { item: ApprovalItem }) {
  const checkedAs = useInbox((state) => state.checks[item.planId] ?? null);
  const result = useInbox((state) => state.results[item.planId] ?? null);
  const doing = useInbox((state) => state.doing[item.planId] ?? null);
  const notice = useInbox((state) => state.notices[item.planId] ?? null);
  const problem: Problem | null = result?.problem ?? notice ?? (result ? null : (checkedAs?.problem ?? null));
  const [icon, words] = result
    ? result.outcome === 'done' || result.outcome === 'running'
      ? [
          <CircleCheck key="i" size={16} className="text-good" aria-hidden="true" />,
          result.outcome === 'done' ? 'Done' : 'Under way',
        ]
      : [<CircleAlert key="i" size={16} className="text-danger" aria-hidden="true" />, 'Not done']
    : doing === 'approve' || !checkedAs
      ? [<Spinner key="i" className="text-accent-text" />, doing === 'approve' ? 'Running' : 'Checking']
      : checkedAs.ok
        ? [<CircleCheck key="i" size={16} className="text-muted" aria-hidden="true" />, 'Still holds']
        : [<TriangleAlert key="i" size={16} className="text-warn" aria-hidden="true" />, 'Does not hold'];
  return (
    <li className="flex flex-col gap-1 border-b border-line pb-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <span className="mt-0.5 inline-flex size-4 shrink-0 items-center justify-center">{icon}</span>
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold wrap-anywhere">
            <bdi>{item.candidate ?? item.title}</bdi>{' '}
            <span className="font-normal text-muted">· {words}</span>
          </h3>
          <p className="text-muted wrap-anywhere">{item.title}</p>
          {problem && (
            <p className={cx('wrap-anywhere', result ? 'text-danger' : 'text-warn')}>
              {problem.message} {problem.next}
            </p>
          )}
          {result?.instead && <p className="wrap-anywhere">Proposed instead: {result.instead.title}</p>}
        </div>
      </div>
      <details className="pl-6">
        <summary className="w-fit rounded-sm font-medium text-accent-text">
          {plural(item.writes.length, 'step')}
        </summary>
        <div className="mt-2">
          <WriteDiff item={item} />
        </div>
      </details>
    </li>
  );
}
