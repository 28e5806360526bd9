import { TZDate } from '@date-fns/tz';
import { addMinutes, getDay, getHours, getMinutes, lightFormat } from 'date-fns';
import { DateTime } from 'luxon';
// @ts-expect-error the package ships no types
import findAvailability from 'timeslot-availability';
import type { CommonSlotInstance, CommonSlotPerson } from '@/lib/scheduling/common-slot';

/** What a peer found: all feasible starts (epoch minutes, ascending). */
export type Peer = (instance: CommonSlotInstance) => number[];

interface Wall {
  date: () => string;
  weekday: number;
  minute: number;
}

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/**
 * The loop one writes with a date library: for each start, for each person, read the local time of the first and
 * the last minute, look into the hours of that day, look for a conflict. It stops as soon as a group can no longer
 * be met. Hours that run past midnight are left out (the bench has none).
 */
function loopWith(read: (zone: string, minute: number) => Wall): Peer {
  const isFree = (person: CommonSlotPerson, start: number, end: number): boolean => {
    const first = read(person.tz, start);
    const override =
      person.overrides.length > 0 ? person.overrides.find((one) => one.date === first.date()) : undefined;
    const windows = override
      ? override.hours
      : person.hours.filter((one) => one.days.includes(first.weekday));
    const window = windows.find(
      (one) => first.minute >= minuteOf(one.from) && first.minute < minuteOf(one.to),
    );
    if (!window) return false;
    const last = read(person.tz, end - 1);
    if (last.weekday !== first.weekday || last.minute >= minuteOf(window.to)) return false;
    return !person.busy.some(([a, b]) => a < end + person.after && b > start - person.before);
  };
  return (instance) => {
    const found: number[] = [];
    for (
      let start = Math.ceil(instance.start / instance.step) * instance.step;
      start + instance.dur <= instance.end;
    ) {
      const ok = instance.groups.every((group) => {
        let free = 0;
        for (const [n, m] of group.members.entries()) {
          if (isFree(instance.people[m]!, start, start + instance.dur)) free++;
          if (free >= group.need) return true;
          if (free + group.members.length - n - 1 < group.need) return false;
        }
        return free >= group.need;
      });
      if (ok) found.push(start);
      start += instance.step;
    }
    return found;
  };
}

/** Luxon, one DateTime for each reading. */
export const luxonLoop: Peer = loopWith((zone, minute) => {
  const time = DateTime.fromMillis(minute * 60_000, { zone });
  return { date: () => time.toISODate()!, weekday: time.weekday % 7, minute: time.hour * 60 + time.minute };
});

/** date-fns with zoned dates of @date-fns/tz. */
export const dateFnsLoop: Peer = loopWith((zone, minute) => {
  const time = addMinutes(new TZDate(minute * 60_000, zone), 0);
  return {
    date: () => lightFormat(time, 'yyyy-MM-dd'),
    weekday: getDay(time),
    minute: getHours(time) * 60 + getMinutes(time),
  };
});

/**
 * timeslot-availability knows one calendar, slots as long as the step, and asks only whether a slot starts inside an
 * event. So every block is widened by the meeting's length, time outside working hours (by Luxon) becomes an event,
 * it is asked once for each person, and the quorum is counted here.
 */
export const timeslotAvailability: Peer = (instance) => {
  const { start, end, step, dur } = instance;
  const first = Math.ceil(start / step) * step;
  const free = instance.people.map((person) => {
    const blocked = [...person.busy.map(([a, b]) => [a - dur - person.after + 1, b + person.before])];
    let from = start;
    for (const [a, b] of workingByLuxon(person, start, end)) {
      if (a > from) blocked.push([from - dur + 1, a]);
      from = b;
    }
    if (from < end) blocked.push([from - dur + 1, end]);
    const events = blocked.map(([a, b]) => ({ start: new Date(a! * 60_000), end: new Date(b! * 60_000) }));
    const last = new Date((end - dur + 1) * 60_000);
    const slots = findAvailability(new Date(first * 60_000), last, step * 60, events) as { start: Date }[];
    return new Set(slots.map((slot) => slot.start.getTime() / 60_000));
  });
  const found: number[] = [];
  for (let t = first; t + dur <= end; t += step) {
    if (instance.groups.every((group) => group.members.filter((m) => free[m]!.has(t)).length >= group.need))
      found.push(t);
  }
  return found;
};

function workingByLuxon(person: CommonSlotPerson, start: number, end: number): [number, number][] {
  const spans: [number, number][] = [];
  let day = DateTime.fromMillis(start * 60_000, { zone: person.tz }).startOf('day');
  for (; day.toMillis() < end * 60_000; day = day.plus({ days: 1 })) {
    const override = person.overrides.find((one) => one.date === day.toISODate());
    const windows = override
      ? override.hours
      : person.hours.filter((one) => one.days.includes(day.weekday % 7));
    for (const window of windows) {
      const at = (time: string) =>
        day.set({ hour: Math.floor(minuteOf(time) / 60), minute: minuteOf(time) % 60 }).toMillis() / 60_000;
      const [a, b] = [Math.max(start, at(window.from)), Math.min(end, at(window.to))];
      if (a < b) spans.push([a, b]);
    }
  }
  return spans;
}
