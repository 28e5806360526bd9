import { DAY, type DayNumber, dayOf, instantOf, minuteOf, weekdayOf, weekOf } from './local-time';
import type { Mailbox } from './mailboxes';
import { createRandom, type Random, uuidOf } from './random';
import type { Team } from './roster';

/** A recurring meeting: its wall-clock time is kept in the organiser's zone, as calendars do. */
export interface Series {
  id: string;
  title: string;
  organizer: string;
  attendees: string[];
  zone: string;
  weekdays: number[];
  /** 1 = weekly, 2 = every other week. */
  everyWeeks: number;
  phase: number;
  minute: number;
  length: number;
  /** Takes place every time; others are called off now and then. */
  firm?: boolean;
}

interface Busy {
  start: number;
  end: number;
}

/** Weekly minutes already taken by series, so that recurring meetings rarely collide. */
class WeekBook {
  private readonly taken = new Map<string, Busy[]>();
  clashes(email: string, start: number, end: number): boolean {
    return (this.taken.get(email) ?? []).some((busy) => busy.start < end && start < busy.end);
  }
  countOn(email: string, start: number): number {
    return (this.taken.get(email) ?? []).filter((busy) => Math.abs(busy.start - start) < DAY / 2).length;
  }
  take(email: string, start: number, end: number): void {
    this.taken.set(email, [...(this.taken.get(email) ?? []), { start, end }]);
  }
}

const TEAM_MEETING: Record<Team, string> = {
  Executive: 'Leadership weekly',
  People: 'Hiring pipeline review',
  Platform: 'Platform weekly',
  Infrastructure: 'Incident review',
  Data: 'Data guild',
  Product: 'Roadmap review',
  Design: 'Design critique',
  Security: 'Threat review',
  Growth: 'Experiment review',
  Sales: 'Pipeline call',
  Finance: 'Close status',
  Support: 'Queue review',
  Payments: 'Ledger review',
};
const ENGINEERING: readonly Team[] = ['Platform', 'Infrastructure', 'Data', 'Security', 'Growth'];

const worksAt = (box: Mailbox, at: number) => {
  const day = dayOf(box.zone, at);
  const minute = (at - instantOf(box.zone, day, 0)) / 60_000;
  return (
    box.hours.days.includes(weekdayOf(day)) &&
    minute >= minuteOf(box.hours.from) &&
    minute < minuteOf(box.hours.to)
  );
};

/** Every recurring meeting of the company. Placed in a reference week, so the result does not depend on the date. */
export function createSeries(seed: number, boxes: readonly Mailbox[]): Series[] {
  const monday = Math.floor(Date.UTC(2027, 1, 1) / DAY);
  const book = new WeekBook();
  const all: Series[] = [];

  const commit = (series: Series, weekday: number) => {
    const start = instantOf(series.zone, monday + ((weekday + 6) % 7), series.minute);
    for (const email of series.attendees) book.take(email, start, start + series.length * 60_000);
  };
  const add = (
    title: string,
    organizer: Mailbox,
    attendees: Mailbox[],
    when: Pick<Series, 'weekdays' | 'minute' | 'length' | 'firm'> & { everyWeeks?: number },
  ) => {
    const emails = attendees.map((box) => box.email);
    const id = uuidOf(seed, 'series', title, ...emails).replaceAll('-', '');
    const series: Series = {
      id,
      title,
      organizer: organizer.email,
      attendees: emails,
      zone: organizer.zone,
      everyWeeks: 1,
      phase: createRandom(seed, id).int(0, 1),
      ...when,
    };
    all.push(series);
    for (const weekday of when.weekdays) commit(series, weekday);
  };
  /** Finds a weekday and minute where everybody works and nobody has a series yet. */
  const place = (random: Random, organizer: Mailbox, attendees: Mailbox[], length: number) => {
    let fallback: { weekday: number; minute: number } | null = null;
    for (let attempt = 0; attempt < 40; attempt++) {
      const weekday = random.int(1, 5);
      const minute = minuteOf(organizer.hours.from) + 30 * random.int(0, 15);
      const start = instantOf(organizer.zone, monday + weekday - 1, minute);
      const free = attendees.every(
        (box) =>
          !book.clashes(box.email, start, start + length * 60_000) && book.countOn(box.email, start) < 4,
      );
      if (!free) continue;
      if (attendees.every((box) => worksAt(box, start))) return { weekday, minute };
      fallback ??= { weekday, minute };
    }
    return fallback;
  };

  const everybody = boxes.filter((box) => box.kind === 'person');
  // The newest team meets among itself only.
  const people = everybody.filter((box) => box.team !== 'Payments');
  // Three screens on each of three days: one interview short of the usual daily limit, three of the weekly one.
  for (const architect of everybody.filter((box) => box.jobTitle === 'Principal Architect'))
    for (const minute of [9 * 60 + 30, 10 * 60 + 30, 11 * 60 + 30])
      add('Phone screen', architect, [architect], {
        weekdays: architect.hours.days,
        minute,
        length: 30,
        firm: true,
      });
  const lead = people.find((box) => box.team === 'Executive');
  if (lead) add('All hands', lead, people, { weekdays: [4], minute: 16 * 60, length: 50, everyWeeks: 2 });

  for (const team of Object.keys(TEAM_MEETING) as Team[]) {
    const members = everybody.filter((box) => box.team === team);
    const [head, ...others] = members;
    if (!head) continue;
    const random = createRandom(seed, 'team', team);
    const weekly = place(random, head, members, 50);
    if (weekly)
      add(TEAM_MEETING[team], head, members, {
        weekdays: [weekly.weekday],
        minute: weekly.minute,
        length: 50,
      });
    if (ENGINEERING.includes(team)) {
      add(`${team} stand-up`, head, members, {
        weekdays: [1, 2, 3, 4, 5],
        minute: minuteOf(head.hours.from) + 30,
        length: 15,
      });
      const planning = place(random, head, members, 90);
      if (planning)
        add('Sprint planning', head, members, {
          weekdays: [planning.weekday],
          minute: planning.minute,
          length: 90,
          everyWeeks: 2,
        });
    }
    for (const other of others) {
      const at = place(random, head, [head, other], 30);
      if (at)
        add(`1:1 ${head.firstName} / ${other.firstName}`, head, [head, other], {
          weekdays: [at.weekday],
          minute: at.minute,
          length: 30,
        });
    }
  }
  const random = createRandom(seed, 'pairs');
  for (const box of people) {
    const buddy = random.pick(people);
    if (buddy.email === box.email || buddy.team === box.team) continue;
    const at = place(random, box, [box, buddy], 30);
    if (at)
      add(`${box.firstName} / ${buddy.firstName} catch-up`, box, [box, buddy], {
        weekdays: [at.weekday],
        minute: at.minute,
        length: 30,
        everyWeeks: 2,
      });
  }
  return all;
}

/** Whether the series takes place on a local date of its organiser. */
export function occursOn(series: Series, day: DayNumber): boolean {
  return (
    series.weekdays.includes(weekdayOf(day)) &&
    weekOf(day) % series.everyWeeks === series.phase % series.everyWeeks
  );
}
