import type { CalendarEvent } from '@/lib/calendar/port';
import { Failure } from '@/lib/domain/problem';
import type { ActionContext, ActionHandler } from '@/lib/ledger/plan';
import type { LeverNote, LeverPanel } from '@/lib/lever/types';
import { agendaText } from './agenda';
import { checkLever } from './check-lever';
import { conflictOf } from './conflicts';
import {
  eventDifferences,
  guestDifferences,
  noteDifferences,
  ofEvent,
  panelDifferences,
} from './differences';
import { absent, type BookingPorts, type HeldEvent, held } from './held-event';
import { loopHandlers } from './loop-handlers';
import type {
  CheckPayload,
  HoldPayload,
  InvitePayload,
  NotePayload,
  PanelPayload,
  VerifyPayload,
  VideoLinkPayload,
} from './payloads';
import { spanText } from './times';
import { mustBeUnchanged } from './unchanged';

const LINK_TRIES = 8;
const LINK_PAUSE_MS = 1500;

function checkAvailability(ports: BookingPorts): ActionHandler<CheckPayload, { readAt: number }> {
  return {
    kind: 'check-availability',
    async execute(payload) {
      const margin = Math.max(0, ...payload.people.flatMap((p) => [p.bufferBefore, p.bufferAfter])) * 60_000;
      const window = { start: payload.start - margin, end: payload.end + margin };
      for (const provider of ['google', 'microsoft'] as const) {
        const people = payload.people.filter(
          (p) => p.provider === provider && p.email.toLowerCase() !== payload.skip?.toLowerCase(),
        );
        if (people.length === 0) continue;
        const calendar = await ports.calendar(provider);
        const read = await calendar.freeBusy(
          people.map((p) => p.email),
          window,
        );
        for (const person of people) {
          const availability = read[person.email];
          if (!availability || availability.state === 'unknown') {
            throw new Failure({
              code: 'calendar-unreadable',
              subject: person.name,
              message: `${person.name}'s calendar (${person.email}) could not be read just before booking${availability ? `: ${availability.problem.message}` : '.'}`,
              next: 'Nothing was booked. Try again, or tell Fulcrum in the set-up that this person is free.',
            });
          }
          const conflict = conflictOf(availability, person, payload, payload.softWords);
          if (conflict) {
            throw new Failure({
              code: 'slot-taken',
              subject: person.name,
              message: `${person.name} is no longer free on ${spanText(payload.start, payload.end, payload.zone)}: something was booked there a moment ago.`,
              next: 'Choose another time; the list has been read again.',
            });
          }
        }
      }
      return { readAt: ports.clock.now() };
    },
    reconcile: absent,
  };
}

/** Beside the candidate's own event there is more than one, so it has to be said which is meant. */
const ofSeveral = ({ plan }: ActionContext): boolean =>
  plan.actions.filter(({ action }) => action.kind === 'create-hold').length > 2;

function createHold(ports: BookingPorts): ActionHandler<HoldPayload, HeldEvent> {
  const find = async (payload: HoldPayload, context: ActionContext) =>
    (await ports.calendar(payload.provider)).findByKey(context.action.key);
  return {
    kind: 'create-hold',
    async execute(payload, context) {
      const calendar = await ports.calendar(payload.provider);
      const link = payload.locationFrom
        ? context.resultOf<{ joinUrl: string }>(payload.locationFrom).joinUrl
        : null;
      const agenda = agendaText(
        payload.agenda,
        (from) => context.resultOf<{ joinUrl: string }>(from).joinUrl,
      );
      const described = { ...payload.draft, description: `${payload.draft.description}${agenda}` };
      const draft = link
        ? { ...described, location: link, description: `${described.description}\n\nJoin: ${link}` }
        : described;
      return held(await calendar.createHold(draft, context.action.key));
    },
    async reconcile(payload, context) {
      const event = await find(payload, context);
      return event && !event.cancelled ? { outcome: 'done', result: held(event) } : { outcome: 'absent' };
    },
    async compensate({ provider, draft }, result, context) {
      const calendar = await ports.calendar(provider);
      const now = context.force ? null : await calendar.read(result.id);
      if (now && !now.cancelled)
        mustBeUnchanged(
          `The calendar event “${now.title}”`,
          eventDifferences(draft, now, draft.zone),
          'removes it as it is now.',
        );
      await calendar.cancel(result.id, false);
    },
    async compare({ provider, draft }, result, context) {
      const calendar = await ports.calendar(provider);
      const found = eventDifferences(draft, await calendar.read(result.id), draft.zone);
      return ofSeveral(context) ? ofEvent(draft.title, found) : found;
    },
  };
}

function waitForVideoLink(ports: BookingPorts): ActionHandler<VideoLinkPayload, { joinUrl: string }> {
  return {
    kind: 'wait-for-video-link',
    async execute(payload, context) {
      const calendar = await ports.calendar(payload.provider);
      const { id } = context.resultOf<HeldEvent>(payload.event);
      for (let turn = 0; turn < LINK_TRIES; turn++) {
        const event = await calendar.read(id);
        if (!event) break;
        if (event.joinUrl) return { joinUrl: event.joinUrl };
        if (event.conference === 'failed') break;
        await ports.clock.sleep(LINK_PAUSE_MS, context.signal);
      }
      throw new Failure({
        code: 'video-link-missing',
        message: `${payload.provider === 'google' ? 'Google Meet' : 'Microsoft Teams'} gave no video link for the event within ${Math.round((LINK_TRIES * LINK_PAUSE_MS) / 1000)} seconds.`,
        next: 'Nothing was sent and the event was removed. Try again, or switch the video link off in the set-up.',
      });
    },
    reconcile: absent,
  };
}

/**
 * Lever has no idempotency key, and a browser sends a POST again by itself when a kept-alive connection breaks
 * before the answer. So what carries our marker is counted after every write, and all but the oldest removed.
 */
async function keepOldest<T extends { id: string; createdAt: number }>(
  found: readonly T[],
  remove: (id: string) => Promise<unknown>,
): Promise<T | null> {
  const [oldest, ...doubled] = [...found].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  for (const extra of doubled) await remove(extra.id);
  return oldest ?? null;
}

function createLeverPanel(ports: BookingPorts): ActionHandler<PanelPayload, { panelId: string }> {
  async function marked(payload: PanelPayload): Promise<LeverPanel[]> {
    const lever = await ports.lever();
    const marker = payload.panel.externalUrl.slice(payload.panel.externalUrl.indexOf('#fulcrum-'));
    return (await lever.panels(payload.opportunityId)).filter(
      (p) => p.canceledAt === null && p.externalUrl?.endsWith(marker),
    );
  }
  async function only(payload: PanelPayload): Promise<LeverPanel | null> {
    const lever = await ports.lever();
    return keepOldest(await marked(payload), (id) =>
      lever.deletePanel(payload.opportunityId, payload.performAs, id),
    );
  }
  return {
    kind: 'create-lever-panel',
    async execute(payload, context) {
      const lever = await ports.lever();
      const link = payload.locationFrom
        ? context.resultOf<{ joinUrl: string }>(payload.locationFrom).joinUrl
        : null;
      const interviews = payload.panel.interviews.map((i, n) => {
        const from = payload.locationsFrom?.[n];
        const place = from ? context.resultOf<{ joinUrl: string }>(from).joinUrl : link;
        return place ? { ...i, location: i.location ? `${place} · ${i.location}` : place } : i;
      });
      const created = await lever.createPanel(payload.opportunityId, payload.performAs, {
        ...payload.panel,
        interviews,
      });
      return { panelId: (await only(payload))?.id ?? created.id };
    },
    async reconcile(payload) {
      const panel = await only(payload);
      return panel ? { outcome: 'done', result: { panelId: panel.id } } : { outcome: 'absent' };
    },
    async compensate(payload, result, context) {
      const lever = await ports.lever();
      const now = context.force ? null : await lever.panel(payload.opportunityId, result.panelId);
      if (now && now.canceledAt === null)
        mustBeUnchanged(
          'The panel in Lever',
          panelDifferences(payload.panel, now),
          'deletes it as it is now.',
        );
      const ids = new Set([result.panelId, ...(await marked(payload)).map((p) => p.id)]);
      for (const id of ids) await lever.deletePanel(payload.opportunityId, payload.performAs, id);
    },
    async compare(payload, result) {
      const lever = await ports.lever();
      return panelDifferences(payload.panel, await lever.panel(payload.opportunityId, result.panelId));
    },
  };
}

function createLeverNote(ports: BookingPorts): ActionHandler<NotePayload, { noteId: string }> {
  async function marked(payload: NotePayload): Promise<LeverNote[]> {
    const lever = await ports.lever();
    const notes = await lever.notes(payload.opportunityId);
    return notes.filter(
      (n) => n.deletedAt === null && n.fields.some((f) => f.value.includes(payload.marker)),
    );
  }
  async function only(payload: NotePayload): Promise<LeverNote | null> {
    const lever = await ports.lever();
    return keepOldest(await marked(payload), (id) => lever.deleteNote(payload.opportunityId, id));
  }
  return {
    kind: 'create-lever-note',
    async execute(payload) {
      const lever = await ports.lever();
      const created = await lever.createNote(payload.opportunityId, payload.performAs, payload.text);
      return { noteId: (await only(payload))?.id ?? created.id };
    },
    async reconcile(payload) {
      const note = await only(payload);
      return note ? { outcome: 'done', result: { noteId: note.id } } : { outcome: 'absent' };
    },
    async compensate(payload, result) {
      const lever = await ports.lever();
      const ids = new Set([result.noteId, ...(await marked(payload)).map((n) => n.id)]);
      for (const id of ids) await lever.deleteNote(payload.opportunityId, id);
    },
    async compare(payload, result) {
      const found = await marked(payload);
      const own = found.find((note) => note.id === result.noteId) ?? found[0];
      return noteDifferences(payload.text, own);
    },
  };
}

function sendInvitations(ports: BookingPorts): ActionHandler<InvitePayload, HeldEvent> {
  const missing = (event: CalendarEvent, payload: InvitePayload): string[] => {
    const there = new Set(event.guests.map((g) => g.email.toLowerCase()));
    return payload.guests.map((g) => g.email.toLowerCase()).filter((email) => !there.has(email));
  };
  return {
    kind: 'send-invitations',
    async execute(payload, context) {
      const calendar = await ports.calendar(payload.provider);
      const { id } = context.resultOf<HeldEvent>(payload.event);
      const event = await calendar.read(id);
      if (!event || event.cancelled) {
        throw new Failure({
          code: 'event-gone',
          message: 'The calendar event was deleted by somebody while the booking was running.',
          next: 'Nobody was mailed for it. Preview the booking again.',
        });
      }
      if (missing(event, payload).length === 0) return held(event);
      return held(await calendar.invite(id, event.version, payload.guests));
    },
    async reconcile(payload, context) {
      const calendar = await ports.calendar(payload.provider);
      const event = await calendar.read(context.resultOf<HeldEvent>(payload.event).id);
      return event && missing(event, payload).length === 0
        ? { outcome: 'done', result: held(event) }
        : { outcome: 'absent' };
    },
    async compensate(payload, result, context) {
      const calendar = await ports.calendar(payload.provider);
      const now = context.force ? null : await calendar.read(result.id);
      if (now && !now.cancelled) {
        const made = context.plan.actions.find((one) => one.action.id === payload.event);
        const hold = made?.action.payload as HoldPayload | undefined;
        const { email } = await calendar.account();
        mustBeUnchanged(
          `The calendar event “${now.title}”`,
          [
            ...(hold ? eventDifferences(hold.draft, now, payload.zone) : []),
            ...guestDifferences(payload.guests, now, email),
          ],
          'cancels it for everybody who is on it now.',
        );
      }
      await calendar.cancel(result.id, true, payload.cancelComment);
    },
    async compare(payload, result, context) {
      const calendar = await ports.calendar(payload.provider);
      const [now, account] = await Promise.all([calendar.read(result.id), calendar.account()]);
      // That the event is gone is said once, by the action that made it.
      if (!now || now.cancelled) return [];
      const found = guestDifferences(payload.guests, now, account.email);
      return ofSeveral(context) ? ofEvent(now.title, found) : found;
    },
  };
}

function verifyBooking(ports: BookingPorts): ActionHandler<VerifyPayload, { verifiedAt: number }> {
  return {
    kind: 'verify-booking',
    async execute(payload, context) {
      const wrong: string[] = [];
      // Whom a person chose not to invite is not missed.
      const skipped = context.plan.actions
        .filter((one) => one.action.kind === 'send-invitations' && one.state === 'skipped')
        .map((one) => (one.action.payload as InvitePayload).event);
      for (const { provider, event, guests: invited } of payload.events) {
        const guests = skipped.includes(event) ? [] : invited;
        const calendar = await ports.calendar(provider);
        const now = await calendar.read(context.resultOf<HeldEvent>(event).id);
        if (!now || now.cancelled) wrong.push(`the event on ${provider} is not there any more`);
        else {
          const there = new Set(now.guests.map((g) => g.email.toLowerCase()));
          const lost = guests.filter((g) => !there.has(g.toLowerCase()));
          if (lost.length > 0) wrong.push(`${lost.join(', ')} is missing on the event “${now.title}”`);
        }
      }
      const lever = await ports.lever();
      const panel = await lever.panel(
        payload.opportunityId,
        context.resultOf<{ panelId: string }>(payload.panel).panelId,
      );
      if (!panel) wrong.push('the panel is not in Lever');
      else if (payload.interviews !== undefined && panel.interviews.length !== payload.interviews)
        wrong.push(
          `the panel in Lever has ${panel.interviews.length} interviews instead of ${payload.interviews}`,
        );
      if (wrong.length > 0) {
        throw new Failure({
          code: 'verification-failed',
          message: `The booking was written, but reading it back shows: ${wrong.join('; ')}.`,
          next: 'Open the calendar and Lever to compare, then undo the booking or accept it as it is.',
        });
      }
      return { verifiedAt: ports.clock.now() };
    },
    reconcile: absent,
  };
}

/** The actions that interviews are booked with, for the ledger. */
export function bookingHandlers(ports: BookingPorts): ActionHandler[] {
  return [
    checkAvailability(ports),
    createHold(ports),
    waitForVideoLink(ports),
    createLeverPanel(ports),
    createLeverNote(ports),
    sendInvitations(ports),
    verifyBooking(ports),
    checkLever(ports),
    ...loopHandlers(ports),
  ] as ActionHandler[];
}
