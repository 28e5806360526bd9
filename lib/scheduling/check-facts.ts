import type { BusyBlock } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import type { BlockingFact, PanelPerson, PanelRequest, PanelRoom } from './panel';

/**
 * The rules of the panel search written a second time, slowly and minute by minute, so that its answers can be
 * checked. Shares no code with the search: not the grid, not the zone tables, not the interval arithmetic.
 * Minutes are epoch minutes.
 */

const MINUTE = 60_000;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

interface Reading {
  date: string;
  weekday: number;
  time: string;
  /** The date and the weekday before. */
  eve: { date: string; weekday: number };
}

const formats = new Map<string, Intl.DateTimeFormat>();
const readings = new Map<string, Reading>();

/** What the wall clock shows in a zone at a minute. */
function readClock(zone: string, minute: number): Reading {
  const key = `${zone} ${minute}`;
  const known = readings.get(key);
  if (known) return known;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(minute * MINUTE).map((part) => [part.type, part.value]));
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? '');
  const eveDate = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const reading = {
    date,
    weekday,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
    eve: { date: eveDate, weekday: (weekday + 6) % 7 },
  };
  if (readings.size > 400_000) readings.clear();
  readings.set(key, reading);
  return reading;
}

type Hours = Pick<PanelPerson, 'zone' | 'hours' | 'overrides'>;

/** True when the minute lies in a window of its local date, or in the night tail of a window of the eve. */
function isWorkingMinute(who: Hours, minute: number): boolean {
  const clock = readClock(who.zone, minute);
  const windowsOn = (day: { date: string; weekday: number }) => {
    const override = who.overrides.filter((one) => one.date === day.date).at(-1);
    return override ? override.hours : who.hours.filter((window) => window.days.includes(day.weekday));
  };
  return (
    windowsOn(clock).some((w) => clock.time >= w.from && (w.to <= w.from || clock.time < w.to)) ||
    windowsOn(clock.eve).some((w) => w.to <= w.from && clock.time < w.to)
  );
}

function minutesOf(request: PanelRequest, start: number): number[] {
  return Array.from({ length: request.durationMinutes }, (_, n) => start + n);
}

function offersMinute(windows: readonly Interval[], minute: number): boolean {
  // Windows may touch in the middle of the minute.
  for (let at = minute * MINUTE; at < (minute + 1) * MINUTE; ) {
    const window = windows.find((one) => one.start <= at && at < one.end);
    if (!window) return false;
    at = window.end;
  }
  return true;
}

function candidateAccepts(request: PanelRequest, minute: number): boolean {
  const { hours, zone } = request.candidate;
  return hours.length === 0 || isWorkingMinute({ zone, hours, overrides: [] }, minute);
}

/** True when the block may not be booked over, whatever it costs. */
function isHard(block: BusyBlock, request: PanelRequest): boolean {
  if (block.status === 'elsewhere' || block.start >= block.end) return false;
  if (block.status === 'out-of-office') return true;
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const title = block.isPrivate ? [] : words(block.title ?? '');
  const soft = request.softWords.some((phrase) => {
    const wanted = words(phrase);
    return wanted.length > 0 && title.some((_, n) => wanted.every((word, k) => title[n + k] === word));
  });
  return !soft && (block.status === 'busy' || request.tentative === 'busy');
}

function blockHits(block: Interval, start: number, end: number): boolean {
  return Math.floor(block.start / MINUTE) < end && Math.ceil(block.end / MINUTE) > start;
}

function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}

/** Interviews of the local day / of the Monday-to-Sunday week in which a minute lies. */
function countInterviews(person: PanelPerson, minute: number): { day: number; week: number } {
  const { date } = readClock(person.zone, minute);
  const dates = person.interviews.map((one) => readClock(person.zone, Math.floor(one.start / MINUTE)).date);
  return {
    day: dates.filter((one) => one === date).length,
    week: dates.filter((one) => mondayOf(one) === mondayOf(date)).length,
  };
}

function overDaily(person: PanelPerson, start: number): boolean {
  return person.dailyLimit !== null && countInterviews(person, start).day >= person.dailyLimit;
}

function overWeekly(person: PanelPerson, start: number): boolean {
  return person.weeklyLimit !== null && countInterviews(person, start).week >= person.weeklyLimit;
}

function isPersonFree(request: PanelRequest, person: PanelPerson, start: number): boolean {
  if (!minutesOf(request, start).every((minute) => isWorkingMinute(person, minute))) return false;
  if (overDaily(person, start) || overWeekly(person, start)) return false;
  if (person.availability.state === 'unknown') return person.assumeFree === true;
  const from = start - person.bufferBefore;
  const to = start + request.durationMinutes + person.bufferAfter;
  return !person.availability.busy.some((block) => isHard(block, request) && blockHits(block, from, to));
}

function seats(request: PanelRequest): number {
  return request.groups.reduce((sum, group) => sum + group.need, 0) + 1;
}

function isRoomFree(request: PanelRequest, room: PanelRoom, start: number): boolean {
  if (room.capacity !== null && room.capacity < seats(request)) return false;
  if (room.availability.state === 'unknown') return false;
  const end = start + request.durationMinutes;
  return !room.availability.busy.some(
    (block) => block.status !== 'elsewhere' && block.start < block.end && blockHits(block, start, end),
  );
}

/** Grid starts of a request, ascending (epoch minutes). */
export function gridStarts(request: PanelRequest): number[] {
  const starts: number[] = [];
  const { horizon, stepMinutes, durationMinutes } = request;
  for (
    let minute = Math.ceil(horizon.start / MINUTE);
    (minute + durationMinutes) * MINUTE <= horizon.end;
    minute++
  ) {
    if (minute % stepMinutes === 0) starts.push(minute);
  }
  return starts;
}

/** True when a grid start (epoch minute) keeps every rule of the request. */
export function isFeasibleStart(request: PanelRequest, start: number): boolean {
  if (start * MINUTE < request.now + request.noticeMinutes * MINUTE) return false;
  const minutes = minutesOf(request, start);
  const { windows } = request.candidate;
  if (windows && !minutes.every((minute) => offersMinute(windows, minute))) return false;
  if (!minutes.every((minute) => candidateAccepts(request, minute))) return false;
  for (const group of request.groups) {
    const members = request.people.filter((person) => group.members.includes(person.id));
    if (members.filter((person) => isPersonFree(request, person, start)).length < group.need) return false;
  }
  return request.roomPolicy !== 'required' || request.rooms.some((room) => isRoomFree(request, room, start));
}

/** True when the fact is true of the request and rules its person, room or the candidate out at the start. */
export function factHolds(request: PanelRequest, fact: BlockingFact, start: number): boolean {
  const end = start + request.durationMinutes;
  const within = (minute: number) =>
    fact.interval !== undefined &&
    fact.interval.start <= minute * MINUTE &&
    minute * MINUTE < fact.interval.end;
  const someMinute = (test: (minute: number) => boolean) =>
    minutesOf(request, start).some((minute) => within(minute) && test(minute));
  if (fact.kind === 'notice') return start * MINUTE < request.now + request.noticeMinutes * MINUTE;
  if (fact.kind === 'candidate-window') {
    const windows = request.candidate.windows;
    return windows !== null && someMinute((minute) => !offersMinute(windows, minute));
  }
  if (fact.kind === 'candidate-hours') return someMinute((minute) => !candidateAccepts(request, minute));
  if (fact.kind === 'no-room') {
    const room = request.rooms.find((one) => one.id === fact.personId);
    if (!room || isRoomFree(request, room, start)) return false;
    return !fact.interval || blockHits(fact.interval, start, end);
  }
  const person = request.people.find((one) => one.id === fact.personId);
  if (!person) return false;
  switch (fact.kind) {
    case 'outside-hours':
      return someMinute((minute) => !isWorkingMinute(person, minute));
    case 'day-off':
      return someMinute((minute) => {
        const { date } = readClock(person.zone, minute);
        const off = person.overrides.some((one) => one.date === date && one.hours.length === 0);
        return off && !isWorkingMinute(person, minute);
      });
    case 'daily-limit':
      return within(start) && overDaily(person, start);
    case 'weekly-limit':
      return within(start) && overWeekly(person, start);
    case 'unknown-calendar':
      return person.availability.state === 'unknown' && !person.assumeFree;
    default:
      return calendarFactHolds(request, person, fact, start);
  }
}

function calendarFactHolds(
  request: PanelRequest,
  person: PanelPerson,
  fact: BlockingFact,
  start: number,
): boolean {
  const { interval } = fact;
  if (!interval || person.availability.state === 'unknown') return false;
  const real = person.availability.busy.some(
    (block) =>
      block.start === interval.start &&
      block.end === interval.end &&
      block.status === fact.kind &&
      isHard(block, request),
  );
  const from = start - person.bufferBefore;
  return real && blockHits(interval, from, start + request.durationMinutes + person.bufferAfter);
}

/** True when the block of a fact overlaps the meeting itself, not only its buffers. */
export function hitsMeeting(request: PanelRequest, fact: BlockingFact, start: number): boolean {
  return fact.interval !== undefined && blockHits(fact.interval, start, start + request.durationMinutes);
}
