import { ChevronLeft, ChevronRight, Rows3, Table2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '@/components/button';
import { Section } from '@/components/card';
import { addDays, dayName, instantOf, localDate } from '@/components/zoned';
import type { ScheduleView } from '../contract';
import { dayWindow, momentAt, rowsFor, searchedDates } from './day-lanes';
import { DayPlot } from './day-plot';
import { DayTable } from './day-table';
import { Legend } from './legend';
import { MomentDetail } from './moment-detail';
import { useSurroundings } from './panel-context';

const MINUTE = 60_000;

/** One day of everybody's time, with the proposed slots over it, and the reason behind every start. */
export function DayGrid({
  view,
  at,
  onMove,
}: {
  view: ScheduleView;
  at: number;
  onMove: (at: number) => void;
}) {
  const { now } = useSurroundings();
  const [asTable, setAsTable] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const zone = view.recruiterZone;
  const date = localDate(at, zone);
  const dates = useMemo(() => searchedDates(view), [view]);
  const window = useMemo(() => dayWindow(view, date), [view, date]);
  const rows = useMemo(() => rowsFor(view, window), [view, window]);
  const slots = (view.answer?.slots ?? [])
    .map((slot, index) => ({ slot, rank: index }))
    .filter(({ slot }) => localDate(slot.start, zone) === date);
  const step = (view.search.stepMinutes ?? 15) * MINUTE;
  const focused = hovered ?? at;

  const goToDay = (next: string | undefined) => {
    if (!next) return;
    const firstSlot = view.answer?.slots.find((slot) => localDate(slot.start, zone) === next);
    onMove(firstSlot?.start ?? keepClock(at, next, zone, dayWindow(view, next)));
  };
  const place = dates.indexOf(date);
  const previous = place >= 0 ? dates[place - 1] : dates.findLast((one) => one < date);
  const next = place >= 0 ? dates[place + 1] : dates.find((one) => one > date);

  return (
    <Section
      id="day"
      title="The panel’s day"
      aside={
        <div className="flex items-center">
          <IconButton label="Day before (Page Up)" disabled={!previous} onClick={() => goToDay(previous)}>
            <ChevronLeft size={16} aria-hidden="true" />
          </IconButton>
          <span className="tabular min-w-[76px] text-center text-sm font-medium" aria-live="polite">
            {dayName(window.start, zone)}
          </span>
          <IconButton label="Day after (Page Down)" disabled={!next} onClick={() => goToDay(next)}>
            <ChevronRight size={16} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={asTable ? 'Show as lanes' : 'Show as a table'}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <Rows3 size={16} aria-hidden="true" /> : <Table2 size={16} aria-hidden="true" />}
          </IconButton>
        </div>
      }
    >
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {asTable ? (
          <DayTable view={view} rows={rows} day={dayName(window.start, zone)} />
        ) : (
          <>
            <DayPlot
              view={view}
              window={window}
              rows={rows}
              slots={slots}
              at={at}
              step={step}
              hovered={hovered}
              onHover={setHovered}
              onMove={onMove}
              onDay={(days) => goToDay(days < 0 ? previous : next)}
              speak={(start) => spoken(view, start, now())}
            />
            <Legend rows={rows} />
          </>
        )}
        <MomentDetail view={view} moment={momentAt(view, focused, now())} />
      </div>
    </Section>
  );
}

/** The same wall clock on another day, inside what is drawn of it. */
function keepClock(at: number, date: string, zone: string, window: { start: number; end: number }): number {
  const sinceMidnight = at - instantOf(localDate(at, zone), '00:00', zone);
  const there = instantOf(date, '00:00', zone) + sinceMidnight;
  const end = Math.min(window.end, instantOf(addDays(date, 1), '00:00', zone));
  return there >= window.start && there < end ? there : window.start;
}

function spoken(view: ScheduleView, start: number, now: number): string {
  const moment = momentAt(view, start, now);
  if (moment.state === 'slot') return 'proposed';
  if (moment.state === 'open') return 'nobody is blocked';
  return `not possible: ${moment.blockers.join('; ')}`;
}
