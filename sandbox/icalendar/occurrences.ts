import ICAL from 'ical.js';
import { timeOf, UTC, type Wall, type WallZone, wallOf } from './zones';

const DAY = 86_400_000;
/** A rule that makes more instances than this before the window ends is cut off. */
const MAX_STEPS = 60_000;

/** A date or date-time property with the zone it is meant in. */
export interface Moment {
  wall: Wall;
  zone: WallZone;
  isDate: boolean;
}

/** How long an event lasts: whole days by the wall clock plus elapsed ms. */
export interface Length {
  days: number;
  ms: number;
}

export type ZoneFinder = (tzid: string) => WallZone;

/** One value of a property as a moment; `floating` is the zone of times that name none. */
export function momentOf(
  property: ICAL.Property,
  value: unknown,
  zones: ZoneFinder,
  floating: WallZone,
): Moment {
  const time = value instanceof ICAL.Period ? value.start : value;
  if (!(time instanceof ICAL.Time) || !time.year || !time.month)
    throw new Error(`${property.name.toUpperCase()} is not a date or time`);
  if (time.isDate) return { wall: wallOf(time), zone: floating, isDate: true };
  if (time.zone === ICAL.Timezone.utcTimezone) return { wall: wallOf(time), zone: UTC, isDate: false };
  const tzid = property.getParameter('tzid');
  return { wall: wallOf(time), zone: tzid ? zones(String(tzid)) : floating, isDate: false };
}

export function firstMoment(
  event: ICAL.Component,
  name: string,
  zones: ZoneFinder,
  floating: WallZone,
): Moment | null {
  const property = event.getFirstProperty(name);
  return property ? momentOf(property, property.getFirstValue(), zones, floating) : null;
}

const instantOf = (moment: Moment): number => moment.zone.toInstant(moment.wall);

/** The same instant on the wall of another zone; dates stay dates. */
const wallIn = (moment: Moment, zone: WallZone): Wall =>
  moment.isDate ? moment.wall : zone.toWall(instantOf(moment));

export function lengthOf(
  event: ICAL.Component,
  start: Moment,
  zones: ZoneFinder,
  floating: WallZone,
): Length {
  const end = firstMoment(event, 'dtend', zones, floating);
  if (end) {
    if (start.isDate) return { days: Math.max(1, Math.round((end.wall - start.wall) / DAY)), ms: 0 };
    return { days: 0, ms: instantOf(end) - instantOf(start) };
  }
  const duration = event.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) {
    const sign = duration.isNegative ? -1 : 1;
    return {
      days: sign * (duration.weeks * 7 + duration.days),
      ms: sign * (duration.hours * 3600 + duration.minutes * 60 + duration.seconds) * 1000,
    };
  }
  return start.isDate ? { days: 1, ms: 0 } : { days: 0, ms: 0 };
}

export function endOf(wall: Wall, zone: WallZone, length: Length): number {
  return zone.toInstant(wall + length.days * DAY) + length.ms;
}

/** `UNTIL` on the wall the event repeats on, so that a UTC limit and a local start compare. */
function bounded(rule: ICAL.Recur, start: Moment): ICAL.Recur {
  const copy = rule.clone();
  if (!copy.until) return copy;
  const until = copy.until;
  const wall =
    until.isDate || until.zone !== ICAL.Timezone.utcTimezone
      ? wallOf(until)
      : start.zone.toWall(wallOf(until));
  copy.until = start.isDate ? timeOf(wall, true) : timeOf(until.isDate ? wall + DAY - 1000 : wall, false);
  return copy;
}

function ruleWalls(
  event: ICAL.Component,
  name: 'rrule' | 'exrule',
  start: Moment,
  last: Wall,
): { walls: Wall[]; cut: boolean } {
  const walls: Wall[] = [];
  for (const property of event.getAllProperties(name)) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) throw new Error(`${name.toUpperCase()} is not a recurrence rule`);
    const iterator = bounded(rule, start).iterator(timeOf(start.wall, start.isDate));
    for (let step = 0; ; step++) {
      const next = iterator.next();
      if (!next) break;
      const wall = wallOf(next);
      if (wall > last) break;
      if (step >= MAX_STEPS) return { walls, cut: true };
      walls.push(wall);
    }
  }
  return { walls, cut: false };
}

/** Wall clocks at which a series starts, up to `last`; DTSTART always counts. */
export function seriesWalls(
  event: ICAL.Component,
  start: Moment,
  last: Wall,
  zones: ZoneFinder,
  floating: WallZone,
): { walls: Wall[]; cut: boolean } {
  const dates = (name: string) =>
    event
      .getAllProperties(name)
      .flatMap((property) => property.getValues().map((value) => momentOf(property, value, zones, floating)));
  const rules = ruleWalls(event, 'rrule', start, last);
  const walls = new Set([
    start.wall,
    ...rules.walls,
    ...dates('rdate').map((moment) =>
      moment.isDate && !start.isDate ? moment.wall + (start.wall % DAY) : wallIn(moment, start.zone),
    ),
  ]);
  const gone = new Set(ruleWalls(event, 'exrule', start, last).walls);
  const goneDays = new Set<Wall>();
  for (const moment of dates('exdate')) {
    if (moment.isDate && !start.isDate) goneDays.add(moment.wall);
    else gone.add(start.isDate ? Math.floor(moment.wall / DAY) * DAY : wallIn(moment, start.zone));
  }
  const left = [...walls].filter((wall) => !gone.has(wall) && !goneDays.has(Math.floor(wall / DAY) * DAY));
  return { walls: left.sort((a, b) => a - b), cut: rules.cut };
}

/** Where on the series' wall a RECURRENCE-ID points. */
export function recurrenceWall(
  override: ICAL.Component,
  start: Moment,
  zones: ZoneFinder,
  floating: WallZone,
): Wall | null {
  const moment = firstMoment(override, 'recurrence-id', zones, floating);
  if (!moment) return null;
  if (start.isDate) return Math.floor((moment.isDate ? moment.wall : wallIn(moment, start.zone)) / DAY) * DAY;
  return moment.isDate ? moment.wall + (start.wall % DAY) : wallIn(moment, start.zone);
}
