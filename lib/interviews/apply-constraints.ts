import type { WorkingWindow } from '@/lib/domain/availability';
import { type Interval, intersect, merge, subtract } from '@/lib/domain/interval';
import type { SchedulingConstraint } from '@/lib/domain/scheduling-constraint';
import type { PanelPerson } from '@/lib/scheduling/panel';
import { instantOf, wallAt } from '@/lib/scheduling/zone';
import { dateOfDay, dayNumber, weekdayOf } from './dates-in-words';

/** What is said about times; "not with" and lengths are somebody else's business. */
export type Timed = Extract<SchedulingConstraint, { kind: 'unavailable' | 'only' }>;
type Hours = { from: string; to: string };

const applies = (c: Timed, date: string): boolean =>
  (!c.since || date >= c.since) && (!c.until || date <= c.until);
const onDay = (c: Timed, date: string): boolean => !c.days || c.days.includes(weekdayOf(date));
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Wall-clock hours of one date after one constraint; windows past midnight are cut at midnight first. */
function restrict(hours: Hours[], constraint: Timed, date: string): Hours[] {
  if (!applies(constraint, date)) return hours;
  const spans = hours.map((h) => ({
    start: minutesOf(h.from),
    end: minutesOf(h.to) <= minutesOf(h.from) ? 1440 : minutesOf(h.to),
  }));
  const named = { start: minutesOf(constraint.from ?? '00:00'), end: minutesOf(constraint.to ?? '24:00') };
  const day = onDay(constraint, date);
  let left: Interval[];
  if (constraint.kind === 'unavailable') left = day ? subtract(spans, [named]) : spans;
  else left = day ? intersect(spans, [named]) : [];
  return left.map((s) => ({ from: clockOf(s.start), to: clockOf(s.end) }));
}

function datesOf(horizon: Interval, zone: string): string[] {
  const first = dayNumber(wallAt(zone, horizon.start).date) - 1;
  const last = dayNumber(wallAt(zone, horizon.end).date) + 1;
  return Array.from({ length: last - first + 1 }, (_, i) => dateOfDay(first + i));
}

const windowsOn = (hours: WorkingWindow[], date: string): Hours[] =>
  hours.filter((w) => w.days.includes(weekdayOf(date))).map(({ from, to }) => ({ from, to }));

/** The person's calendar of working hours with the confirmed constraints worked in, as dated overrides. */
export function constrainPerson<P extends Pick<PanelPerson, 'zone' | 'hours' | 'overrides'>>(
  person: P,
  constraints: readonly Timed[],
  horizon: Interval,
): P {
  if (constraints.length === 0) return person;
  const known = new Map(person.overrides.map((o) => [o.date, o]));
  for (const date of datesOf(horizon, person.zone)) {
    const before: Hours[] = known.get(date)?.hours ?? windowsOn(person.hours, date);
    const after = constraints.reduce((hours, c) => restrict(hours, c, date), before);
    if (JSON.stringify(after) !== JSON.stringify(before))
      known.set(date, { date, hours: after, why: 'scheduling note' });
  }
  return { ...person, overrides: [...known.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** When the candidate can, given windows they named and confirmed constraints; null = no restriction. */
export function candidateWindows(
  zone: string,
  named: Interval[] | null,
  constraints: readonly Timed[],
  horizon: Interval,
): Interval[] | null {
  if (constraints.length === 0) return named ? merge(named) : null;
  const open: Interval[] = [];
  const byZone = new Map<string, Timed[]>();
  for (const c of constraints) {
    const in_ = (c.kind === 'only' && c.zone) || zone;
    byZone.set(in_, [...(byZone.get(in_) ?? []), c]);
  }
  let windows: Interval[] = named ? merge(named) : [horizon];
  for (const [in_, group] of byZone) {
    open.length = 0;
    for (const date of datesOf(horizon, in_)) {
      const hours = group.reduce<Hours[]>((h, c) => restrict(h, c, date), [{ from: '00:00', to: '24:00' }]);
      for (const h of hours) {
        const start = instantOf(in_, date, h.from);
        const end =
          h.to === '24:00'
            ? instantOf(in_, dateOfDay(dayNumber(date) + 1), '00:00')
            : instantOf(in_, date, h.to);
        if (start < end) open.push({ start, end });
      }
    }
    windows = intersect(windows, open);
  }
  return windows;
}
