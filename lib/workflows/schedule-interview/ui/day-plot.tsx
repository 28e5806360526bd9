import type { KeyboardEvent, PointerEvent } from 'react';
import { cx } from '@/components/class-names';
import { cityOf, clockTime, dayName, localDate, timeRange } from '@/components/zoned';
import type { Interval } from '@/lib/domain/interval';
import type { ProposedSlot } from '@/lib/scheduling/panel';
import type { ScheduleView } from '../contract';
import type { LaneRow, LaneSpan } from './day-lanes';

const HOUR = 3_600_000;

const FILL: Record<LaneSpan['kind'], string> = {
  busy: 'bg-busy rounded-[3px]',
  tentative: 'fill-tentative rounded-[3px]',
  'out-of-office': 'bg-away rounded-[3px]',
  buffer: 'bg-buffer',
  unknown: 'fill-unknown',
};

interface DayPlotProps {
  view: ScheduleView;
  window: Interval;
  rows: LaneRow[];
  slots: { slot: ProposedSlot; rank: number }[];
  /** Start under the cursor, ms epoch. */
  at: number;
  /** Grid of starts, ms. */
  step: number;
  hovered: number | null;
  onHover: (at: number | null) => void;
  onMove: (at: number) => void;
  onDay: (days: 1 | -1) => void;
  /** What is said about a start. */
  speak: (start: number) => string;
}

/**
 * Lanes on a shared time axis, drawn as boxes placed in percent: few nodes, and it follows every width. The
 * cursor over all lanes is a slider, so a keyboard and a screen reader walk the same starts as the mouse.
 */
export function DayPlot(props: DayPlotProps) {
  const { view, window, rows, slots, at, step, hovered, onHover, onMove, onDay, speak } = props;
  const length = window.end - window.start;
  const box = (span: Interval) => ({
    left: `${((span.start - window.start) / length) * 100}%`,
    width: `${((span.end - span.start) / length) * 100}%`,
  });
  const duration = view.setup.durationMinutes * 60_000;
  const cursor = hovered ?? at;
  const inside = cursor >= window.start && cursor < window.end;

  const startAt = (event: PointerEvent<HTMLElement>): number => {
    const area = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - area.left) / Math.max(1, area.width);
    // The meeting is centred under the pointer, on the grid of starts.
    const raw = window.start + share * length - duration / 2;
    const snapped = window.start + Math.round((raw - window.start) / step) * step;
    return Math.max(window.start, Math.min(window.end - step, snapped));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowRight: at + step,
      ArrowUp: at + step,
      ArrowLeft: at - step,
      ArrowDown: at - step,
      Home: window.start,
      End: window.end - duration,
    };
    const to = moves[event.key];
    if (event.key === 'PageUp') onDay(-1);
    else if (event.key === 'PageDown') onDay(1);
    else if (to !== undefined) onMove(Math.max(window.start, Math.min(window.end - step, to)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] pt-1.5 medium:grid-cols-[112px_minmax(0,1fr)]">
      <Ruler window={window} zone={view.recruiterZone} label="You" />
      {view.candidate.zone !== view.recruiterZone && (
        <Ruler window={window} zone={view.candidate.zone} label="Candidate" />
      )}
      <div className="flex flex-col">
        {rows.map(({ person }) => (
          <span
            key={person.id}
            className={cx(
              'flex h-7 items-center border-t border-line pr-2 pl-3',
              person.optional && 'text-muted',
            )}
            title={`${person.name}${person.optional ? ' (optional)' : ''}`}
          >
            <span className="truncate text-sm">{shortName(person.name)}</span>
          </span>
        ))}
      </div>
      <div
        className="relative mr-3"
        onPointerMove={(event) => onHover(startAt(event))}
        onPointerLeave={() => onHover(null)}
        onPointerDown={(event) => onMove(startAt(event))}
      >
        {rows.map((row) => (
          <div key={row.person.id} className="relative h-7 border-t border-line">
            <div
              className={cx(
                'absolute inset-y-[3px] inset-x-0 overflow-hidden rounded-sm bg-off',
                row.person.optional && 'opacity-60',
              )}
            >
              {row.working.map((span) => (
                <i key={`w${span.start}`} className="absolute inset-y-0 bg-free" style={box(span)} />
              ))}
              {row.spans.map((span) => (
                <i
                  key={`${span.kind}${span.start}`}
                  className={cx('absolute inset-y-0', FILL[span.kind])}
                  style={box(span)}
                />
              ))}
            </div>
          </div>
        ))}
        {ticks(window, length).map((tick) => (
          <i
            key={tick}
            className="pointer-events-none absolute inset-y-0 w-px bg-line opacity-70"
            style={{ left: box({ start: tick, end: tick }).left }}
          />
        ))}
        {slots.map(({ slot, rank }) => (
          <span
            key={slot.start}
            className={cx(
              'pointer-events-none absolute inset-y-0 rounded-sm border-2 border-accent',
              slot.start === cursor ? 'bg-accent/25' : 'bg-accent/10',
            )}
            style={box(slot)}
          >
            <span className="tabular absolute -top-2 left-1/2 z-10 inline-flex h-4 min-w-4 -translate-x-1/2 items-center justify-center rounded-sm bg-accent px-1 text-xs font-semibold text-on-accent">
              {rank + 1}
            </span>
          </span>
        ))}
        <span
          role="slider"
          tabIndex={0}
          data-day-cursor
          aria-label={`Start, ${dayName(window.start, view.recruiterZone)}`}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={Math.round(length / 60_000)}
          aria-valuenow={Math.max(0, Math.round((at - window.start) / 60_000))}
          aria-valuetext={`${timeRange(at, at + duration, view.recruiterZone)}, ${speak(at)}`}
          onKeyDown={onKeyDown}
          className={cx(
            'absolute -inset-y-px rounded-sm border border-dashed outline-offset-0',
            slots.some(({ slot }) => slot.start === cursor) ? 'border-transparent' : 'border-ink/70',
            !inside && 'opacity-0 focus-visible:opacity-100',
          )}
          style={box({ start: cursor, end: Math.min(cursor + duration, window.end) })}
        />
      </div>
    </div>
  );
}

/** Hour marks of one zone above the lanes; a new day there is named. */
function Ruler({ window, zone, label }: { window: Interval; zone: string; label: string }) {
  const length = window.end - window.start;
  const every = length > 14 * HOUR ? 3 : 2;
  // Zones with half hours have their own full hours.
  const shift = Number(clockTime(window.start, zone).slice(3)) * 60_000;
  const marks = ticks({ start: window.start + (shift ? HOUR - shift : 0), end: window.end }, length)
    .filter((tick) => (tick - window.start) / length < 0.97)
    .filter((tick) => Number(clockTime(tick, zone).slice(0, 2)) % every === 0);
  const otherDay = localDate(window.start, zone) !== localDate(window.end - 1, zone);
  return (
    <>
      <span
        className="flex h-5 min-w-0 items-center pr-2 pl-3 text-xs text-muted"
        title={`${label}: ${zone}`}
      >
        <span className="truncate">{cityOf(zone)}</span>
      </span>
      <span className="tabular relative mr-3 h-5 text-xs text-muted" aria-hidden="true">
        {marks.map((tick) => (
          <span
            key={tick}
            className={cx('absolute top-0.5 whitespace-nowrap', tick > window.start && '-translate-x-1/2')}
            style={{ left: `${((tick - window.start) / length) * 100}%` }}
          >
            {otherDay && clockTime(tick, zone) === '00:00'
              ? dayName(tick, zone).split(' ')[0]
              : Number(clockTime(tick, zone).slice(0, 2))}
          </span>
        ))}
      </span>
    </>
  );
}

function ticks(window: Interval, length: number): number[] {
  const made: number[] = [];
  for (let tick = window.start; tick <= window.end && made.length <= length / HOUR; tick += HOUR)
    made.push(tick);
  return made;
}

/** `Priya N.`: enough to know the person in a narrow column; the full name is in the title and the table. */
function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? [...(words[words.length - 1] ?? '')][0] : undefined;
  return last ? `${words[0]} ${last}.` : name;
}
