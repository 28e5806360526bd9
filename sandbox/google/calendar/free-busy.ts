/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import type { Hono } from 'hono';
import { merge } from '@/lib/domain/interval';
import { appliesTo, textFor } from '../../conditions';
import { mailboxOf } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import { isIana } from '../../zones';
import { type GoogleEnv, needScope } from '../access';
import { googleError, invalid } from '../errors';
import { instantParam, inZone } from './times';

const MAX_CALENDARS = 50;
const MAX_SPAN = 92 * 86_400_000;

/** `POST /freeBusy`: merged busy time, with failures of single calendars inside a 200 answer. */
export function addFreeBusy(app: Hono<GoogleEnv>, { world, faults }: OfficeContext): void {
  app.post('/freeBusy', async (c) => {
    needScope(c, 'calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy');
    const body: gapi.client.calendar.FreeBusyRequest = await c.req.json().catch(() => {
      throw googleError(400, 'parseError', 'Parse Error');
    });
    const start = instantParam(body.timeMin, 'timeMin');
    const end = instantParam(body.timeMax, 'timeMax');
    const where = { domain: 'calendar', locationType: 'parameter', location: 'timeMax' };
    if (end <= start) throw googleError(400, 'timeRangeEmpty', 'The specified time range is empty.', where);
    if (end - start > MAX_SPAN)
      throw googleError(400, 'timeRangeTooLong', 'The requested time range is too long.', {
        domain: 'calendar',
      });
    const zone = body.timeZone ?? 'UTC';
    if (!isIana(zone)) throw invalid('Invalid time zone.', 'timeZone');
    const { email: self } = c.get('token');

    function entry(id: string, index: number): gapi.client.calendar.FreeBusyCalendar {
      const failed = (reason: string) => ({ errors: [{ domain: 'global', reason }], busy: [] });
      if (index >= MAX_CALENDARS) return failed('tooManyCalendarsRequested');
      const address = id === 'primary' ? self : id;
      const wanted = textFor(faults, 'google-freebusy-error', address);
      if (wanted) return failed(wanted);
      const mailbox = mailboxOf(world, address);
      const readable =
        mailbox?.provider === 'google' && (mailbox.sharing !== 'hidden' || mailbox.email === self);
      if (!readable || appliesTo(faults, 'google-unreadable', address)) return failed('notFound');
      const blocking = world.calendars
        .between(mailbox.email, start, end)
        .filter((event) => !event.cancelled && event.status !== 'free' && event.status !== 'elsewhere')
        .map((event) => ({ start: Math.max(event.start, start), end: Math.min(event.end, end) }));
      return {
        busy: merge(blocking).map((span) => ({
          start: inZone(span.start, zone),
          end: inZone(span.end, zone),
        })),
      };
    }

    const calendars: Record<string, gapi.client.calendar.FreeBusyCalendar> = {};
    for (const [index, { id }] of (body.items ?? []).entries()) {
      if (!id || appliesTo(faults, 'google-missing', id)) continue;
      calendars[id] = entry(id, index);
    }
    const answer: gapi.client.calendar.FreeBusyResponse = {
      kind: 'calendar#freeBusy',
      timeMin: new Date(start).toISOString(),
      timeMax: new Date(end).toISOString(),
      calendars,
    };
    return c.json(answer);
  });
}
