import ICAL from 'ical.js';
import type { WorldEvent, WorldStatus } from '../world/types';
import {
  endOf,
  firstMoment,
  lengthOf,
  type Moment,
  momentOf,
  recurrenceWall,
  seriesWalls,
  type ZoneFinder,
} from './occurrences';
import { createZoneFinder, ianaZone, type WallZone } from './zones';

export interface Owner {
  mailbox: string;
  /** IANA zone: all-day and floating times are meant in it. */
  zone: string;
}

export type CalendarProblem = 'not-a-calendar' | 'bad-event' | 'unknown-zone' | 'endless-rule' | 'no-events';

export interface Reading {
  events: WorldEvent[];
  problems: { code: CalendarProblem; message: string }[];
}

const BUSY_STATUS: Record<string, WorldStatus> = {
  FREE: 'free',
  TENTATIVE: 'tentative',
  BUSY: 'busy',
  OOF: 'oof',
  WORKINGELSEWHERE: 'elsewhere',
};
const FREE_BUSY: Record<string, WorldStatus> = {
  FREE: 'free',
  BUSY: 'busy',
  'BUSY-TENTATIVE': 'tentative',
  'BUSY-UNAVAILABLE': 'oof',
};

const text = (event: ICAL.Component, name: string): string => String(event.getFirstPropertyValue(name) ?? '');
const sequenceOf = (event: ICAL.Component) => Number(event.getFirstPropertyValue('sequence') ?? 0) || 0;
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Dates that forgot to say `VALUE=DATE`, as many exporters write them. */
const BARE_DATE =
  /^((?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;(?!VALUE=)[^:;\r\n]*)*):(\d{8}(?:,\d{8})*)[ \t]*$/gim;

/** The calendars in a text; throws with the parser's reason. */
function calendarsIn(source: string): ICAL.Component[] {
  const parsed: unknown = ICAL.parse(source.replace(/^\uFEFF/, '').replace(BARE_DATE, '$1;VALUE=DATE:$2'));
  if (!Array.isArray(parsed) || parsed.length === 0) return [];
  const roots = typeof parsed[0] === 'string' ? [parsed] : parsed;
  return roots.map((root) => new ICAL.Component(root)).filter((component) => component.name === 'vcalendar');
}

/** How the owner answered, when the owner is on the guest list. */
function answerOf(event: ICAL.Component, mailbox: string): string {
  const own = event
    .getAllProperties('attendee')
    .find((one) => String(one.getFirstValue()).toLowerCase() === `mailto:${mailbox.toLowerCase()}`);
  return String(own?.getParameter('partstat') ?? '').toUpperCase();
}

/** The status an event has in the owner's calendar; null = it is not there at all. */
function statusOf(event: ICAL.Component, mailbox: string): WorldStatus | null {
  const answer = answerOf(event, mailbox);
  if (text(event, 'status').toUpperCase() === 'CANCELLED' || answer === 'DECLINED') return null;
  if (text(event, 'transp').toUpperCase() === 'TRANSPARENT') return 'free';
  const marked = BUSY_STATUS[text(event, 'x-microsoft-cdo-busystatus').toUpperCase()];
  if (marked && marked !== 'busy') return marked;
  return text(event, 'status').toUpperCase() === 'TENTATIVE' || answer === 'TENTATIVE' ? 'tentative' : 'busy';
}

/**
 * Reads an iCalendar text as one person's events. Series are expanded inside `window` (ms epoch); single events are
 * kept wherever they lie. Never throws: what cannot be read is a problem, and the rest is kept.
 */
export function readCalendar(source: string, owner: Owner, window: { from: number; to: number }): Reading {
  const events: WorldEvent[] = [];
  const problems: Reading['problems'] = [];
  const report = (code: CalendarProblem, message: string) => void problems.push({ code, message });
  let calendars: ICAL.Component[];
  try {
    calendars = calendarsIn(source);
  } catch (error) {
    report('not-a-calendar', reasonOf(error));
    return { events, problems };
  }
  if (calendars.length === 0) report('not-a-calendar', 'There is no VCALENDAR in it.');
  const floating = ianaZone(owner.zone);

  for (const calendar of calendars) {
    const zones = createZoneFinder(calendar, owner.zone, (tzid, read) =>
      report('unknown-zone', `Time zone "${tzid}" is unknown; ${read}.`),
    );
    for (const [uid, group] of groupsIn(calendar)) {
      try {
        events.push(...expand(uid, group, { owner, window, zones, floating, report }));
      } catch (error) {
        report(
          'bad-event',
          `Event "${text(group.masters[0] ?? group.overrides[0] ?? calendar, 'summary') || uid}": ${reasonOf(error)}`,
        );
      }
    }
    for (const freeBusy of calendar.getAllSubcomponents('vfreebusy')) {
      try {
        events.push(...periodsOf(freeBusy, owner, zones, floating));
      } catch (error) {
        report('bad-event', `Free/busy block: ${reasonOf(error)}`);
      }
    }
  }
  if (calendars.length > 0 && events.length === 0)
    report('no-events', 'It has no event that marks any time in the period the sandbox shows.');
  return { events: unique(events), problems };
}

interface Group {
  masters: ICAL.Component[];
  overrides: ICAL.Component[];
}

/** Events by UID. Of several versions only the one with the highest SEQUENCE counts. */
function groupsIn(calendar: ICAL.Component): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const [index, event] of calendar.getAllSubcomponents('vevent').entries()) {
    const uid = text(event, 'uid') || `event-${index + 1}`;
    const group = groups.get(uid) ?? { masters: [], overrides: [] };
    (event.hasProperty('recurrence-id') ? group.overrides : group.masters).push(event);
    groups.set(uid, group);
  }
  for (const group of groups.values()) {
    const newest = Math.max(...group.masters.map(sequenceOf));
    group.masters = group.masters.filter((event) => sequenceOf(event) === newest);
    group.overrides.sort((a, b) => sequenceOf(a) - sequenceOf(b));
  }
  return groups;
}

interface Reader {
  owner: Owner;
  window: { from: number; to: number };
  zones: ZoneFinder;
  floating: WallZone;
  report(code: CalendarProblem, message: string): void;
}

function expand(uid: string, { masters, overrides }: Group, reader: Reader): WorldEvent[] {
  const { owner, window, zones, floating, report } = reader;
  const made: WorldEvent[] = [];
  const broken = new Set<ICAL.Component>();

  function emit(event: ICAL.Component, start: Moment, wall: number, recurring: boolean, shift = 0): void {
    const status = statusOf(event, owner.mailbox);
    const from = start.zone.toInstant(wall + shift);
    const end = endOf(
      wall + shift,
      start.zone,
      lengthOf(event, firstMoment(event, 'dtstart', zones, floating) ?? start, zones, floating),
    );
    if (end < from) {
      if (!broken.has(event))
        report('bad-event', `Event "${text(event, 'summary') || uid}": it ends before it starts`);
      broken.add(event);
      return;
    }
    if (!status || end === from) return;
    const organizer = text(event, 'organizer').replace(/^mailto:/i, '');
    made.push({
      id: recurring ? `${uid}/${from}` : uid,
      mailbox: owner.mailbox,
      organizer: organizer || owner.mailbox,
      title: text(event, 'summary') || '(no title)',
      start: from,
      end,
      status,
      isPrivate: /^(PRIVATE|CONFIDENTIAL)$/i.test(text(event, 'class')),
      allDay: start.isDate,
      recurringId: recurring ? uid : null,
      cancelled: false,
    });
  }
  const startOf = (event: ICAL.Component): Moment => {
    const start = firstMoment(event, 'dtstart', zones, floating);
    if (!start) throw new Error('it has no start');
    return start;
  };
  const single = (event: ICAL.Component) => {
    const start = startOf(event);
    emit(event, start, start.wall, true);
  };

  if (masters.length === 0) for (const override of overrides) single(override);
  for (const master of masters) {
    const start = startOf(master);
    const recurring = master.hasProperty('rrule') || master.hasProperty('rdate');
    if (!recurring) {
      emit(master, start, start.wall, false);
      continue;
    }
    const replaced = new Map<number, ICAL.Component>();
    let onwards: { from: number; event: ICAL.Component; shift: number } | null = null;
    for (const override of overrides) {
      const wall = recurrenceWall(override, start, zones, floating);
      if (wall === null) continue;
      replaced.set(wall, override);
      const range = String(
        override.getFirstProperty('recurrence-id')?.getParameter('range') ?? '',
      ).toUpperCase();
      if (range === 'THISANDFUTURE')
        onwards = {
          from: wall,
          event: override,
          shift: start.zone.toWall(startOf(override).zone.toInstant(startOf(override).wall)) - wall,
        };
    }
    const { walls, cut } = seriesWalls(master, start, start.zone.toWall(window.to), zones, floating);
    if (cut)
      report(
        'endless-rule',
        `Event "${text(master, 'summary') || uid}" repeats too often; its later instances were left out.`,
      );
    for (const wall of walls) {
      if (replaced.has(wall) || start.zone.toInstant(wall) < window.from) continue;
      if (onwards && wall > onwards.from) emit(onwards.event, start, wall, true, onwards.shift);
      else emit(master, start, wall, true);
    }
    for (const override of new Set(replaced.values())) single(override);
  }
  return made;
}

function periodsOf(
  freeBusy: ICAL.Component,
  owner: Owner,
  zones: ZoneFinder,
  floating: WallZone,
): WorldEvent[] {
  return freeBusy.getAllProperties('freebusy').flatMap((property) => {
    const status = FREE_BUSY[String(property.getParameter('fbtype') ?? 'BUSY').toUpperCase()] ?? 'busy';
    return property.getValues().flatMap((value): WorldEvent[] => {
      if (!(value instanceof ICAL.Period)) throw new Error('FREEBUSY is not a period');
      const start = momentOf(property, value, zones, floating);
      const from = start.zone.toInstant(start.wall);
      const end = from + value.getDuration().toSeconds() * 1000;
      if (status === 'free' || end <= from) return [];
      return [
        {
          id: `free-busy/${from}`,
          mailbox: owner.mailbox,
          organizer: owner.mailbox,
          title: 'Busy',
          start: from,
          end,
          status,
          isPrivate: false,
          allDay: false,
          recurringId: null,
          cancelled: false,
        },
      ];
    });
  });
}

/** Ids are unique within a mailbox; files that use a UID twice get numbered. */
function unique(events: WorldEvent[]): WorldEvent[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const times = (seen.get(event.id) ?? 0) + 1;
    seen.set(event.id, times);
    return times === 1 ? event : { ...event, id: `${event.id}#${times}` };
  });
}
