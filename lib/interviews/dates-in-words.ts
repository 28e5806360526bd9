/**
 * Dates and times as people write them in notes, read without a model. Everything is a calendar date
 * (`YYYY-MM-DD`) or wall clock (`HH:MM`); zones are somebody else's business. Ambiguous forms ("3/4") are
 * not read at all: a proposal nobody meant is worse than none.
 */
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const MONTH = `(${MONTHS.map((m) => `${m.slice(0, 3)}(?:${m.slice(3)})?`).join('|')}|sept)`;
const ORDINAL = '(\\d{1,2})(?:st|nd|rd|th)?';
const WEEKDAY = '(sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:days?)?';

/** Source of a regular expression matching one date in words. */
export const DATE = `(?:\\d{4}-\\d{2}-\\d{2}|(?:the\\s+)?${ORDINAL}(?:\\s+of)?\\s+${MONTH}(?:\\s+\\d{4})?|${MONTH}\\s+${ORDINAL}(?:,?\\s+\\d{4})?|the\\s+\\d{1,2}(?:st|nd|rd|th)|(?:next\\s+)?${WEEKDAY}|today|tomorrow)`;

/** Days since 1970-01-01 of a calendar date; arithmetic on dates needs no zone. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** 0 = Sunday. */
export function weekdayOf(date: string): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

const pad = (n: number): string => String(n).padStart(2, '0');

function valid(year: number, month: number, day: number): string | null {
  const date = `${year}-${pad(month)}-${pad(day)}`;
  return day >= 1 && day <= 31 && dateOfDay(dayNumber(date)) === date ? date : null;
}

/** The date meant by `words`, on or after `today`; null when it is not one. */
export function readDate(words: string, today: string): string | null {
  const text = words.trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^\d{4}-\d{2}-\d{2}$/.test(text))
    return valid(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10));
  if (text === 'today') return today;
  if (text === 'tomorrow') return dateOfDay(dayNumber(today) + 1);
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const ordinal = /^the (\d{1,2})(?:st|nd|rd|th)$/.exec(text);
  if (ordinal) {
    const wanted = Number(ordinal[1]);
    if (wanted >= day) return valid(year, month, wanted);
    return month === 12 ? valid(year + 1, 1, wanted) : valid(year, month + 1, wanted);
  }
  const named = readMonthDate(text);
  if (named) {
    const inYear = named.year ?? year;
    const date = valid(inYear, named.month, named.day);
    return date && named.year === null && date < today ? valid(inYear + 1, named.month, named.day) : date;
  }
  const weekday = new RegExp(`^(next )?${WEEKDAY}$`).exec(text);
  if (weekday) {
    const wanted = readWeekday(weekday[2] ?? '');
    if (wanted === null) return null;
    const ahead = (wanted - weekdayOf(today) + 7) % 7;
    return dateOfDay(
      dayNumber(today) + (weekday[1] && ahead < 7 - ((weekdayOf(today) + 6) % 7) ? ahead + 7 : ahead),
    );
  }
  return null;
}

function readMonthDate(text: string): { year: number | null; month: number; day: number } | null {
  const dayFirst = new RegExp(`^(?:the )?${ORDINAL}(?: of)? ${MONTH}(?: (\\d{4}))?$`).exec(text);
  const monthFirst = new RegExp(`^${MONTH} ${ORDINAL}(?:,? (\\d{4}))?$`).exec(text);
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  if (!day || !name) return null;
  const month = MONTHS.findIndex((m) => m.startsWith(name.slice(0, 3))) + 1;
  return { year: year ? Number(year) : null, month, day: Number(day) };
}

/** 0 = Sunday … 6 = Saturday; null when the word is no weekday. */
export function readWeekday(word: string): number | null {
  const start = word.toLowerCase().slice(0, 3);
  const index = DAYS.findIndex((d) => d.startsWith(start));
  return start.length === 3 && index >= 0 ? index : null;
}

/** All weekdays named in a sentence, with "weekdays", "weekends" and ranges ("Mon-Wed"). */
export function readWeekdays(sentence: string): number[] {
  const found = new Set<number>();
  const text = sentence.toLowerCase();
  if (/\bweekdays?\b/.test(text)) for (const d of [1, 2, 3, 4, 5]) found.add(d);
  if (/\bweekends?\b/.test(text)) for (const d of [0, 6]) found.add(d);
  const word = `${WEEKDAY}\\b`;
  for (const range of text.matchAll(new RegExp(`\\b${word}\\s*(?:-|–|to|through)\\s*${word}`, 'g'))) {
    const [from, to] = [readWeekday(range[1] ?? ''), readWeekday(range[2] ?? '')];
    if (from !== null && to !== null)
      for (let d = from; ; d = (d + 1) % 7) {
        found.add(d);
        if (d === to) break;
      }
  }
  for (const one of text.matchAll(new RegExp(`\\b${word}`, 'g'))) {
    const d = readWeekday(one[1] ?? '');
    if (d !== null) found.add(d);
  }
  return [...found].sort((a, b) => a - b);
}

/** `9`, `9am`, `15:30`, `3 pm`, `noon` → `HH:MM`; null when it is no time of day. */
export function readClock(words: string): string | null {
  const text = words.trim().toLowerCase();
  if (text === 'noon' || text === 'midday') return '12:00';
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|h|uhr|o'clock)?$/.exec(text);
  if (!match) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const half = match[3]?.[0];
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return `${pad(hour)}:${pad(minute)}`;
}
