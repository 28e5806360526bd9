import { isAway } from './absences';
import { type DayNumber, dayOf, instantOf, isoDay, minuteOf, weekdayOf } from './local-time';
import type { Mailbox } from './mailboxes';
import { createRandom, hash, type Random, uuidOf } from './random';
import { occursOn, type Series } from './series';
import type { WorldEvent, WorldStatus } from './types';

const TITLES = [
  'Roadmap sync',
  'Customer call: Northwind',
  'Budget check-in',
  'Architecture review',
  'Vendor demo',
  'Retro',
  'Quarterly goals',
  'Launch readiness',
  'Onboarding buddy chat',
  'Support escalation',
  'Pairing session',
  'Interview debrief',
  'Interview panel prep',
  'Metrics review',
  'Contract review',
  'Partner sync',
  'Bug triage',
  'Documentation hour',
  'Security training',
  'Office hours',
];
/** Somebody whose interviews are all in their series has none of these: every title with the word counts as one. */
const WITHOUT_INTERVIEWS = TITLES.filter((title) => !/interview/i.test(title));
const HOLDS = [
  'Hold: roadmap review',
  'Hold: customer visit',
  'Hold - maybe offsite prep',
  'Tentative: board prep',
  'HOLD for launch',
];
const FOCUS = ['Focus time', 'Deep work', 'Focus time (may be booked over)', 'Heads down', 'Writing block'];
const PRIVATE = ['Dentist', 'School pickup', 'Physio', 'Personal appointment', 'Bank'];
const ROOM_TITLES = [
  'Team meeting',
  'Interview',
  'Customer visit',
  'Workshop',
  'Board room hold',
  'Candidate debrief',
];
const HOW_MANY = [4, 5, 5, 6, 6, 6, 7, 7, 8, 9];

interface Slot {
  start: number;
  end: number;
}

function occurrences(seed: number, box: Mailbox, series: readonly Series[], day: DayNumber): WorldEvent[] {
  const events: WorldEvent[] = [];
  for (const one of series) {
    for (let local = day - 1; local <= day + 1; local++) {
      if (!occursOn(one, local)) continue;
      const start = instantOf(one.zone, local, one.minute);
      if (dayOf(box.zone, start) !== day) continue;
      const mood = hash(seed, one.id, local, box.email) % 100;
      events.push({
        id: `${one.id}_${isoDay(local).replaceAll('-', '')}`,
        mailbox: box.email,
        organizer: one.organizer,
        title: one.title,
        start,
        end: start + one.length * 60_000,
        status: mood < 5 && one.organizer !== box.email ? 'tentative' : 'busy',
        isPrivate: false,
        allDay: false,
        recurringId: one.id,
        cancelled: !one.firm && hash(seed, one.id, local) % 100 < 4,
      });
    }
  }
  return events;
}

/** Places one more event of its own into a day, preferring time that is still empty. */
class DayPlan {
  private readonly slots: Slot[];
  readonly events: WorldEvent[];
  constructor(
    private readonly box: Mailbox,
    private readonly day: DayNumber,
    private readonly random: Random,
    given: WorldEvent[],
  ) {
    this.events = given;
    this.slots = given.filter((event) => !event.cancelled).map(({ start, end }) => ({ start, end }));
  }

  put(title: string, minute: number, length: number, status: WorldStatus = 'busy', isPrivate = false): void {
    const start = instantOf(this.box.zone, this.day, minute);
    const end = start + length * 60_000;
    this.slots.push({ start, end });
    this.events.push({
      id: uuidOf('event', this.box.email, this.day, this.events.length, title).replaceAll('-', ''),
      mailbox: this.box.email,
      organizer: this.box.email,
      title,
      start,
      end,
      status,
      isPrivate,
      allDay: false,
      recurringId: null,
      cancelled: false,
    });
  }

  /** A free start on the half-hour grid between two wall-clock minutes; null = the day is full. */
  gap(from: number, to: number, length: number): number | null {
    for (let attempt = 0; attempt < 12; attempt++) {
      const minute = from + 30 * this.random.int(0, Math.max(0, Math.floor((to - from - length) / 30)));
      const start = instantOf(this.box.zone, this.day, minute);
      if (!this.slots.some((slot) => slot.start < start + length * 60_000 && start < slot.end)) return minute;
    }
    return null;
  }
}

function roomDay(seed: number, box: Mailbox, day: DayNumber): WorldEvent[] {
  const random = createRandom(seed, 'room', box.email, day);
  const plan = new DayPlan(box, day, random, []);
  for (let left = random.int(2, 6); left > 0; left--) {
    const length = random.pick([30, 60, 60, 90]);
    const minute = plan.gap(minuteOf(box.hours.from), minuteOf(box.hours.to), length);
    if (minute !== null) plan.put(random.pick(ROOM_TITLES), minute, length);
  }
  return plan.events;
}

/** Timed events of one mailbox that start on one local date. Four to nine on a working day, the series included. */
export function eventsOn(
  seed: number,
  box: Mailbox,
  series: readonly Series[],
  day: DayNumber,
): WorldEvent[] {
  if (box.kind === 'room') return box.hours.days.includes(weekdayOf(day)) ? roomDay(seed, box, day) : [];
  const random = createRandom(seed, 'day', box.email, day);
  const plan = new DayPlan(box, day, random, occurrences(seed, box, series, day));
  const from = minuteOf(box.hours.from);
  const to = minuteOf(box.hours.to);
  if (!box.hours.days.includes(weekdayOf(day))) {
    if (random.chance(0.06)) plan.put(random.pick(PRIVATE), 11 * 60, 90, 'busy', true);
    return plan.events;
  }
  if (isAway(seed, box, day)) return plan.events;
  if (box.kind === 'second') {
    for (let left = random.int(0, 2); left > 0; left--) {
      const minute = plan.gap(from, to, 30);
      if (minute !== null)
        plan.put(
          random.pick(['Tidewater recruiting sync', 'Integration office hours', 'Intake call']),
          minute,
          30,
        );
    }
    return plan.events;
  }
  const target = random.pick(HOW_MANY);
  const room = () => plan.events.length < target;
  if (random.chance(0.8) && room())
    plan.put('Lunch', random.pick([720, 735, 750, 780]), random.pick([30, 45, 60]));
  if (random.chance(0.35) && room()) {
    const length = random.pick([60, 90, 120]);
    const minute = plan.gap(from, to, length);
    if (minute !== null) plan.put(random.pick(FOCUS), minute, length);
  }
  if (random.chance(0.02)) plan.put('Out of office (afternoon)', to - 210, 210, 'oof');
  for (let attempt = 0; room() && attempt < 20; attempt++) {
    const length = random.pick([25, 30, 30, 30, 45, 50, 60]);
    const minute =
      plan.gap(from, to, length) ??
      (random.chance(0.3) || plan.events.length < 4 ? from + 30 * random.int(0, 14) : null);
    if (minute === null) continue;
    const kind = random.next();
    if (kind < 0.12) plan.put(random.pick(HOLDS), minute, length, 'tentative');
    else if (kind < 0.19) plan.put(random.pick(PRIVATE), minute, length, 'busy', true);
    else if (kind < 0.23) plan.put('Optional: lunch talk', minute, length, 'free');
    else plan.put(random.pick(box.team === 'Payments' ? WITHOUT_INTERVIEWS : TITLES), minute, length);
  }
  return plan.events;
}
