import type { EventChange } from '@/lib/calendar/port';
import type { Availability } from '@/lib/domain/availability';
import { type Interval, subtract } from '@/lib/domain/interval';
import { Failure } from '@/lib/domain/problem';
import type { ActionHandler } from '@/lib/ledger/plan';
import type { LeverPanel, PanelUpdate } from '@/lib/lever/types';
import { conflictOf } from './conflicts';
import { changeDifferences, panelDifferences } from './differences';
import { absent, type BookingPorts, type HeldEvent, held } from './held-event';
import type {
  ChangeEventPayload,
  ChangePanelPayload,
  CheckMeetingsPayload,
  VerifyChangePayload,
} from './payloads';
import { spanText } from './times';

type Known = Extract<Availability, { state: 'known' }>;

/** A reading without the time that the person gives to what is being changed. */
function withoutOwn(availability: Known, own: readonly Interval[] | undefined): Known {
  if (!own?.length) return availability;
  const busy = availability.busy.flatMap((block) =>
    subtract([block], own).map(({ start, end }) => ({ ...block, start, end })),
  );
  return { ...availability, busy };
}

/** Reads everybody once, over the whole time, and looks at each meeting. */
function checkMeetings(ports: BookingPorts): ActionHandler<CheckMeetingsPayload, { readAt: number }> {
  return {
    kind: 'check-meetings',
    async execute({ meetings, zone, softWords, skip, own }) {
      const asked = meetings.flatMap((meeting) =>
        meeting.people
          .filter((person) => person.email.toLowerCase() !== skip?.toLowerCase())
          .map((person) => ({ meeting, person })),
      );
      if (asked.length === 0) return { readAt: ports.clock.now() };
      const margin = Math.max(...asked.flatMap(({ person }) => [person.bufferBefore, person.bufferAfter]));
      const window = {
        start: Math.min(...meetings.map((m) => m.start)) - margin * 60_000,
        end: Math.max(...meetings.map((m) => m.end)) + margin * 60_000,
      };
      for (const provider of ['google', 'microsoft'] as const) {
        const mine = asked.filter(({ person }) => person.provider === provider);
        if (mine.length === 0) continue;
        const calendar = await ports.calendar(provider);
        const read = await calendar.freeBusy([...new Set(mine.map(({ person }) => person.email))], window);
        for (const { meeting, person } of mine) {
          const availability = read[person.email];
          if (!availability || availability.state === 'unknown')
            throw new Failure({
              code: 'calendar-unreadable',
              subject: person.name,
              message: `${person.name}'s calendar (${person.email}) could not be read just before booking${availability ? `: ${availability.problem.message}` : '.'}`,
              next: 'Nothing was booked. Try again, or say in the stage plan that this person is free.',
            });
          const seen = withoutOwn(availability, own[person.email.toLowerCase()]);
          if (conflictOf(seen, person, meeting, softWords))
            throw new Failure({
              code: 'slot-taken',
              subject: person.name,
              message: `${person.name} is no longer free for “${meeting.name}” on ${spanText(meeting.start, meeting.end, zone)}: something was booked there a moment ago.`,
              next: 'Search again; the calendars are read anew.',
            });
        }
      }
      return { readAt: ports.clock.now() };
    },
    reconcile: absent,
  };
}

const lower = (emails: readonly string[]): Set<string> => new Set(emails.map((e) => e.toLowerCase()));

/** True when the event is already as the change wants it, as far as can be read. */
function isSo(
  event: { start: number; end: number; guests: { email: string }[] },
  change: EventChange,
): boolean {
  const there = lower(event.guests.map((g) => g.email));
  if (change.time && (event.start !== change.time.start || event.end !== change.time.end)) return false;
  if (change.add?.some((g) => !there.has(g.email.toLowerCase()))) return false;
  return !change.remove?.some((email) => there.has(email.toLowerCase()));
}

function changeEvent(ports: BookingPorts): ActionHandler<ChangeEventPayload, HeldEvent> {
  async function apply(payload: ChangeEventPayload, change: EventChange, expected: Interval, force: boolean) {
    const calendar = await ports.calendar(payload.provider);
    const event = await calendar.read(payload.eventId);
    if (!event || event.cancelled)
      throw new Failure({
        code: 'event-gone',
        message: 'The calendar event was deleted by somebody.',
        next: 'Undo the loop and book it again.',
      });
    const moved = event.start !== expected.start || event.end !== expected.end;
    if (moved && !force && !isSo(event, change))
      throw new Failure({
        code: 'changed-by-someone',
        message: `“${event.title}” was moved by a person: expected ${spanText(expected.start, expected.end, payload.zone)}, now ${spanText(event.start, event.end, payload.zone)}.`,
        next: 'Look at the event. Refresh, or undo anyway to put it back.',
      });
    return held(await calendar.change(event.id, event.version, change));
  }
  return {
    kind: 'change-event',
    execute: (payload) => apply(payload, payload.change, payload.from, false),
    async reconcile(payload) {
      const event = await (await ports.calendar(payload.provider)).read(payload.eventId);
      // A change of the text alone is told by the words; where the provider does not tell them it is written again.
      const { time, add = [], remove = [], description } = payload.change;
      const tells =
        time !== undefined ||
        add.length + remove.length > 0 ||
        (description !== undefined && event?.words?.includes(description.replace(/\s+/g, ' ').trim()));
      return event && tells && isSo(event, payload.change)
        ? { outcome: 'done', result: held(event) }
        : { outcome: 'absent' };
    },
    async compensate(payload, _result, context) {
      await apply(payload, payload.back, payload.change.time ?? payload.from, context.force ?? false);
    },
    async compare({ provider, eventId, change, from, zone }) {
      const calendar = await ports.calendar(provider);
      return changeDifferences(change, from, await calendar.read(eventId), zone);
    },
  };
}

const samePanel = (panel: LeverPanel, wanted: PanelUpdate): boolean =>
  panel.interviews.length === wanted.interviews.length &&
  wanted.interviews.every((one) => {
    const found = panel.interviews.find((i) => i.id === one.id);
    const who = (list: readonly { id: string }[]) =>
      list
        .map((i) => i.id)
        .sort()
        .join(' ');
    return found && found.date === one.date && who(found.interviewers) === who(one.interviewers);
  });

function changeLeverPanel(ports: BookingPorts): ActionHandler<ChangePanelPayload, { panelId: string }> {
  const refuse = (message: string, next: string): never => {
    throw new Failure({ code: 'changed-by-someone', subject: 'Lever', message, next });
  };
  return {
    kind: 'change-lever-panel',
    async execute({ opportunityId, performAs, panelId, before, after }) {
      const lever = await ports.lever();
      const now = await lever.panel(opportunityId, panelId);
      // Lever takes the whole panel at once: what somebody else wrote since the preview would be lost.
      if (!now || now.canceledAt !== null)
        return refuse('The panel was taken out of Lever by somebody.', 'Undo the on-site and book it again.');
      if (!samePanel(now, before) && !samePanel(now, after))
        return refuse(
          'The panel in Lever was changed by somebody after this preview was made.',
          'Nothing was changed. Refresh and look at it, then preview again.',
        );
      await lever.updatePanel(opportunityId, performAs, panelId, after);
      return { panelId };
    },
    async reconcile({ opportunityId, panelId, after }) {
      const panel = await (await ports.lever()).panel(opportunityId, panelId);
      return panel && samePanel(panel, after)
        ? { outcome: 'done', result: { panelId } }
        : { outcome: 'absent' };
    },
    async compensate({ opportunityId, performAs, panelId, before, after }, _result, { force }) {
      const lever = await ports.lever();
      const now = await lever.panel(opportunityId, panelId);
      if (!now || now.canceledAt !== null || samePanel(now, before)) return;
      if (!force && !samePanel(now, after))
        return refuse(
          'The panel in Lever was changed by somebody after the change.',
          'Look at it in Lever. Undo anyway puts it back as it was before the change.',
        );
      await lever.updatePanel(opportunityId, performAs, panelId, before);
    },
    async compare({ opportunityId, panelId, after }) {
      return panelDifferences(after, await (await ports.lever()).panel(opportunityId, panelId));
    },
  };
}

function verifyChange(ports: BookingPorts): ActionHandler<VerifyChangePayload, { verifiedAt: number }> {
  return {
    kind: 'verify-change',
    async execute({ opportunityId, panelId, interviews, events }) {
      const wrong: string[] = [];
      for (const { provider, eventId, start, guests, gone } of events) {
        const now = await (await ports.calendar(provider)).read(eventId);
        if (!now || now.cancelled) {
          wrong.push(`an event on ${provider} is not there any more`);
          continue;
        }
        const there = lower(now.guests.map((g) => g.email));
        const lost = guests.filter((email) => !there.has(email.toLowerCase()));
        const left = gone.filter((email) => there.has(email.toLowerCase()));
        if (now.start !== start) wrong.push(`“${now.title}” is not at its new time`);
        if (lost.length > 0) wrong.push(`${lost.join(', ')} is missing on “${now.title}”`);
        if (left.length > 0) wrong.push(`${left.join(', ')} is still on “${now.title}”`);
      }
      const panel = await (await ports.lever()).panel(opportunityId, panelId);
      for (const { date, who } of interviews) {
        const found = panel?.interviews.find((i) => i.date === date);
        const ids = new Set(found?.interviewers.map((i) => i.id));
        if (!found || who.some((id) => !ids.has(id))) wrong.push('Lever does not show the change');
      }
      if (wrong.length > 0)
        throw new Failure({
          code: 'verification-failed',
          message: `The change was written, but reading it back shows: ${[...new Set(wrong)].join('; ')}.`,
          next: 'Open the calendar and Lever to compare, then undo the change or accept it as it is.',
        });
      return { verifiedAt: ports.clock.now() };
    },
    reconcile: absent,
  };
}

/** What an on-site with several sessions needs beyond the actions of a single interview. */
export function loopHandlers(ports: BookingPorts): ActionHandler[] {
  return [
    checkMeetings(ports),
    changeEvent(ports),
    changeLeverPanel(ports),
    verifyChange(ports),
  ] as ActionHandler[];
}
