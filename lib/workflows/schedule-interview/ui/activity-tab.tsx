import { ChevronRight, History } from 'lucide-react';
import { Badge } from '@/components/badge';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { clockTime, dayName } from '@/components/zoned';
import type { PlanView } from '../contract';
import { usePanel } from './panel-context';
import { PLAN_STATE, plural } from './wording';

/** What Fulcrum did for this candidate; open one to read it or take it back. */
export function ActivityTab() {
  const plans = usePanel((state) => state.plans);
  const failed = usePanel((state) => state.failed !== null);
  const open = usePanel((state) => state.open);
  const zone =
    usePanel((state) => state.view?.recruiterZone) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (plans === null) {
    return failed ? null : (
      <div aria-busy="true" className="flex flex-col gap-2">
        <span className="sr-only">Reading the activity</span>
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </div>
    );
  }
  const kept = plans.filter((plan) => plan.state !== 'discarded' && plan.state !== 'proposed');
  if (kept.length === 0) {
    return (
      <EmptyState icon={<History size={28} aria-hidden="true" />} title="Nothing has happened yet">
        Every booking for this candidate is listed here, with each write and an Undo.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {kept.map((plan) => (
        <li key={plan.id}>
          <button
            type="button"
            onClick={() => open(plan)}
            className="flex w-full items-start gap-2 px-3 py-2.5 text-left hover:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="flex items-start justify-between gap-2">
                <span className="min-w-0 font-medium wrap-anywhere">{plan.title}</span>
                <Badge tone={PLAN_STATE[plan.state].tone}>{PLAN_STATE[plan.state].text}</Badge>
              </span>
              <span className="tabular block text-sm text-muted">
                {dayName(plan.updatedAt, zone)}, {clockTime(plan.updatedAt, zone)} · {writesText(plan)}
              </span>
              {plan.problem && (
                <span className="block text-danger wrap-anywhere">{plan.problem.message}</span>
              )}
            </span>
            <ChevronRight size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function writesText(plan: PlanView): string {
  const writes = plan.writes.filter((write) => write.effect !== 'check');
  const done = writes.filter((write) => write.state === 'done').length;
  return plan.state === 'done'
    ? plural(done, 'write')
    : `${done} of ${plural(writes.length, 'write')} in place`;
}
