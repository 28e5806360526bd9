import type * as Graph from '@microsoft/microsoft-graph-types';
import { DateTime, IANAZone } from 'luxon';
import { type Mailbox, stableHex } from '../../mailboxes';
import { windowsOf } from '../../zones';

const DAYS: Graph.DayOfWeek[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Change {
  /** ms epoch. */
  at: number;
  /** Minutes east of UTC, before and after. */
  before: number;
  after: number;
}

/** Clock changes of one calendar year in a zone, found day by day and then to the minute. */
function changesIn(zone: IANAZone, year: number): Change[] {
  const found: Change[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY) {
    const before = zone.offset(day);
    const after = zone.offset(day + DAY);
    if (before === after) continue;
    let low = day;
    let high = day + DAY;
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (zone.offset(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
  }
  return found;
}

/** A yearly rule "n-th weekday of a month" that holds for the change seen; occurrence 5 is the last one. */
function ruleOf(change: Change): Graph.StandardTimeZoneOffset {
  const wall = DateTime.fromMillis(change.at + change.before * MINUTE, { zone: 'UTC' });
  const isLast = wall.day + 7 > (wall.daysInMonth ?? 31);
  return {
    time: `${wall.toFormat('HH:mm:ss')}.0000000`,
    dayOccurrence: isLast ? 5 : Math.ceil(wall.day / 7),
    dayOfWeek: DAYS[wall.weekday % 7] ?? 'sunday',
    month: wall.month,
    year: 0,
  };
}

const cache = new Map<string, Graph.TimeZoneBase>();

/** The same zone as a custom rule; bias counts minutes from local time to UTC, so zones east of Greenwich are negative. */
export function customZone(zone: string, year: number): Graph.TimeZoneBase {
  const known = cache.get(`${zone} ${year}`);
  if (known) return known;
  const iana = IANAZone.create(zone);
  const changes = changesIn(iana, year);
  const standard = Math.min(iana.offset(Date.UTC(year, 0, 1)), iana.offset(Date.UTC(year, 6, 1)));
  const toStandard = changes.find((one) => one.after === standard);
  const toDaylight = changes.find((one) => one.before === standard);
  const never: Graph.StandardTimeZoneOffset = {
    time: '00:00:00.0000000',
    dayOccurrence: 0,
    dayOfWeek: 'sunday',
    month: 0,
    year: 0,
  };
  const custom: Graph.CustomTimeZone & { '@odata.type': string } = {
    '@odata.type': '#microsoft.graph.customTimeZone',
    bias: -standard,
    name: 'Customized Time Zone',
    standardOffset: toStandard ? ruleOf(toStandard) : never,
    daylightOffset: toDaylight
      ? { ...ruleOf(toDaylight), daylightBias: -(toDaylight.after - standard) }
      : { ...never, daylightBias: 0 },
  };
  cache.set(`${zone} ${year}`, custom);
  return custom;
}

/** Every seventh mailbox was set up by a phone that wrote its zone as a rule instead of a name. */
const hasCustomZone = (email: string) => Number.parseInt(stableHex('zone', email).slice(0, 6), 16) % 7 === 0;

/** Working hours as Graph reports them; `year` decides which clock changes a custom zone describes. */
export function workingHours(mailbox: Mailbox, year: number): Graph.WorkingHours {
  const custom = mailbox.kind === 'person' && hasCustomZone(mailbox.email);
  return {
    daysOfWeek: mailbox.hours.days.map((day) => DAYS[day] ?? 'monday'),
    startTime: `${mailbox.hours.from}:00.0000000`,
    endTime: `${mailbox.hours.to}:00.0000000`,
    timeZone: custom ? customZone(mailbox.zone, year) : { name: windowsOf(mailbox.zone) },
  };
}
