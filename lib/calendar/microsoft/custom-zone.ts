import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import type { GraphZone } from './schemas';
import { ianaOf } from './zone-names';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MINUTE = 60_000;
const DAY = 86_400_000;

type Turn = NonNullable<GraphZone['standardOffset']>;

/** Wall-clock instant (as if UTC) at which a rule turns in `year`; the fifth weekday means the last. */
function turnIn(year: number, turn: Turn): number {
  const first = Date.UTC(year, turn.month - 1, 1);
  const weekday = DAYS.indexOf(turn.dayOfWeek.toLowerCase());
  const last = Date.UTC(year, turn.month, 0);
  let day =
    first + ((weekday - new Date(first).getUTCDay() + 7) % 7) * DAY + (turn.dayOccurrence - 1) * 7 * DAY;
  while (day > last) day -= 7 * DAY;
  const [hours = 0, minutes = 0, seconds = 0] = turn.time.split(':').map((part) => Math.trunc(Number(part)));
  return day + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/**
 * Offsets (minutes east of UTC) the rule gives at instants that tell zones apart: mid-months, and a moment before
 * and after each change. By the Win32 convention, which Microsoft's own example follows, UTC = local + bias.
 */
function fingerprint(zone: GraphZone, years: readonly number[]): { at: number; offset: number }[] | null {
  if (zone.bias === undefined) return null;
  const standard = -zone.bias;
  const { standardOffset, daylightOffset } = zone;
  const points: { at: number; offset: number }[] = [];
  const changes = Boolean(standardOffset?.month && daylightOffset?.month);
  for (const year of years) {
    const middles = Array.from({ length: 12 }, (_, month) => Date.UTC(year, month, 15, 12));
    if (!changes || !standardOffset || !daylightOffset) {
      points.push(...middles.map((at) => ({ at, offset: standard })));
      continue;
    }
    const daylight = standard - daylightOffset.daylightBias;
    const on = turnIn(year, daylightOffset) - standard * MINUTE;
    const off = turnIn(year, standardOffset) - daylight * MINUTE;
    if (Number.isNaN(on) || Number.isNaN(off)) return null;
    const offsetAt = (at: number) => {
      const summer = on < off ? at >= on && at < off : at >= on || at < off;
      return summer ? daylight : standard;
    };
    for (const at of [...middles, on - MINUTE, on + MINUTE, off - MINUTE, off + MINUTE]) {
      points.push({ at, offset: offsetAt(at) });
    }
  }
  return points;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC in `zone` at `at`. */
export function offsetOf(zone: string, at: number): number {
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
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute);
  return Math.round((wall - at) / MINUTE);
}

/** Zones tried, the ones with many people first so that their name is chosen among equals. */
const COMMON = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];

/** Same rule, same answer; a company has few of them. */
const answered = new Map<string, string | undefined>();

/**
 * The IANA zone whose offsets over this year and the next two equal those of a custom rule; undefined when none
 * does: hours in a zone nobody can name are better left unused than moved.
 */
export function ianaOfCustom(zone: GraphZone, now: number): string | undefined {
  const year = new Date(now).getUTCFullYear();
  const asked = `${year} ${JSON.stringify(zone)}`;
  if (!answered.has(asked)) answered.set(asked, search(fingerprint(zone, [year, year + 1, year + 2])));
  return answered.get(asked);
}

function search(points: { at: number; offset: number }[] | null): string | undefined {
  if (!points) return undefined;
  const fits = (name: string) => points.every(({ at, offset }) => offsetOf(name, at) === offset);
  const common = COMMON.find(fits);
  if (common) return common;
  const windows = new Set(WINDOWS_TO_IANA_MAP.map((entry) => entry.windowsName));
  for (const name of windows) {
    const iana = ianaOf(name);
    if (iana !== undefined && fits(iana)) return iana;
  }
  return undefined;
}
