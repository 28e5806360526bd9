import { PLAN_TITLE } from '@/components/plan-page';
import { cityOf, dayName, localDate, offsetName, timeRange } from '@/components/zoned';
import type { PlanView, ScheduleView } from '../contract';

/** When it is, in both zones, in type that cannot be misread. */
export function PlanHead({ plan, view }: { plan: PlanView; view: ScheduleView | null }) {
  const { slot } = plan;
  const zone = slot?.zone ?? view?.recruiterZone ?? 'UTC';
  return (
    <div className="flex flex-col gap-0.5">
      <p className="text-sm font-medium text-muted">{PLAN_TITLE[plan.state]}</p>
      {slot ? (
        <>
          <h2 className="tabular text-xl font-semibold">
            {dayName(slot.start, zone)} · {timeRange(slot.start, slot.end, zone)}
          </h2>
          <p className="tabular text-muted">
            {cityOf(zone)}, {offsetName(slot.start, zone)}
            {slot.candidateZone !== zone && (
              <>
                {' · '}
                <span className="text-ink">
                  {localDate(slot.start, slot.candidateZone) !== localDate(slot.start, zone) &&
                    `${dayName(slot.start, slot.candidateZone)}, `}
                  {timeRange(slot.start, slot.end, slot.candidateZone)}
                </span>{' '}
                for the candidate in {cityOf(slot.candidateZone)},{' '}
                {offsetName(slot.start, slot.candidateZone)}
              </>
            )}
          </p>
        </>
      ) : (
        <h2 className="text-lg font-semibold">{plan.title}</h2>
      )}
    </div>
  );
}
