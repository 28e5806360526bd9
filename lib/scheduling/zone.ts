import { Failure } from '@/lib/domain/problem';
import { DAY, dateText, parseDate, parseTime, timeText, weekdayOf } from './civil-date';

/** UTC offsets of one zone over `[from, to)`; `offsets[i]` holds from `starts[i]` on. All in minutes. */
export interface OffsetTable {
  from: number;
  to: number;
  starts: number[];
  offsets: number[];
}

/**
 * Distance of two probes when looking for offset changes, minutes. Two changes that cancel each other are at
 * least 6.95 days apart in the IANA database from 1970 on (Gaza 2040, Brazil 2000), so six days miss none.
 */
const PROBE = 6 * DAY;
/** A cached table is widened to take in a new span, unless that would make it longer than this, minutes. */
const LONGEST = 800 * DAY;

const formats = new Map<string, Intl.DateTimeFormat>();
const tables = new Map<string, OffsetTable>();

/** Drops what was learnt about zones, so that a measurement can start cold. Answers never depend on it. */
export function forgetZones(): void {
  tables.clear();
}

/** True when this machine knows the IANA zone name. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

/**
 * The offsets of `zone` over at least `[from, to)` (epoch minutes).
 * @throws Failure `unknown-zone`
 */
export function offsetTable(zone: string, from: number, to: number): OffsetTable {
  const known = tables.get(zone);
  if (known && known.from <= from && known.to >= to) return known;
  const start = known ? Math.min(known.from, from) : from;
  const end = known ? Math.max(known.to, to) : to;
  const table = end - start <= LONGEST ? buildTable(zone, start, end) : buildTable(zone, from, to);
  tables.set(zone, table);
  return table;
}

function buildTable(zone: string, from: number, to: number): OffsetTable {
  const format = formatOf(zone);
  let offset = readOffset(format, from);
  const table: OffsetTable = { from, to, starts: [from], offsets: [offset] };
  for (let seen = from; seen < to; ) {
    const probe = Math.min(seen + PROBE, to);
    const next = readOffset(format, probe);
    if (next === offset) {
      seen = probe;
      continue;
    }
    let before = seen;
    let after = probe;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (readOffset(format, middle) === offset) before = middle;
      else after = middle;
    }
    offset = readOffset(format, after);
    if (after < to) {
      table.starts.push(after);
      table.offsets.push(offset);
    }
    seen = after;
  }
  return table;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
      });
    } catch {
      throw new Failure({
        code: 'unknown-zone',
        message: `There is no time zone called "${zone}".`,
        next: 'Use an IANA name such as "Europe/Berlin".',
        subject: zone,
      });
    }
    formats.set(zone, format);
  }
  return format;
}

/** Offset at an epoch minute: what the wall clock shows there, minus UTC. The text is day, hour, minute. */
function readOffset(format: Intl.DateTimeFormat, minute: number): number {
  const text = format.format(minute * 60_000);
  const fields = [0, 0, 0];
  let field = -1;
  let inDigits = false;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    const isDigit = digit >= 0 && digit <= 9;
    if (isDigit && !inDigits) field++;
    if (isDigit) fields[field] = (fields[field] as number) * 10 + digit;
    inDigits = isDigit;
  }
  const [day, hour, min] = fields as [number, number, number];
  let days = day - new Date(minute * 60_000).getUTCDate();
  // Only yesterday, today and tomorrow are possible; a big difference is the turn of a month.
  if (days > 1) days = -1;
  else if (days < -1) days = 1;
  const utc = ((minute % DAY) + DAY) % DAY;
  return days * DAY + hour * 60 + min - utc;
}

/** UTC offset of `zone` at an epoch minute, minutes east of UTC. */
export function offsetAt(zone: string, minute: number): number {
  const table = offsetTable(zone, minute, minute + 1);
  return table.offsets[segmentAt(table, minute)] as number;
}

/** Index of the table's segment that holds the epoch minute. */
export function segmentAt(table: OffsetTable, minute: number): number {
  let i = table.starts.length - 1;
  while (i > 0 && (table.starts[i] as number) > minute) i--;
  return i;
}

/** What a wall clock and a wall calendar in `zone` show at an instant. */
export interface Wall {
  /** `YYYY-MM-DD` */
  date: string;
  /** Days since 1970-01-01. */
  day: number;
  /** 0 = Sunday … 6 = Saturday. */
  weekday: number;
  /** `HH:MM` */
  time: string;
  /** Minutes after local midnight as the clock shows them. */
  minuteOfDay: number;
}

/** Reads the wall clock of `zone` at an instant (ms epoch). @throws Failure `unknown-zone` */
export function wallAt(zone: string, instant: number): Wall {
  const minute = Math.floor(instant / 60_000);
  const local = minute + offsetAt(zone, minute);
  const day = Math.floor(local / DAY);
  const minuteOfDay = local - day * DAY;
  return { date: dateText(day), day, weekday: weekdayOf(day), time: timeText(minuteOfDay), minuteOfDay };
}

/** First instant (ms epoch) whose local date in `zone` is `date` or later; not always 00:00 on the clock. */
export function startOfLocalDate(zone: string, date: string): number {
  return startOfDay(zone, dayOrFail(date)) * 60_000;
}

/** First epoch minute whose local day in `zone` is `day` (a day number) or later. */
export function startOfDay(zone: string, day: number): number {
  const local = day * DAY;
  const table = offsetTable(zone, local - 2 * DAY, local + 2 * DAY);
  for (let i = segmentAt(table, local - 2 * DAY); i < table.starts.length; i++) {
    const begin = table.starts[i] as number;
    const end = table.starts[i + 1] ?? table.to;
    const midnight = local - (table.offsets[i] as number);
    if (midnight < end) return Math.max(begin, midnight);
  }
  return local;
}

/**
 * The instant (ms epoch) when the clock in `zone` shows `date` and `time` (`24:00` allowed). A time that comes
 * twice gives the first; a time the clock skips is moved forward by the skip, as iCalendar and ECMAScript do.
 */
export function instantOf(zone: string, date: string, time: string): number {
  const minuteOfDay = parseTime(time);
  if (minuteOfDay === null)
    throw badWall(`"${time}" is not a time of day.`, 'Write it as HH:MM, such as 09:30.');
  const local = dayOrFail(date) * DAY + minuteOfDay;
  const table = offsetTable(zone, local - 2 * DAY, local + 2 * DAY);
  const first = segmentAt(table, local - 2 * DAY);
  for (let i = first; i < table.starts.length; i++) {
    const minute = local - (table.offsets[i] as number);
    const end = table.starts[i + 1] ?? table.to;
    if (minute >= end) continue;
    // Before this segment began: the clock jumped over this time, so count on with the offset before.
    const begin = table.starts[i] as number;
    return (minute >= begin || i === first ? minute : local - (table.offsets[i - 1] as number)) * 60_000;
  }
  return (local - (table.offsets[table.offsets.length - 1] as number)) * 60_000;
}

function dayOrFail(date: string): number {
  const day = parseDate(date);
  if (day === null) throw badWall(`"${date}" is not a date.`, 'Write it as YYYY-MM-DD, such as 2027-03-15.');
  return day;
}

function badWall(message: string, next: string): Failure {
  return new Failure({ code: 'bad-wall-time', message, next });
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 16 Mar` in a zone; instant in ms epoch. */
export function dayLabel(zone: string, instant: number): string {
  const wall = wallAt(zone, instant);
  const [, month, day] = wall.date.split('-');
  return `${WEEKDAYS[wall.weekday]} ${Number(day)} ${MONTHS[Number(month) - 1]}`;
}

/** `Tue 16 Mar 09:30` in a zone; instant in ms epoch. */
export function timeLabel(zone: string, instant: number): string {
  return `${dayLabel(zone, instant)} ${wallAt(zone, instant).time}`;
}

/** Day number of the local date in `zone` at an epoch minute. */
export function localDay(zone: string, minute: number): number {
  return Math.floor((minute + offsetAt(zone, minute)) / DAY);
}
