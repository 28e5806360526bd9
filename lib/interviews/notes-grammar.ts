import type { SchedulingConstraint } from '@/lib/domain/scheduling-constraint';
import { DATE, dateOfDay, dayNumber, readClock, readDate, readWeekdays, weekdayOf } from './dates-in-words';

/** Somebody a note may be about. */
export interface NamedPerson {
  /** Lever user id, or `candidate`. */
  id: string;
  name: string;
}

export interface ConstraintProposal {
  /** Stable for the same note and sentence. */
  id: string;
  noteId: string;
  quote: string;
  constraint: SchedulingConstraint;
}

const NEGATIVE =
  /\b(not|no|never|can'?t|cannot|can not|won'?t|isn'?t|unavailable|away|out(?: of office)?|ooo|off|on leave|on holiday|on vacation|travell?ing|avoid|busy)\b/;
const ONLY = /\b(only|just|exclusively|has to be|must be|available)\b/;
const TIME = '(\\d{1,2}(?:[:.h]\\d{2})?\\s*(?:am|pm|a\\.m\\.|p\\.m\\.)?|noon|midday)';

/**
 * Scheduling constraints that a sentence plainly states, as proposals a person confirms. A small grammar:
 * WHO (a name we know, or "candidate") + NOT / ONLY + at least one of weekdays, hours, dates. A sentence that
 * fits no rule, or names two people or nobody, gives nothing.
 *
 * @param today local date of the note (`YYYY-MM-DD`), which "until the 12th" is counted from
 */
export function readConstraints(
  note: { id: string; text: string },
  today: string,
  people: readonly NamedPerson[],
): ConstraintProposal[] {
  const proposals: ConstraintProposal[] = [];
  const sentences = note.text.replaceAll('’', "'").split(/(?<=[.!?;])\s+|[\r\n;]+|,\s+(?=but\b)/);
  sentences.forEach((sentence, index) => {
    const quote = sentence.trim().replace(/[.!?;,]+$/, '');
    if (quote.length < 6 || quote.length > 300) return;
    const constraint = readSentence(quote, today, people);
    if (constraint) proposals.push({ id: `${note.id}:${index}`, noteId: note.id, quote, constraint });
  });
  return proposals;
}

function readSentence(
  sentence: string,
  today: string,
  people: readonly NamedPerson[],
): SchedulingConstraint | null {
  const text = sentence.toLowerCase();
  const minutes = /\b(?:make it|keep (?:it )?to|only|book|needs?)\s+(\d{2,3})[\s-]*(?:min|minutes)\b/.exec(
    text,
  );
  if (minutes) {
    const value = Number(minutes[1]);
    return value >= 15 && value <= 480 ? { kind: 'duration', minutes: value } : null;
  }
  const who = readSubject(text, people);
  if (!who) return null;
  const withoutNames = text.replaceAll(who.matched, ' ');
  if (
    who.id !== 'candidate' &&
    /\b(not with|don'?t (?:book|pair|schedule) (?:him|her|them)? ?with|conflict of interest)\b/.test(
      withoutNames,
    )
  ) {
    return { kind: 'not-with', who: who.id };
  }
  const negative = NEGATIVE.test(withoutNames);
  const only = !negative && ONLY.test(withoutNames);
  if (!negative && !only) return null;
  const dates = readDates(withoutNames, today);
  const hours = readHours(dates.rest);
  const days = readWeekdays(dates.rest);
  if (days.length === 0 && !hours && !dates.since && !dates.until) return null;
  // "away" without an end is no constraint anybody could honour.
  if (negative && days.length === 0 && !hours && !dates.until) return null;
  const when = {
    ...(days.length > 0 ? { days } : {}),
    ...(hours ?? {}),
    ...(dates.since ? { since: dates.since } : {}),
    ...(dates.until ? { until: dates.until } : {}),
  };
  if (negative) return { kind: 'unavailable', who: who.id, ...when };
  const zone = readZone(withoutNames);
  return { kind: 'only', who: who.id, ...when, ...(zone ? { zone } : {}) };
}

/** The one person a sentence names: full name, else a first name only one of them has. */
function readSubject(text: string, people: readonly NamedPerson[]): { id: string; matched: string } | null {
  const hits = new Map<string, string>();
  const has = (word: string): boolean =>
    new RegExp(
      `(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
      'u',
    ).test(text);
  for (const person of people) {
    const full = person.name.toLowerCase();
    if (full.length > 2 && has(full)) hits.set(person.id, full);
  }
  for (const person of people) {
    if (!hits.has(person.id)) {
      const first = person.name.toLowerCase().split(/\s+/)[0] ?? '';
      const shared = people.filter((p) => p.name.toLowerCase().split(/\s+/)[0] === first).length > 1;
      if (first.length > 1 && !shared && has(first)) hits.set(person.id, first);
    }
  }
  const candidate = /\b(candidate|applicant)\b/.exec(text);
  if (hits.size === 0 && candidate) return { id: 'candidate', matched: candidate[0] };
  const only = [...hits.entries()];
  return only.length === 1 && only[0] ? { id: only[0][0], matched: only[0][1] } : null;
}

function readDates(text: string, today: string): { since?: string; until?: string; rest: string } {
  let rest = text;
  let since: string | null = null;
  let until: string | null = null;
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => boolean): void => {
    const match = pattern.exec(rest);
    if (match && use(match))
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
  };
  take(
    new RegExp(
      `\\b(?:from|between)?\\s*(${DATE})\\s*(?:-|–|to|until|till|and|through)\\s*(${DATE})(?![\\w:])`,
    ),
    (m) => {
      const parts = new RegExp(
        `^(?:\\s*(?:from|between))?\\s*(${DATE})\\s*(?:-|–|to|until|till|and|through)\\s*(${DATE})$`,
      ).exec(m[0]);
      const first = parts ? readDate(parts[1] ?? '', today) : null;
      const groups = parts ? parts.slice(1) : [];
      const second = groups.map((g) => g ?? '').filter((g) => readDate(g, today) && m[0].endsWith(g))[0];
      const last = second ? readDate(second, first ?? today) : null;
      // "Mon to Wed" and "Fridays until the 12th" name weekdays, not a first date.
      if (!first || !last || !/\d|today|tomorrow/.test(parts?.[1] ?? '')) return false;
      since = first;
      until = last;
      return true;
    },
  );
  if (!until) {
    take(
      new RegExp(`\\b(?:until|till|through|up to|before)\\s+(?:and including\\s+)?(${DATE})(?![\\w:])`),
      (m) => {
        const date = readDate(m[1] ?? '', today);
        if (!date) return false;
        until = m[0].startsWith('before') ? dateOfDay(dayNumber(date) - 1) : date;
        return true;
      },
    );
  }
  if (!since) {
    take(new RegExp(`\\b(?:from|since|starting|as of|after)\\s+(${DATE})(?![\\w:])`), (m) => {
      const date = readDate(m[1] ?? '', today);
      if (!date) return false;
      since = m[0].startsWith('after') ? dateOfDay(dayNumber(date) + 1) : date;
      return true;
    });
  }
  take(/\b(this|next) week\b/, (m) => {
    const monday = dayNumber(today) - ((weekdayOf(today) + 6) % 7) + (m[1] === 'next' ? 7 : 0);
    since ??= dateOfDay(Math.max(monday, dayNumber(today)));
    until ??= dateOfDay(monday + 6);
    return true;
  });
  if (!since && !until) {
    take(new RegExp(`\\bon\\s+(?:the\\s+)?(${DATE})(?![\\w:])`), (m) => {
      const date = /\d|today|tomorrow/.test(m[1] ?? '') ? readDate(m[1] ?? '', today) : null;
      if (!date) return false;
      since = date;
      until = date;
      return true;
    });
  }
  return { ...(since ? { since } : {}), ...(until ? { until } : {}), rest };
}

function readHours(text: string): { from?: string; to?: string } | null {
  const range = new RegExp(
    `\\b(?:between\\s+|from\\s+)?${TIME}\\s*(?:-|–|to|and|until)\\s*${TIME}(?![\\w])`,
  ).exec(text);
  if (range) {
    const [from, to] = [readClock(range[1] ?? ''), readClock(range[2] ?? '')];
    if (from && to && from < to) return { from, to };
  }
  const before = new RegExp(`\\b(?:before|until|till|earlier than)\\s+${TIME}(?![\\w])`).exec(text);
  const after = new RegExp(`\\b(?:after|from|later than)\\s+${TIME}(?![\\w])`).exec(text);
  const to = before ? readClock(before[1] ?? '') : null;
  const from = after ? readClock(after[1] ?? '') : null;
  if (to || from) return { ...(from ? { from } : { from: '00:00' }), ...(to ? { to } : { to: '24:00' }) };
  if (/\bmornings?\b/.test(text)) return { from: '00:00', to: '12:00' };
  if (/\bafternoons?\b/.test(text)) return { from: '12:00', to: '18:00' };
  if (/\bevenings?\b/.test(text)) return { from: '17:00', to: '24:00' };
  return null;
}

const ZONE_WORDS: Record<string, string> = {
  'new york': 'America/New_York',
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
  london: 'Europe/London',
  uk: 'Europe/London',
  berlin: 'Europe/Berlin',
  cet: 'Europe/Berlin',
  utc: 'UTC',
  gmt: 'UTC',
  india: 'Asia/Kolkata',
  tokyo: 'Asia/Tokyo',
  sydney: 'Australia/Sydney',
};

function readZone(text: string): string | null {
  const match =
    /\b(new york|eastern|central|mountain|pacific|london|uk|berlin|cet|utc|gmt|india|tokyo|sydney)(?:\s+time)?\b/.exec(
      text,
    );
  return match ? (ZONE_WORDS[match[1] ?? ''] ?? null) : null;
}
