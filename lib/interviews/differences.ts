import type { CalendarEvent, EventDraft, EventGuest } from '@/lib/calendar/port';
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

/** How the panel in Lever differs from what was written. */
export function panelDifferences(written: NewPanel, now: LeverPanel | null): Difference[] {
  const { timezone } = written;
  const interview = written.interviews[0];
  const span = (start: number, minutes: number) => spanText(start, start + minutes * 60_000, timezone);
  if (!now || now.canceledAt !== null)
    return [
      {
        what: 'The panel in Lever',
        written: interview ? span(interview.date, interview.duration) : 'a panel',
        now: GONE,
      },
    ];
  const found: Difference[] = [];
  const first = now.interviews[0];
  if (interview && now.interviews.length !== written.interviews.length)
    found.push({
      what: 'Interviews of the panel',
      written: `${written.interviews.length}`,
      now: `${now.interviews.length}`,
    });
  if (!interview || !first) return found;
  if (first.date !== interview.date || first.duration !== interview.duration)
    found.push({
      what: 'Time in Lever',
      written: span(interview.date, interview.duration),
      now: span(first.date, first.duration),
    });
  const asked = new Set(interview.interviewers.map((one) => one.id));
  const same =
    asked.size === first.interviewers.length && first.interviewers.every((one) => asked.has(one.id));
  if (!same)
    found.push({
      what: 'Interviewers in Lever',
      written: interview.interviewers
        .map(
          (one) =>
            first.interviewers.find((there) => there.id === one.id)?.name ?? 'somebody taken off since',
        )
        .join(', '),
      now: first.interviewers.map((one) => one.name).join(', ') || 'nobody',
    });
  return found;
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
