import { Failure } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import { decode } from '@/lib/platform/http-problem';
import type { Http } from '@/lib/platform/http-types';
import { otherAccount, type TokenSource } from '@/lib/platform/oauth';
import { eventContended, eventGone, keySpent } from '../event-problems';
import { newGuests } from '../guests';
import type { CalendarAccount, CalendarEvent, CalendarPort } from '../port';
import { createGraphClient } from './client';
import { attendeeOf, changeBody, createBody, eventOf, KEY_PROPERTY } from './event-shape';
import { readGraphFreeBusy } from './read-free-busy';
import { readGraphRooms } from './rooms';
import {
  event as eventSchema,
  events as eventsSchema,
  type GraphEvent,
  mailboxSettings,
  me,
} from './schemas';
import { ianaOf } from './zone-names';

export interface MicrosoftCalendarDeps {
  http: Http;
  clock: Clock;
  /** Access token; with `renew` a new one, after Graph refused the last. */
  token: TokenSource;
  /** Whose token it is. */
  account: CalendarAccount;
}

const TEAMS_WAITS_MS = [400, 800, 1500, 2500];
/** The filtered list can lag behind a create for a moment. */
const SETTLE_MS = 1500;

const EVENT = '/me/events/{event}';

/** Microsoft Graph v1.0 of one work or school account, on its default calendar. */
export function createMicrosoftCalendar(deps: MicrosoftCalendarDeps): CalendarPort {
  const { http, clock, account } = deps;
  const graph = createGraphClient(http, deps.token, account.email);
  const who = `Outlook calendar of ${account.email}`;

  async function fetchEvent(id: string, purpose = 'read the event'): Promise<GraphEvent | null> {
    const call = {
      method: 'GET',
      path: EVENT,
      params: { event: id },
      effect: 'none',
      candidateData: true,
    } as const;
    const asked = graph.request({ ...call, purpose, expect: [404] });
    const answer = await http.send(asked);
    return answer.status === 404 ? null : decode(asked, answer, eventSchema);
  }

  async function settleTeams(first: GraphEvent): Promise<CalendarEvent> {
    let current = eventOf(first);
    for (const wait of TEAMS_WAITS_MS) {
      if (current.conference !== 'pending') break;
      await clock.sleep(wait);
      const read = await fetchEvent(current.id, 'look for the Teams link');
      if (!read) throw eventGone(who);
      current = eventOf(read);
    }
    return current;
  }

  async function lookUp(key: string): Promise<GraphEvent | null> {
    const quoted = key.replaceAll("'", "''");
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY_PROPERTY}' and ep/value eq '${quoted}')`;
    for (const last of [false, true]) {
      const found = await graph.read(
        {
          method: 'GET',
          path: '/me/events',
          query: [['$filter', filter]],
          purpose: 'look for the event by its mark',
          effect: 'none',
          candidateData: true,
        },
        eventsSchema,
      );
      const live = found.value.find((event) => event.isCancelled !== true);
      if (live) return live;
      if (!last) await clock.sleep(SETTLE_MS);
    }
    return null;
  }

  async function zoneOfMailbox(): Promise<string | null> {
    try {
      const settings = await graph.read(
        {
          method: 'GET',
          path: '/me/mailboxSettings',
          query: [['$select', 'timeZone']],
          purpose: 'read the time zone of the mailbox',
          effect: 'none',
          candidateData: false,
        },
        mailboxSettings,
      );
      return settings.timeZone ? (ianaOf(settings.timeZone) ?? null) : null;
    } catch (error) {
      // The scope for it may be withheld; the account is usable without, and the zone is then unknown.
      if (error instanceof Failure && error.problem.code === 'forbidden') return account.zone;
      throw error;
    }
  }

  return {
    provider: 'microsoft',

    async account() {
      const found = await graph.read(
        {
          method: 'GET',
          path: '/me',
          query: [['$select', 'id,displayName,mail,userPrincipalName']],
          purpose: 'read whose account it is',
          effect: 'none',
          candidateData: false,
        },
        me,
      );
      const email = found.mail ?? found.userPrincipalName ?? account.email;
      if (found.id !== account.id) throw otherAccount('Microsoft', account.email, email);
      return { ...account, email, name: found.displayName || account.name, zone: await zoneOfMailbox() };
    },

    freeBusy: (emails, window) => readGraphFreeBusy(graph, account.email, clock, emails, window),

    rooms: () => readGraphRooms(graph),

    async createHold(draft, key) {
      const asked = graph.request({
        method: 'POST',
        path: '/me/events',
        json: createBody(draft, key),
        purpose: 'create the event',
        // The server drops a second create with the same transaction id.
        effect: 'repeatable',
        candidateData: true,
        expect: [409],
      });
      const answer = await http.send(asked);
      if (answer.status !== 409) return settleTeams(decode(asked, answer, eventSchema));
      const found = await lookUp(key);
      if (!found) throw keySpent(who);
      return settleTeams(found);
    },

    async findByKey(key) {
      const found = await lookUp(key);
      return found ? eventOf(found) : null;
    },

    async read(id) {
      const found = await fetchEvent(id);
      return found && found.isCancelled !== true ? eventOf(found) : null;
    },

    async invite(id, version, guests) {
      for (let attempt = 0; attempt < 2; attempt++) {
        const current = await fetchEvent(id);
        if (!current || current.isCancelled === true) throw eventGone(who);
        const present = current.attendees.flatMap((attendee) => attendee.emailAddress.address ?? []);
        const fresh = newGuests(guests, present);
        if (fresh.length === 0) return eventOf(current);
        const asked = graph.request({
          method: 'PATCH',
          path: EVENT,
          params: { event: id },
          headers: { 'if-match': current['@odata.etag'] || version },
          // Attendees alone: a patch of the body would destroy the Teams link, and only new guests get a mail.
          json: { attendees: [...current.attendees, ...fresh.map(attendeeOf)] },
          purpose: 'invite the guests',
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
        if (!current || current.isCancelled === true) throw eventGone(who);
        const asked = graph.request({
          method: 'PATCH',
          path: EVENT,
          params: { event: id },
          headers: { 'if-match': current['@odata.etag'] || version },
          json: changeBody(change, current.attendees),
          purpose: 'change the event and tell its guests',
          effect: 'repeatable',
          candidateData: true,
          expect: [412],
        });
        const answer = await http.send(asked);
        if (answer.status !== 412) return eventOf(decode(asked, answer, eventSchema));
      }
      throw eventContended(who);
    },

    async cancel(id, notify, comment) {
      const current = await fetchEvent(id);
      if (!current) return false;
      const call = {
        params: { event: id },
        effect: 'repeatable',
        candidateData: true,
        expect: [404],
      } as const;
      // An event without guests is no meeting yet: there is nobody to tell, and it is removed instead.
      const tell = notify && current.attendees.length > 0 && current.isCancelled !== true;
      const { status } = await graph.send(
        tell
          ? {
              ...call,
              method: 'POST',
              path: `${EVENT}/cancel`,
              json: { comment: comment ?? '' },
              purpose: 'cancel the event and tell its guests',
            }
          : { ...call, method: 'DELETE', path: EVENT, purpose: 'remove the event' },
      );
      return status !== 404;
    },
  };
}
