/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import { Hono } from 'hono';
import { mailboxOf } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import { type GoogleCall, type GoogleEnv, needScope, signedIn, underQuota } from '../access';
import { googleError, notFound } from '../errors';
import type { GoogleIdentity } from '../identity';
import { addFreeBusy } from './free-busy';
import { addEventReads, type ReadHost } from './read';
import { createGoogleStore } from './store';
import { addEventWrites } from './write';

/** calendar/v3 on www.googleapis.com. */
export function createCalendarApi(ctx: OfficeContext, identity: GoogleIdentity): Hono<GoogleEnv> {
  const { world, faults } = ctx;
  const app = new Hono<GoogleEnv>();
  app.use('*', signedIn(identity));
  app.use('*', underQuota(faults));

  const visible: ReadHost['visible'] = (c) => {
    const self = c.get('token').email;
    const asked = decodeURIComponent(c.req.param('calendarId') ?? '');
    const mailbox = mailboxOf(world, asked === 'primary' ? self : asked);
    if (mailbox?.provider !== 'google') throw notFound();
    if (mailbox.email === self) return { mailbox, role: 'owner' };
    if (mailbox.sharing === 'hidden') throw notFound();
    return { mailbox, role: mailbox.sharing === 'titles' ? 'reader' : 'freeBusyReader' };
  };
  const own = (c: GoogleCall) => {
    const { mailbox, role } = visible(c);
    if (role !== 'owner')
      throw googleError(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', {
        domain: 'calendar',
      });
    return mailbox;
  };
  const host: ReadHost = { ctx, store: createGoogleStore(ctx), own, visible };
  addFreeBusy(app, ctx);
  addEventWrites(app, host);
  addEventReads(app, host);

  app.get('/users/me/calendarList', (c) => {
    needScope(c, 'calendar', 'calendar.readonly', 'calendar.calendarlist', 'calendar.calendarlist.readonly');
    const self = mailboxOf(world, c.get('token').email);
    const rooms = faults.get('google-no-rooms')
      ? []
      : world.rooms.filter((room) => room.provider === 'google');
    const items: gapi.client.calendar.CalendarListEntry[] = [
      {
        kind: 'calendar#calendarListEntry',
        etag: '"1"',
        id: self?.email ?? '',
        summary: self?.email ?? '',
        primary: true,
        selected: true,
        accessRole: 'owner',
        timeZone: self?.zone ?? 'UTC',
        conferenceProperties: {
          allowedConferenceSolutionTypes: faults.get('meet-not-allowed') ? [] : ['hangoutsMeet'],
        },
      },
      ...rooms.map((room) => ({
        kind: 'calendar#calendarListEntry',
        etag: '"1"',
        id: room.email,
        summary: `${room.building}-${room.floor}-${room.name}`,
        accessRole: 'freeBusyReader',
        timeZone: room.zone,
        autoAcceptInvitations: true,
        conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
      })),
    ];
    const answer: gapi.client.calendar.CalendarList = {
      kind: 'calendar#calendarList',
      etag: '"list"',
      items,
    };
    return c.json(answer);
  });

  app.get('/users/me/settings/timezone', (c) => {
    needScope(c, 'calendar', 'calendar.readonly', 'calendar.settings.readonly');
    const answer: gapi.client.calendar.Setting = {
      kind: 'calendar#setting',
      etag: '"1"',
      id: 'timezone',
      value: mailboxOf(world, c.get('token').email)?.zone ?? 'UTC',
    };
    return c.json(answer);
  });

  app.get('/calendars/:calendarId', (c) => {
    needScope(c, 'calendar', 'calendar.readonly', 'calendar.calendars', 'calendar.calendars.readonly');
    const { mailbox } = visible(c);
    const answer: gapi.client.calendar.Calendar = {
      kind: 'calendar#calendar',
      etag: '"1"',
      id: mailbox.email,
      summary: mailbox.email,
      timeZone: mailbox.zone,
    };
    return c.json(answer);
  });
  return app;
}
