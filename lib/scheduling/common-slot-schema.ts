import { Failure } from '@/lib/domain/problem';
import { parseDate, parseTime } from './civil-date';
import type { CommonSlotInstance, CommonSlotPerson } from './common-slot';
import type { DateOverride, WeeklyWindow } from './working-time';
import { isZone } from './zone';

/** Epoch minutes are kept inside 32 bits signed: the years up to 6053. */
const LATEST = 2 ** 31 - 1;
/** More starts than this are a mistake in the question (45 years of quarter hours). */
const MOST_STARTS = 1_600_000;

type Fields = Record<string, unknown>;

/**
 * Checks unknown JSON and returns it as a {@link CommonSlotInstance}. Written by hand, not with a schema library,
 * because the command line starts with it and calendars can be long. Fields it does not know are left alone.
 * @throws Failure `bad-instance`, its message names the field and what is wrong with it.
 */
export function parseCommonSlot(value: unknown): CommonSlotInstance {
  const root = object(value, 'instance');
  const missing = ['kind', 'v', 'start', 'end', 'step', 'dur', 'k', 'groups', 'people'].find(
    (name) => !(name in root),
  );
  if (missing) throw bad(missing, 'is missing');
  if (root.kind !== 'common-slot') throw bad('kind', `must be "common-slot", not ${show(root.kind)}`);
  if (root.v !== 1) throw bad('v', `must be 1, not ${show(root.v)}`);
  if (root.id !== undefined && typeof root.id !== 'string')
    throw bad('id', `must be text, not ${show(root.id)}`);
  const start = whole(root.start, 'start', 0, LATEST);
  const end = whole(root.end, 'end', 0, LATEST);
  if (end <= start) throw bad('end', `must be after start (${start}), but is ${end}`);
  const step = whole(root.step, 'step', 1, LATEST);
  const dur = whole(root.dur, 'dur', 1, LATEST);
  if ((end - start) / step > MOST_STARTS) {
    throw bad('step', `gives more than ${MOST_STARTS} starts between start and end; use a longer step`);
  }
  const k = whole(root.k, 'k', 0, LATEST);
  const rank = oneOf(root.rank ?? 'earliest', 'rank', ['earliest', 'best'] as const);
  const spread = oneOf(root.spread ?? 'any', 'spread', ['any', 'disjoint', 'days'] as const);
  const people = list(root.people, 'people').map((person, p) => parsePerson(person, `people[${p}]`));
  const groups = list(root.groups, 'groups').map((group, g) =>
    parseGroup(group, `groups[${g}]`, people.length),
  );
  if (spread === 'days' && people.length === 0)
    throw bad('people', 'must not be empty when spread is "days"');
  return {
    kind: 'common-slot',
    v: 1,
    id: root.id ?? '',
    start,
    end,
    step,
    dur,
    k,
    rank,
    spread,
    groups,
    people,
  };
}

function parseGroup(value: unknown, at: string, count: number): { members: number[]; need: number } {
  const group = object(value, at);
  const seen = new Set<number>();
  const members = list(group.members, `${at}.members`).map((member, m) => {
    const index = whole(member, `${at}.members[${m}]`, 0, LATEST);
    if (index >= count)
      throw bad(`${at}.members[${m}]`, `is person ${index}, but there are only ${count} people`);
    if (seen.has(index)) throw bad(`${at}.members[${m}]`, `names person ${index} a second time`);
    seen.add(index);
    return index;
  });
  const need = whole(group.need, `${at}.need`, 0, LATEST);
  if (need > members.length)
    throw bad(`${at}.need`, `is ${need}, but the group has only ${members.length} members`);
  return { members, need };
}

function parsePerson(value: unknown, at: string): CommonSlotPerson {
  const person = object(value, at);
  if (typeof person.tz !== 'string')
    throw bad(`${at}.tz`, `must be an IANA time zone, not ${show(person.tz)}`);
  if (!isZone(person.tz)) throw bad(`${at}.tz`, `is ${show(person.tz)}, which is no IANA time zone`);
  if (person.id !== undefined && typeof person.id !== 'string') throw bad(`${at}.id`, `must be text`);
  const overrides = list(person.overrides ?? [], `${at}.overrides`).map((o, n) =>
    parseOverride(o, `${at}.overrides[${n}]`),
  );
  const dates = new Set<string>();
  for (const [n, override] of overrides.entries()) {
    if (dates.has(override.date))
      throw bad(`${at}.overrides[${n}].date`, `gives ${override.date} a second time`);
    dates.add(override.date);
  }
  return {
    id: person.id ?? '',
    tz: person.tz,
    hours: list(person.hours, `${at}.hours`).map((w, n) => parseWeekly(w, `${at}.hours[${n}]`)),
    overrides,
    busy: parseBusy(person.busy, `${at}.busy`),
    before: whole(person.before ?? 0, `${at}.before`, 0, LATEST),
    after: whole(person.after ?? 0, `${at}.after`, 0, LATEST),
  };
}

function parseBusy(value: unknown, at: string): [number, number][] {
  const busy = list(value, at);
  for (let b = 0; b < busy.length; b++) {
    const block = busy[b];
    if (!Array.isArray(block) || block.length !== 2)
      throw bad(`${at}[${b}]`, `must be [from, to], not ${show(block)}`);
    const from = whole(block[0], `${at}[${b}][0]`, -LATEST, LATEST);
    const to = whole(block[1], `${at}[${b}][1]`, -LATEST, LATEST);
    if (to <= from) throw bad(`${at}[${b}]`, `must end after it starts, but is ${show(block)}`);
  }
  return busy as [number, number][];
}

function parseWeekly(value: unknown, at: string): WeeklyWindow {
  const window = object(value, at);
  const days = list(window.days, `${at}.days`).map((day, d) => whole(day, `${at}.days[${d}]`, 0, 6));
  return { days, ...parseWindow(window, at) };
}

function parseOverride(value: unknown, at: string): DateOverride {
  const override = object(value, at);
  if (typeof override.date !== 'string' || parseDate(override.date) === null) {
    throw bad(`${at}.date`, `must be a date YYYY-MM-DD, not ${show(override.date)}`);
  }
  const hours = list(override.hours, `${at}.hours`).map((w, n) => {
    const where = `${at}.hours[${n}]`;
    return parseWindow(object(w, where), where);
  });
  return { date: override.date, hours };
}

function parseWindow(window: Fields, at: string): { from: string; to: string } {
  const { from, to } = window;
  if (typeof from !== 'string' || parseTime(from) === null || from === '24:00') {
    throw bad(`${at}.from`, `must be a time 00:00 to 23:59, not ${show(from)}`);
  }
  if (typeof to !== 'string' || parseTime(to) === null)
    throw bad(`${at}.to`, `must be a time 00:00 to 24:00, not ${show(to)}`);
  return { from, to };
}

function object(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad(at, `must be an object, not ${show(value)}`);
  return value as Fields;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value))
    throw bad(at, value === undefined ? 'is missing' : `must be a list, not ${show(value)}`);
  return value;
}

function whole(value: unknown, at: string, least: number, most: number): number {
  if (value === undefined) throw bad(at, 'is missing');
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw bad(at, `must be a whole number, not ${show(value)}`);
  if (value < least) throw bad(at, `must be at least ${least}, not ${value}`);
  if (value > most) throw bad(at, `must be at most ${most}, not ${value}`);
  return value;
}

function oneOf<T extends string>(value: unknown, at: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw bad(at, `must be one of ${choices.join(', ')}, not ${show(value)}`);
  return found;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function bad(field: string, what: string): Failure {
  return new Failure({
    code: 'bad-instance',
    message: `${field} ${what}`,
    next: 'Correct this field and send the instance again.',
    subject: field,
  });
}
