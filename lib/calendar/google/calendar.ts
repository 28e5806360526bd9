import type { Clock } from '@/lib/platform/clock';
import { decode } from '@/lib/platform/http-problem';
import type { Http, HttpRequest } from '@/lib/platform/http-types';
import { otherAccount, type TokenSource } from '@/lib/platform/oauth';
import { eventContended, eventGone, keySpent, keyTaken } from '../event-problems';
import { newGuests } from '../guests';
import type { CalendarAccount, CalendarEvent, CalendarPort } from '../port';
import { createGoogleClient } from './client';
import { attendeeOf, changeBody, eventOf, insertBody, KEY_PROPERTY } from './event-shape';
import { readGoogleFreeBusy } from './read-free-busy';
import { readCalendarList, readGoogleRooms } from './rooms';
import { event as eventSchema, events as eventsSchema, type GoogleEvent } from './schemas';

export interface GoogleCalendarDeps {
  http: Http;
  clock: Clock;
  /** Access token; with `renew` a new one, after Google refused the last. */
  token: TokenSource;
  /** Whose token it is. */
  account: CalendarAccount;
  /** Whether the directory scope was granted; default true, and a refusal falls back to the user's own list. */
  directory?: boolean;
}

/** Waits between looks at a Meet link that is still being made; after them it stays `pending`. */
const MEET_WAITS_MS = [400, 800, 1500, 2500];
/** A fresh event can be missing from answers for a moment. */
const SETTLE_MS = 1000;

const EVENT = '/calendars/primary/events/{event}';

/** Google Calendar v3 of one account, on its primary calendar. */
export function createGoogleCalendar(deps: GoogleCalendarDeps): CalendarPort {
  const { http, clock, account } = deps;
  const google = createGoogleClient(http, deps.token, account.email);
  const who = `Google Calendar of ${account.email}`;

  /** The event as Google has it, cancelled ones included; null when Google does not know the id. */
  async function fetchEvent(id: string, purpose = 'read the event'): Promise<GoogleEvent | null> {
    const call = {
      method: 'GET',
      path: EVENT,
      params: { event: id },
      effect: 'none',
      candidateData: true,
    } as const;
    const asked: HttpRequest = google.request({ ...call, purpose, expect: [404, 410] });
    const answer = await http.send(asked);
    return answer.status === 404 || answer.status === 410 ? null : decode(asked, answer, eventSchema);
  }

  async function settleMeet(first: GoogleEvent): Promise<CalendarEvent> {
    let current = eventOf(first);
    for (const wait of MEET_WAITS_MS) {
      if (current.conference !== 'pending') break;
      await clock.sleep(wait);
      const read = await fetchEvent(current.id, 'look for the Meet link');
      if (!read || read.status === 'cancelled') throw eventGone(who);
      current = eventOf(read);
    }
    return current;
  }

  /** What an insert that met its own id finds there. */
  async function existing(key: string): Promise<CalendarEvent> {
    const found = await fetchEvent(key, 'read the event made before');
    if (!found || found.status === 'cancelled') throw keySpent(who);
    if (found.extendedProperties?.private?.[KEY_PROPERTY] !== key) throw keyTaken(who);
    return settleMeet(found);
  }

  return {
    provider: 'google',

    async account() {
      const primary = (await readCalendarList(google)).find((entry) => entry.primary);
      if (primary && primary.id.toLowerCase() !== account.email.toLowerCase()) {
        throw otherAccount('Google', account.email, primary.id);
      }
      return { ...account, zone: primary?.timeZone ?? account.zone };
    },

    freeBusy: (emails, window) => readGoogleFreeBusy(google, account.email, clock, emails, window),

    rooms: () => readGoogleRooms(google, deps.directory ?? true),

    async createHold(draft, key) {
      const asked = google.request({
        method: 'POST',
        path: '/calendars/primary/events',
        query: [
          ['conferenceDataVersion', '1'],
          ['sendUpdates', 'none'],
        ],
        json: insertBody(draft, key),
        purpose: 'create the event',
        // The id is ours: a second insert answers 409 instead of making a second event.
        effect: 'repeatable',
        candidateData: true,
        expect: [409],
      });
      const answer = await http.send(asked);
      if (answer.status === 409) return existing(key);
      return settleMeet(decode(asked, answer, eventSchema));
    },

    async findByKey(key) {
      for (const last of [false, true]) {
        const byId = await fetchEvent(key, 'look for the event');
        if (byId) return byId.status === 'cancelled' ? null : eventOf(byId);
        const listed = await google.read(
          {
            method: 'GET',
            path: '/calendars/primary/events',
            query: [['privateExtendedProperty', `${KEY_PROPERTY}=${key}`]],
            purpose: 'look for the event by its mark',
            effect: 'none',
            candidateData: true,
          },
          eventsSchema,
        );
        const live = listed.items.find((item) => item.status !== 'cancelled');
        if (live) return eventOf(live);
        if (!last) await clock.sleep(SETTLE_MS);
      }
      return null;
    },

    async read(id) {
      const found = await fetchEvent(id);
      return found && found.status !== 'cancelled' ? eventOf(found) : null;
    },

    async invite(id, version, guests) {
      for (let attempt = 0; attempt < 2; attempt++) {
        const current = await fetchEvent(id);
        if (!current || current.status === 'cancelled') throw eventGone(who);
        const present = current.attendees.flatMap((attendee) => attendee.email ?? []);
        const fresh = newGuests(guests, present);
        if (fresh.length === 0) return eventOf(current);
        const asked = google.request({
          method: 'PATCH',
          path: EVENT,
          params: { event: id },
          query: [
            ['conferenceDataVersion', '1'],
            ['sendUpdates', 'all'],
          ],
          headers: { 'if-match': current.etag || version },
          // A patch replaces the whole list, so everybody already there goes along untouched.
          json: { attendees: [...current.attendees, ...fresh.map(attendeeOf)] },
          purpose: 'invite the guests',
          // Repeated after it took effect it meets a newer version (412), and the next look finds everybody there.
          effect: 'repeatable',
          candidateData: true,
          expect: [412],
        });
        const answer = await http.send(asked);
        if (answer.status !== 412) return eventOf(decode(asked, answer, eventSchema));
      }
      throw eventContended(who);
    },

    async change(id, version, change) {
      for (let attempt = 0; attempt < 2; attempt++) {
        const current = await fetchEvent(id);
        if (!current || current.status === 'cancelled') throw eventGone(who);
        const asked = google.request({
          method: 'PATCH',
          path: EVENT,
          params: { event: id },
          query: [
            ['conferenceDataVersion', '1'],
            ['sendUpdates', 'all'],
          ],
          headers: { 'if-match': current.etag || version },
          json: changeBody(change, current.attendees),
          purpose: 'change the event and tell its guests',
          // A patch that names the wanted state may be sent twice.
          effect: 'repeatable',
          candidateData: true,
          expect: [412],
        });
        const answer = await http.send(asked);
        if (answer.status !== 412) return eventOf(decode(asked, answer, eventSchema));
      }
      throw eventContended(who);
    },

    async cancel(id, notify) {
      const { status } = await google.send({
        method: 'DELETE',
        path: EVENT,
        params: { event: id },
        query: [['sendUpdates', notify ? 'all' : 'none']],
        purpose: notify ? 'cancel the event and tell its guests' : 'remove the event',
        effect: 'repeatable',
        candidateData: true,
        expect: [404, 410],
      });
      return status !== 404 && status !== 410;
    },
  };
}
