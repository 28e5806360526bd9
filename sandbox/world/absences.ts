import { type DayNumber, instantOf, isoDay, weekdayOf } from './local-time';
import type { Mailbox } from './mailboxes';
import { createRandom, hash, uuidOf } from './random';
import type { WorldEvent, WorldStatus } from './types';

/** Absences are drawn once per block of days and never leave it, so any day can be asked on its own. */
const BLOCK = 56;
const blockOf = (day: DayNumber) => Math.floor(day / BLOCK);

const LEAVE = [
  'Annual leave',
  'Out of office',
  'Parental leave day',
  'Conference (away)',
  'Holiday - back Monday',
];
/** Month and day of holidays that calendars carry as free all-day entries. */
const HOLIDAYS: Record<string, string> = {
  '01-01': "New Year's Day",
  '05-01': 'May Day',
  '12-25': 'Christmas Day',
  '12-26': 'Boxing Day',
};

const allDay = (
  box: Mailbox,
  from: DayNumber,
  to: DayNumber,
  title: string,
  status: WorldStatus,
): WorldEvent => ({
  id: uuidOf('all-day', box.email, title, from).replaceAll('-', ''),
  mailbox: box.email,
  organizer: box.email,
  title,
  start: instantOf(box.zone, from, 0),
  end: instantOf(box.zone, to, 0),
  status,
  isPrivate: false,
  allDay: true,
  recurringId: null,
  cancelled: false,
});

function leaveIn(
  seed: number,
  box: Mailbox,
  block: number,
): { from: DayNumber; to: DayNumber; title: string } | null {
  if (box.kind !== 'person' || box.steady) return null;
  const random = createRandom(seed, 'leave', box.email, block);
  if (!random.chance(0.32)) return null;
  const length = random.pick([2, 3, 5, 5, 7, 12]);
  const from = block * BLOCK + random.int(0, BLOCK - length - 1);
  return { from, to: from + length, title: random.pick(LEAVE) };
}

/** True on days somebody is away; nothing new is put into those days. */
export function isAway(seed: number, box: Mailbox, day: DayNumber): boolean {
  const leave = leaveIn(seed, box, blockOf(day));
  return leave !== null && day >= leave.from && day < leave.to;
}

/** All-day events that touch the local dates [from, to): leave, offsites, holidays and birthdays. */
export function allDayEvents(seed: number, box: Mailbox, from: DayNumber, to: DayNumber): WorldEvent[] {
  if (box.kind !== 'person') return [];
  const events: WorldEvent[] = [];
  for (let block = blockOf(from); block <= blockOf(to - 1); block++) {
    const leave = leaveIn(seed, box, block);
    if (leave && leave.from < to && leave.to > from)
      events.push(allDay(box, leave.from, leave.to, leave.title, 'oof'));
    const elsewhere = block * BLOCK + (hash(seed, 'elsewhere', box.email, block) % (BLOCK - 2));
    if (hash(seed, 'travels', box.email, block) % 5 === 0 && elsewhere < to && elsewhere + 2 > from) {
      events.push(allDay(box, elsewhere, elsewhere + 2, 'Working from another office', 'elsewhere'));
    }
    const drawn = block * BLOCK + (hash(seed, 'offsite', box.team ?? '', block) % (BLOCK - 7));
    const offsite = drawn + ((10 - weekdayOf(drawn)) % 7);
    const held = !box.steady && hash(seed, 'offsite-held', box.team ?? '', block) % 2 === 0;
    if (held && offsite < to && offsite + 1 > from) {
      events.push(allDay(box, offsite, offsite + 1, `${box.team} offsite`, 'busy'));
    }
  }
  for (let day = from; day < to; day++) {
    const date = isoDay(day).slice(5);
    const holiday = HOLIDAYS[date];
    if (holiday) events.push(allDay(box, day, day + 1, holiday, 'free'));
    if (hash('birthday', box.team ?? '', date) % 41 === 0) {
      events.push(allDay(box, day, day + 1, `Birthday in ${box.team}`, 'free'));
    }
  }
  return events;
}
