import type { CalendarEvent, EventChange, EventDraft, EventGuest } from '@/lib/calendar/port';
import type { Interval } from '@/lib/domain/interval';
import type { Difference } from '@/lib/ledger/plan';
import type { LeverNote, LeverPanel, NewPanel } from '@/lib/lever/types';
import { spanText } from './times';

const GONE = 'It is not there any more: somebody deleted or cancelled it.';

/** How an event differs from the draft it was made from. `zone`: IANA, in which times are said. */
export function eventDifferences(
  draft: Pick<EventDraft, 'title' | 'start' | 'end'>,
  now: CalendarEvent | null,
  zone: string,
): Difference[] {
  const written = `“${draft.title}”, ${spanText(draft.start, draft.end, zone)}`;
  if (!now || now.cancelled) return [{ what: 'The event', written, now: GONE }];
  const found: Difference[] = [];
  if (now.start !== draft.start || now.end !== draft.end)
    found.push({
      what: 'Time',
      written: spanText(draft.start, draft.end, zone),
      now: spanText(now.start, now.end, zone),
    });
  if (now.title.trim() !== draft.title.trim())
    found.push({ what: 'Title', written: draft.title, now: now.title || '(no title)' });
  return found;
}

/** Who was invited and who is on the event now. Answers of guests are no change; `organizer` may be listed or not. */
export function guestDifferences(
  invited: readonly EventGuest[],
  now: CalendarEvent,
  organizer: string | null,
): Difference[] {
  const key = (guest: EventGuest) => guest.email.toLowerCase();
  const there = now.guests.filter((guest) => key(guest) !== organizer?.toLowerCase());
  const same =
    invited.every((one) => there.some((guest) => key(guest) === key(one))) &&
    there.every((guest) => invited.some((one) => key(one) === key(guest)));
  if (same) return [];
  const names = (guests: readonly EventGuest[]) =>
    guests.map((guest) => guest.name ?? guest.email).join(', ') || 'nobody';
  return [{ what: 'Guests', written: names(invited), now: names(there) }];
}

/** How the panel in Lever differs from what was written; interviews are compared in order of their times. */
export function panelDifferences(
  written: Pick<NewPanel, 'timezone' | 'interviews'>,
  now: LeverPanel | null,
): Difference[] {
  const span = (one: { date: number; duration: number }) =>
    spanText(one.date, one.date + one.duration * 60_000, written.timezone);
  const byTime = <T extends { date: number }>(list: readonly T[]) =>
    [...list].sort((a, b) => a.date - b.date);
  const asked = byTime(written.interviews);
  if (!now || now.canceledAt !== null)
    return [{ what: 'The panel in Lever', written: asked.map(span).join('; ') || 'a panel', now: GONE }];
  const there = byTime(now.interviews);
  if (there.length !== asked.length)
    return [
      { what: 'Interviews of the panel', written: `${asked.length}`, now: `${there.length}` },
      ...(asked.length === 1 ? asked.flatMap((one) => interviewDifferences(one, there[0], '', span)) : []),
    ];
  return asked.flatMap((one, n) =>
    interviewDifferences(one, there[n], asked.length > 1 ? `“${one.subject}”: ` : '', span),
  );
}

function interviewDifferences(
  written: NewPanel['interviews'][number],
  now: LeverPanel['interviews'][number] | undefined,
  which: string,
  span: (one: { date: number; duration: number }) => string,
): Difference[] {
  if (!now) return [];
  const found: Difference[] = [];
  if (now.date !== written.date || now.duration !== written.duration)
    found.push({ what: `${which}Time in Lever`, written: span(written), now: span(now) });
  const asked = new Set(written.interviewers.map((one) => one.id));
  const same = asked.size === now.interviewers.length && now.interviewers.every((one) => asked.has(one.id));
  if (!same)
    found.push({
      what: `${which}Interviewers in Lever`,
      written: written.interviewers
        .map(
          (one) => now.interviewers.find((there) => there.id === one.id)?.name ?? 'somebody taken off since',
        )
        .join(', '),
      now: now.interviewers.map((one) => one.name).join(', ') || 'nobody',
    });
  return found;
}

/** Differences of one of several events, each saying which event it is about. */
export const ofEvent = (title: string, found: readonly Difference[]): Difference[] =>
  found.map((one) => ({ ...one, what: `“${title}”: ${one.what}` }));

/** How an event differs from what a change of it wrote. `from`: its time before; `zone`: IANA, in which times are said. */
export function changeDifferences(
  change: EventChange,
  from: Interval,
  now: CalendarEvent | null,
  zone: string,
): Difference[] {
  const { start, end } = change.time ?? from;
  if (!now || now.cancelled) return [{ what: 'The event', written: spanText(start, end, zone), now: GONE }];
  const { add = [], remove = [] } = change;
  const there = new Map(now.guests.map((guest) => [guest.email.toLowerCase(), guest.name ?? guest.email]));
  const lost = add.filter((guest) => !there.has(guest.email.toLowerCase()));
  const back = remove.filter((email) => there.has(email.toLowerCase()));
  const found: Difference[] = [];
  if (now.start !== start || now.end !== end)
    found.push({
      what: 'Time',
      written: spanText(start, end, zone),
      now: spanText(now.start, now.end, zone),
    });
  if (lost.length + back.length > 0)
    found.push({
      what: 'Guests',
      written: [
        ...add.map((guest) => `${guest.name ?? guest.email} invited`),
        ...remove.map((email) => `${there.get(email.toLowerCase()) ?? email} taken off`),
      ].join(', '),
      now: [...there.values()].join(', ') || 'nobody',
    });
  return ofEvent(now.title, found);
}

/** A note that was deleted, or whose text is another one. */
export function noteDifferences(written: string, now: LeverNote | undefined): Difference[] {
  const short = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text);
  if (!now) return [{ what: 'The note in Lever', written: short(written), now: GONE }];
  const there = now.fields.map((field) => field.value).join('\n');
  return there.trim() === written.trim()
    ? []
    : [{ what: 'The note in Lever', written: short(written), now: short(there) }];
}
