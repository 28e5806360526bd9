/** Instants (ms epoch) as words and dates in an IANA zone, by the browser's own zone data. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** `15:00` */
export const clockTime = (at: number, zone: string): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** `Tue 24 Nov` */
export const dayName = (at: number, zone: string): string =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');

/** `15:00–16:00`; an end on another day says which. */
export function timeRange(start: number, end: number, zone: string): string {
  const sameDay = localDate(start, zone) === localDate(end - 1, zone);
  return `${clockTime(start, zone)}–${sameDay ? '' : `${dayName(end, zone)} `}${clockTime(end, zone)}`;
}

/** `Los Angeles`: the last part of the zone's name. */
export const cityOf = (zone: string): string => (zone.split('/').pop() ?? zone).replaceAll('_', ' ');

/** `GMT-5` */
export function offsetName(at: number, zone: string): string {
  const minutes = Math.round(offsetOf(at, zone) / 60_000);
  if (minutes === 0) return 'GMT';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `GMT${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** `2026-11-24` */
export const localDate = (at: number, zone: string): string => {
  const part = parts(at, zone);
  return `${part.year}-${part.month}-${part.day}`;
};

function parts(at: number, zone: string): Record<string, string> {
  const fields = format(zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  return Object.fromEntries(fields.map((field) => [field.type, field.value]));
}

/** Wall clock minus UTC, ms. */
function offsetOf(at: number, zone: string): number {
  const part = parts(at, zone);
  const wall = Date.parse(
    `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`,
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** The instant of a wall clock; a time skipped by a DST change becomes the same distance after it. */
export function instantOf(date: string, time: string, zone: string): number {
  const wall =
    Date.parse(`${date}T${time === '24:00' ? '00:00' : time}:00Z`) + (time === '24:00' ? 86_400_000 : 0);
  const first = wall - offsetOf(wall, zone);
  return wall - offsetOf(first, zone);
}

/** The calendar date `days` later. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The next date (`YYYY-MM-DD`) that is no Saturday or Sunday. */
export function nextWorkday(date: string): string {
  const next = addDays(date, 1);
  return [0, 6].includes(new Date(`${next}T00:00:00Z`).getUTCDay()) ? nextWorkday(next) : next;
}

export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** `12 s`, `3 min`, `2 h`, `4 days` */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.round(hours / 24);
  return days === 1 ? '1 day' : `${days} days`;
}
