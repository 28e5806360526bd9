import { CalendarCheck2, RefreshCw } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { Select } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ActivityPlan, reviewActivity } from '../contract';
import { PageHealth } from './page-health';
import { PLAN_STATES, PlanCard } from './plan-card';

const stateOf = (value: string): ActivityPlan['state'] | null =>
  PLAN_STATES.some((state) => state.value === value) ? (value as ActivityPlan['state']) : null;

/** Everything that was planned, newest first. */
export function ActivityPage({ client }: { client: Client<typeof reviewActivity> }) {
  const [state, setState] = useState<ActivityPlan['state'] | null>(null);
  const load = useCallback(() => client.plans({ state }), [client, state]);
  const plans = useLoad(load);
  const all = plans.value;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label="Show"
          className="w-52"
          choices={[{ value: '', label: 'All plans' }, ...PLAN_STATES]}
          value={state ?? ''}
          onChange={(event) => setState(stateOf(event.currentTarget.value))}
        />
        <Button busy={plans.loading} icon={<RefreshCw size={14} aria-hidden="true" />} onClick={plans.reload}>
          Refresh
        </Button>
      </div>
      {plans.problem && (
        <ProblemNotice problem={plans.problem} action={<Button onClick={plans.reload}>Try again</Button>} />
      )}
      {!all && !plans.problem && (
        <div role="status" aria-busy="true" aria-label="Loading the activity" className="flex flex-col gap-3">
          <Skeleton className="h-28" />
          <Skeleton className="h-28" />
        </div>
      )}
      {all?.length === 0 && (
        <EmptyState
          icon={<CalendarCheck2 size={24} aria-hidden="true" />}
          title={state ? 'No plan is in this state' : 'Nothing has been planned yet'}
          action={state && <Button onClick={() => setState(null)}>Show all plans</Button>}
        >
          {state
            ? null
            : 'Every booking you preview or approve appears here, with each write, and can be undone from here.'}
        </EmptyState>
      )}
      {all?.map((plan) => (
        <PlanCard
          key={plan.id}
          client={client}
          plan={plan}
          onChanged={(next) => plans.set(all.map((one) => (one.id === next.id ? next : one)))}
        />
      ))}
      <PageHealth client={client} />
    </div>
  );
}
