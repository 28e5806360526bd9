import { addDays, instantOf, localDate } from '@/components/zoned';
import { type Interval, overlaps } from '@/lib/domain/interval';
import type { Change, Lane, ProposedSlot, WhyNot } from '@/lib/scheduling/panel';
import type { PersonView, ScheduleView } from '../contract';
import { factText } from './wording';

const HOUR = 3_600_000;
const MINUTE = 60_000;

export type LaneSpan = Lane['spans'][number];

export interface LaneRow {
  person: PersonView;
  working: Interval[];
  spans: LaneSpan[];
}

/** What is to be said about one start. */
export interface Moment {
  start: number;
  end: number;
  state: 'slot' | 'blocked' | 'open' | 'past';
  slot: ProposedSlot | null;
  /** The engine's own reasons, when it looked at this start. */
  run: WhyNot | null;
  /** One sentence for each thing in the way; optional people are not in the way. */
  blockers: string[];
  /** Changes that would open exactly this start. */
  changes: Change[];
}

const clip = <T extends Interval>(spans: T[], to: Interval): T[] =>
  spans
    .filter((span) => overlaps(span, to))
    .map((span) => ({ ...span, start: Math.max(span.start, to.start), end: Math.min(span.end, to.end) }));

/** The part of a local day (recruiter's zone) worth drawing: whole hours around working time and slots, at least eight. */
export function dayWindow(view: ScheduleView, date: string): Interval {
  const zone = view.recruiterZone;
  const day = { start: instantOf(date, '00:00', zone), end: instantOf(addDays(date, 1), '00:00', zone) };
  const answer = view.answer;
  const used = clip(
    [...(answer?.lanes.flatMap((lane) => lane.working) ?? []), ...(answer?.slots ?? [])],
    day,
  );
  const from = used.length > 0 ? Math.min(...used.map((span) => span.start)) : day.start + 9 * HOUR;
  const to = used.length > 0 ? Math.max(...used.map((span) => span.end)) : day.start + 17 * HOUR;
  const start = day.start + Math.floor((from - day.start) / HOUR) * HOUR;
  const end = day.start + Math.ceil((to - day.start) / HOUR) * HOUR;
  const missing = Math.max(0, 8 * HOUR - (end - start));
  const left = Math.max(day.start, start - Math.floor(missing / 2 / HOUR) * HOUR);
  return { start: left, end: Math.min(day.end, Math.max(end, left + 8 * HOUR)) };
}

/** One row for each person the engine looked at, in the order of the people list. */
export function rowsFor(view: ScheduleView, window: Interval): LaneRow[] {
  const lanes = new Map(view.answer?.lanes.map((lane) => [lane.personId, lane]));
  return view.people.flatMap((person) => {
    const lane = lanes.get(person.id);
    return lane ? [{ person, working: clip(lane.working, window), spans: clip(lane.spans, window) }] : [];
  });
}

/** Local dates (recruiter's zone) the search covers. */
export function searchedDates(view: ScheduleView): string[] {
  const zone = view.recruiterZone;
  const last = localDate(view.search.to - 1, zone);
  const dates: string[] = [];
  for (
    let date = localDate(view.search.from, zone);
    date <= last && dates.length < 62;
    date = addDays(date, 1)
  ) {
    if (isUsed(view, date) || dates.length === 0) dates.push(date);
  }
  return dates;
}

function isUsed(view: ScheduleView, date: string): boolean {
  const zone = view.recruiterZone;
  const day = { start: instantOf(date, '00:00', zone), end: instantOf(addDays(date, 1), '00:00', zone) };
  return !!view.answer?.lanes.some((lane) => lane.working.some((span) => overlaps(span, day)));
}

const SPAN_WORDS: Record<LaneSpan['kind'], (name: string, title: string | undefined) => string> = {
  busy: (name, title) => `${name} is in ${title ? `“${title}”` : 'a meeting'}`,
  tentative: (name, title) => `${name} holds ${title ? `“${title}”` : 'a meeting'}, not confirmed`,
  'out-of-office': (name) => `${name} is out of office`,
  buffer: (name) => `${name} has a buffer around a meeting`,
  unknown: (name) => `${name}’s calendar could not be read, so it does not count as free`,
};

/**
 * Why a meeting at `start` would or would not do. Before the first slot the engine's certificate speaks; after it
 * only the lanes are shown, and "open" means no more than "nothing in the lanes is in the way".
 */
export function momentAt(view: ScheduleView, start: number, now: number): Moment {
  const end = start + view.setup.durationMinutes * MINUTE;
  const answer = view.answer;
  const slot = answer?.slots.find((one) => one.start === start) ?? null;
  const run = answer?.whyNot.find((one) => one.from <= start && start <= one.to) ?? null;
  const changes = answer?.changes.filter((change) => change.opens === start) ?? [];
  const moment = { start, end, slot, run, changes };
  if (slot) return { ...moment, state: 'slot', blockers: [] };
  if (start < now) return { ...moment, state: 'past', blockers: ['This time has passed'] };
  if (run)
    return { ...moment, state: 'blocked', blockers: unique(run.facts.map((fact) => factText(fact, view))) };
  const blockers = unique(shortGroups(view, { start, end }));
  return { ...moment, state: blockers.length > 0 ? 'blocked' : 'open', blockers };
}

/** What keeps the members of each group away that has too few left. */
function shortGroups(view: ScheduleView, meeting: Interval): string[] {
  const inTheWay = new Map(rowsFor(view, meeting).map((row) => [row.person.id, rowBlockers(row, meeting)]));
  return view.setup.groups.flatMap((group) => {
    const away = group.members.flatMap((id) => {
      const blockers = inTheWay.get(id) ?? [];
      return blockers.length > 0 ? [blockers] : [];
    });
    return group.members.length - away.length < group.need ? away.flat() : [];
  });
}

function rowBlockers({ person, working, spans }: LaneRow, meeting: Interval): string[] {
  const inside = working.some((span) => span.start <= meeting.start && meeting.end <= span.end);
  const outside =
    inside || spans.some((span) => span.kind === 'unknown') ? [] : [`Outside ${person.name}’s working hours`];
  return [...spans.map((span) => SPAN_WORDS[span.kind](person.name, span.title)), ...outside];
}

const unique = (words: string[]): string[] => [...new Set(words)];

/** `busy 09:00 to 10:30, “Design review”`: one person's day in words, for the table. */
export const spanWord: Record<LaneSpan['kind'], string> = {
  busy: 'Busy',
  tentative: 'Tentative',
  'out-of-office': 'Out of office',
  buffer: 'Buffer',
  unknown: 'Not readable',
};
