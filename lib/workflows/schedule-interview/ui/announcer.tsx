import { dayName, timeRange } from '@/components/zoned';
import { usePanel } from './panel-context';
import { plural } from './wording';

/** Says aloud what changed without moving the focus. */
export function Announcer() {
  const view = usePanel((state) => state.view);
  const task = usePanel((state) => state.task);
  const best = view?.answer?.slots[0];
  const text = !view
    ? ''
    : task
      ? {
          load: 'Reading the calendars',
          refresh: 'Reading the calendars',
          search: 'Searching',
          preview: 'Preparing the preview',
        }[task]
      : best
        ? `${plural(view.answer?.slots.length ?? 0, 'time')} found. Best: ${dayName(best.start, view.recruiterZone)}, ${timeRange(best.start, best.end, view.recruiterZone)}`
        : view.answer
          ? 'No time works for everybody'
          : '';
  return (
    <div className="sr-only" aria-live="polite" role="status">
      {text}
    </div>
  );
}
