import type { BusyBlock } from '@/lib/domain/availability';
import { weekdayOf } from './civil-date';
import { type Grid, hitRange, indexFrom } from './grid';
import type { BlockingFact, PanelPerson, PanelRequest } from './panel';
import { gapsBetween } from './working-time';
import { localDay, startOfDay, startOfLocalDate } from './zone';

/** A fact with the starts it rules out (`lo`-`hi`, inclusive); `bare` is the same without buffers. */
export interface FactRange {
  fact: BlockingFact;
  lo: number;
  hi: number;
  bare: { lo: number; hi: number } | null;
}

/** A block that may be booked over at a price. */
export interface SoftRange {
  code: 'tentative' | 'soft';
  lo: number;
  hi: number;
  title?: string;
}

const MINUTE = 60_000;

/** How firm a calendar block is under the request's tentative policy and soft words. */
export function firmness(
  block: BusyBlock,
  request: Pick<PanelRequest, 'tentative' | 'softWords'>,
): 'hard' | 'tentative' | 'soft' | 'free' {
  if (block.status === 'elsewhere' || block.end <= block.start) return 'free';
  if (block.status === 'out-of-office') return 'hard';
  if (hasSoftWord(block, request.softWords)) return 'soft';
  if (block.status === 'busy' || request.tentative === 'busy') return 'hard';
  return request.tentative === 'soft' ? 'tentative' : 'free';
}

const titleTests = new WeakMap<readonly string[], Map<string, boolean>>();

/** Whole words only: "hold" is not in "Shareholder meeting". Titles of private events are never read. */
function hasSoftWord(block: BusyBlock, words: readonly string[]): boolean {
  if (!block.title || block.isPrivate || words.length === 0) return false;
  // Calendars repeat their titles, and one list of words is searched with many times.
  let tested = titleTests.get(words);
  if (!tested) {
    tested = new Map();
    titleTests.set(words, tested);
  }
  let soft = tested.get(block.title);
  if (soft === undefined) {
    const title = wordsOf(block.title);
    soft = words.some((word) => wordsOf(word) !== '  ' && title.includes(wordsOf(word)));
    tested.set(block.title, soft);
  }
  return soft;
}

function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** The title a block may be shown with. */
export function shownTitle(block: BusyBlock): string | undefined {
  return block.isPrivate ? undefined : block.title;
}

/** Calendar blocks of a person, as facts and as soft ranges; none when the calendar is unreadable. */
export function calendarRanges(person: PanelPerson, request: PanelRequest, grid: Grid) {
  const facts: FactRange[] = [];
  const soft: SoftRange[] = [];
  if (person.availability.state === 'unknown') {
    if (!person.assumeFree && grid.size > 0) {
      const all = { lo: 0, hi: grid.size - 1 };
      facts.push({ fact: { kind: 'unknown-calendar', personId: person.id }, ...all, bare: all });
    }
    return { facts, soft };
  }
  for (const block of person.availability.busy) {
    const firm = firmness(block, request);
    if (firm === 'free') continue;
    const from = Math.floor(block.start / MINUTE);
    const to = Math.ceil(block.end / MINUTE);
    const title = shownTitle(block);
    const bare = hitRange(grid, from, to, 0, 0);
    if (firm !== 'hard') {
      if (bare) soft.push({ code: firm, ...bare, title });
      continue;
    }
    const hit = hitRange(grid, from, to, person.bufferBefore, person.bufferAfter);
    if (!hit) continue;
    const fact: BlockingFact = {
      kind:
        block.status === 'tentative'
          ? 'tentative'
          : block.status === 'out-of-office'
            ? 'out-of-office'
            : 'busy',
      personId: person.id,
      interval: { start: block.start, end: block.end },
    };
    if (title) fact.title = title;
    facts.push({ fact, ...hit, bare });
  }
  return { facts, soft };
}

/** Time outside working hours as facts; a date that an override empties is `day-off`. Minutes. */
export function hoursRanges(
  person: PanelPerson,
  working: readonly number[],
  span: { start: number; end: number },
  grid: Grid,
): FactRange[] {
  const facts: FactRange[] = [];
  const off = person.overrides
    .filter((override) => override.hours.length === 0)
    .map((override) => {
      const start = startOfLocalDate(person.zone, override.date) / MINUTE;
      return { start, end: startOfDay(person.zone, localDay(person.zone, start) + 1), why: override.why };
    })
    .filter((day) => day.start < span.end && day.end > span.start)
    .sort((a, b) => a.start - b.start);
  const add = (kind: 'outside-hours' | 'day-off', from: number, to: number, why?: string) => {
    const hit = hitRange(grid, from, to, 0, 0);
    if (!hit) return;
    const fact: BlockingFact = {
      kind,
      personId: person.id,
      interval: { start: from * MINUTE, end: to * MINUTE },
    };
    if (why) fact.title = why;
    facts.push({ fact, ...hit, bare: hit });
  };
  const gaps = gapsBetween(working, span.start, span.end);
  for (let g = 0; g < gaps.length; g += 2) {
    let from = gaps[g] as number;
    const to = gaps[g + 1] as number;
    for (const day of off) {
      const a = Math.max(from, day.start);
      const b = Math.min(to, day.end);
      if (a >= b) continue;
      if (from < a) add('outside-hours', from, a);
      add('day-off', a, b, day.why);
      from = b;
    }
    if (from < to) add('outside-hours', from, to);
  }
  return facts;
}

/** Interviews by local day and by week (day number of its Monday), each counted where it starts. */
export function interviewLoad(person: Pick<PanelPerson, 'zone' | 'interviews'>): {
  days: Map<number, number>;
  weeks: Map<number, number>;
} {
  const days = new Map<number, number>();
  const weeks = new Map<number, number>();
  for (const interview of person.interviews) {
    const day = localDay(person.zone, Math.floor(interview.start / MINUTE));
    const week = mondayOf(day);
    days.set(day, (days.get(day) ?? 0) + 1);
    weeks.set(week, (weeks.get(week) ?? 0) + 1);
  }
  return { days, weeks };
}

/** Day number of the Monday of a day's week. */
export function mondayOf(day: number): number {
  return day - ((weekdayOf(day) + 6) % 7);
}

/** Local days and weeks in which a person already has as many interviews as allowed. Minutes. */
export function limitRanges(
  person: PanelPerson,
  span: { start: number; end: number },
  grid: Grid,
): FactRange[] {
  const facts: FactRange[] = [];
  if (person.dailyLimit === null && person.weeklyLimit === null) return facts;
  const load = interviewLoad(person);
  const first = localDay(person.zone, span.start);
  const last = localDay(person.zone, span.end - 1);
  const add = (kind: 'daily-limit' | 'weekly-limit', day: number, length: number) => {
    const from = startOfDay(person.zone, day);
    const to = startOfDay(person.zone, day + length);
    const lo = Math.max(0, indexFrom(grid, from));
    const hi = Math.min(grid.size - 1, indexFrom(grid, to) - 1);
    if (lo > hi) return;
    const interval = { start: from * MINUTE, end: to * MINUTE };
    facts.push({ fact: { kind, personId: person.id, interval }, lo, hi, bare: { lo, hi } });
  };
  if (person.dailyLimit !== null) {
    for (let day = first; day <= last; day++) {
      if ((load.days.get(day) ?? 0) >= person.dailyLimit) add('daily-limit', day, 1);
    }
  }
  if (person.weeklyLimit !== null) {
    for (let week = mondayOf(first); week <= last; week += 7) {
      if ((load.weeks.get(week) ?? 0) >= person.weeklyLimit) add('weekly-limit', week, 7);
    }
  }
  return facts;
}
