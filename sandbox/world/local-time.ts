/** Wall clock to instant and back, with the time zone data of the runtime. */
const MINUTE = 60_000;
export const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
/** Null = the offset changes within that UTC day. */
const offsets = new Map<string, number | null>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Minutes east of UTC at an instant, asked of the runtime. */
function measured(zone: string, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!);
  return (wall - Math.floor(at / MINUTE) * MINUTE) / MINUTE;
}

/**
 * Minutes east of UTC at an instant (ms epoch). A UTC day that begins and ends with the same offset has no change in
 * it, so one answer serves the whole day; only the days of a change are asked minute by minute.
 */
export function offsetMinutes(zone: string, at: number): number {
  const day = Math.floor(at / DAY);
  const key = `${zone}|${day}`;
  let kept = offsets.get(key);
  if (kept === undefined) {
    const first = measured(zone, day * DAY);
    kept = first === measured(zone, (day + 1) * DAY) ? first : null;
    if (offsets.size > 100_000) offsets.clear();
    offsets.set(key, kept);
  }
  return kept ?? measured(zone, at);
}

/** A calendar date counted in days since 1970-01-01, free of any zone. */
export type DayNumber = number;

/** Local calendar date of an instant. */
export function dayOf(zone: string, at: number): DayNumber {
  return Math.floor((at + offsetMinutes(zone, at) * MINUTE) / DAY);
}

/** Instant of a wall-clock minute on a local date; in a gap the later side, in a fold the first pass. */
export function instantOf(zone: string, day: DayNumber, minute: number): number {
  const wall = day * DAY + minute * MINUTE;
  const first = wall - offsetMinutes(zone, wall - DAY) * MINUTE;
  if (offsetMinutes(zone, first) * MINUTE === wall - first) return first;
  const second = wall - offsetMinutes(zone, wall + DAY) * MINUTE;
  return offsetMinutes(zone, second) * MINUTE === wall - second ? second : first;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Weeks since an arbitrary Monday; gives every-other-week series their rhythm. */
export function weekOf(day: DayNumber): number {
  return Math.floor((day + 3) / 7);
}

export function isoDay(day: DayNumber): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
