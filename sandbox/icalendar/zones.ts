import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { ianaOf, isIana } from '../zones';

/** A wall clock, written as the ms epoch it would be if the wall hung in Greenwich. */
export type Wall = number;

export interface WallZone {
  toInstant(wall: Wall): number;
  toWall(at: number): Wall;
}

export const UTC: WallZone = { toInstant: (wall) => wall, toWall: (at) => at };

export function ianaZone(name: string): WallZone {
  return {
    toInstant: (wall) =>
      DateTime.fromMillis(wall, { zone: 'UTC' }).setZone(name, { keepLocalTime: true }).toMillis(),
    toWall: (at) => at + DateTime.fromMillis(at, { zone: name }).offset * 60_000,
  };
}

function fixedZone(minutes: number): WallZone {
  return { toInstant: (wall) => wall - minutes * 60_000, toWall: (at) => at + minutes * 60_000 };
}

export function wallOf(time: ICAL.Time): Wall {
  return Date.UTC(
    time.year,
    time.month - 1,
    time.day,
    time.isDate ? 0 : time.hour,
    time.isDate ? 0 : time.minute,
    time.isDate ? 0 : time.second,
  );
}

export function timeOf(wall: Wall, isDate: boolean): ICAL.Time {
  const at = new Date(wall);
  return ICAL.Time.fromData({
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    isDate,
    ...(isDate ? {} : { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() }),
  });
}

/** A zone the file describes itself, with rules nobody else knows. */
function describedZone(component: ICAL.Component): WallZone {
  const zone = new ICAL.Timezone({ component });
  return {
    toInstant: (wall) => {
      const time = timeOf(wall, false);
      time.zone = zone;
      return time.toUnixTime() * 1000;
    },
    toWall: (at) => wallOf(ICAL.Time.fromJSDate(new Date(at), true).convertToZone(zone)),
  };
}

const OFFSET_NAME = /^\(?(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\)?/i;

/** Finds what a TZID of one file means. `unknown` is told about names that had to be guessed. */
export function createZoneFinder(
  calendar: ICAL.Component,
  owner: string,
  unknown: (tzid: string, read: string) => void,
) {
  const known = new Map<string, WallZone>();
  const described = new Map<string, ICAL.Component>();
  for (const component of calendar.getAllSubcomponents('vtimezone'))
    described.set(String(component.getFirstPropertyValue('tzid')), component);

  function find(tzid: string): WallZone {
    const name = tzid.replace(/^"|"$/g, '').trim();
    const iana = ianaOf(name) ?? tail(name);
    if (iana) return ianaZone(iana);
    const own = described.get(tzid) ?? described.get(name);
    const location = own?.getFirstPropertyValue('x-lic-location');
    if (typeof location === 'string' && isIana(location)) return ianaZone(location);
    if (own && (own.getFirstSubcomponent('standard') || own.getFirstSubcomponent('daylight')))
      return describedZone(own);
    const city = byPlace(name);
    if (city) {
      unknown(name, `read as ${city}`);
      return ianaZone(city);
    }
    const offset = OFFSET_NAME.exec(name);
    if (offset) {
      unknown(name, 'read as a fixed offset from UTC, without daylight saving');
      return fixedZone((offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0)));
    }
    unknown(name, `read in the owner's zone, ${owner}`);
    return ianaZone(owner);
  }
  return (tzid: string): WallZone => {
    const zone = known.get(tzid) ?? find(tzid);
    known.set(tzid, zone);
    return zone;
  };
}

const NORTH_AMERICA: [RegExp, string][] = [
  [/\beastern time\b/i, 'America/New_York'],
  [/\bcentral time\b/i, 'America/Chicago'],
  [/\bmountain time\b/i, 'America/Denver'],
  [/\bpacific time\b/i, 'America/Los_Angeles'],
];

let cities: Map<string, string> | null = null;

/** Display names list places: "(UTC+01:00) Amsterdam, Berlin, Bern". The first place with a zone of its own decides. */
function byPlace(name: string): string | null {
  const american = NORTH_AMERICA.find(([form]) => form.test(name));
  if (american) return american[1];
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase(),
      zone,
    ]),
  );
  for (const place of name.replace(/^\([^)]*\)/, '').split(',')) {
    const zone = cities.get(place.trim().toLowerCase());
    if (zone) return zone;
  }
  return null;
}

/** `/example.org/20200101_1/Europe/Berlin` ends in a name everybody knows. */
function tail(name: string): string | null {
  const parts = name.split('/').filter(Boolean);
  for (let from = 1; from < parts.length; from++) {
    const rest = parts.slice(from).join('/');
    if (rest.includes('/') && isIana(rest)) return rest;
  }
  return null;
}
