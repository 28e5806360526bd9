import { CircleCheck, CircleSlash, Clock } from 'lucide-react';
import { Button } from '@/components/button';
import { cityOf, dayName, localDate, timeRange } from '@/components/zoned';
import type { ScheduleView } from '../contract';
import { ChangeBody } from './change-list';
import type { Moment } from './day-lanes';
import { usePanel } from './panel-context';

/** What stands against the start under the cursor, who, and which change would open it. */
export function MomentDetail({ view, moment }: { view: ScheduleView; moment: Moment }) {
  const preview = usePanel((state) => state.preview);
  const previewing = usePanel((state) => state.task === 'preview');
  const zone = view.candidate.zone;
  const there = zone === view.recruiterZone ? null : zone;
  return (
    <div className="flex min-h-[72px] flex-col gap-1.5 border-t border-line bg-canvas px-3 py-2.5">
      <div className="flex items-start justify-between gap-2">
        <p className="tabular min-w-0">
          <span className="font-medium">
            {dayName(moment.start, view.recruiterZone)},{' '}
            {timeRange(moment.start, moment.end, view.recruiterZone)}
          </span>
          {there && (
            <span className="text-muted">
              {' · '}
              {localDate(moment.start, there) !== localDate(moment.start, view.recruiterZone) &&
                `${dayName(moment.start, there)}, `}
              {timeRange(moment.start, moment.end, there)} {cityOf(there)}
            </span>
          )}
        </p>
        {(moment.state === 'open' || moment.state === 'slot') && (
          <Button size="sm" busy={previewing} onClick={() => void preview(moment.start)}>
            {moment.state === 'slot' ? 'Preview' : 'Check and preview'}
          </Button>
        )}
      </div>
      {moment.state === 'slot' && (
        <p className="flex items-center gap-1.5 text-good">
          <CircleCheck size={14} aria-hidden="true" /> Proposed: everybody needed is free
        </p>
      )}
      {moment.state === 'open' && (
        <p className="flex items-center gap-1.5 text-muted">
          <Clock size={14} aria-hidden="true" /> Nobody needed is blocked; limits and rooms are checked on
          preview
        </p>
      )}
      {(moment.state === 'blocked' || moment.state === 'past') && (
        <ul className="flex flex-col gap-0.5">
          {moment.blockers.map((text) => (
            <li key={text} className="flex items-start gap-1.5">
              <CircleSlash size={14} className="mt-[3px] shrink-0 text-muted" aria-hidden="true" />
              <span className="min-w-0 wrap-anywhere">{text}</span>
            </li>
          ))}
        </ul>
      )}
      {moment.changes.map((change) => (
        <div key={change.id} className="flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2">
          <ChangeBody view={view} change={change} />
        </div>
      ))}
    </div>
  );
}
