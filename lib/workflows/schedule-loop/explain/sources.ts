import { wallAt } from '@/lib/scheduling/zone';
import type { LoopView } from '../contract';
import type { LoopQuestion } from '../question';

/** A field of the stage plan, as the editor names it in `data-field`. */
export type EditorField =
  | 'days.most'
  | 'days.adjacent'
  | 'days.sessionsMost'
  | 'days.spanMost'
  | 'gap.least'
  | 'gap.most'
  | 'lunch'
  | 'order.first'
  | 'order.last'
  | 'rooms'
  | 'rooms.onePerDay'
  | 'windows'
  | `pair:${string}`
  | `group:${string}`
  | `session:${string}`;

/** Where a fact comes from, and so where it is looked at or changed. */
export type FactSource =
  /** A page of the provider: the calendar of one person or room on one day. */
  | { kind: 'calendar'; label: string; href: string }
  /** A person's hours, limits and calendar in the control room. */
  | { kind: 'person'; label: string; personId: string }
  | { kind: 'field'; label: string; field: EditorField }
  /** A sentence in a note on the candidate. */
  | { kind: 'wish'; label: string; wishId: string };

/**
 * The calendar with this address on the day of `at`, as its provider links to it; null where there is no such link:
 * Outlook on the web has no address for the calendar of somebody else.
 */
export function calendarLink(
  calendar: { provider: 'google' | 'microsoft'; email: string } | null,
  at: number,
  zone: string,
): string | null {
  if (calendar?.provider !== 'google') return null;
  const day = wallAt(zone, at).date.replaceAll('-', '');
  const query = new URLSearchParams({
    src: calendar.email,
    mode: 'WEEK',
    dates: `${day}/${day}`,
    ctz: zone,
  });
  return `https://calendar.google.com/calendar/embed?${query}`;
}

export const personOf = (view: LoopView, question: LoopQuestion, p: number) => {
  const id = question.people[p]?.id ?? '';
  return {
    id,
    name: question.people[p]?.name ?? 'Somebody',
    known: view.people.find((one) => one.id === id),
  };
};
