import type * as Graph from '@microsoft/microsoft-graph-types';
import type { Hono } from 'hono';
import { mailboxOf, stableUuid } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import { windowsOf } from '../../zones';
import type { MicrosoftIdentity } from '../identity';
import { type GraphEnv, needScope } from './access';
import { graphError, invalidBody, itemNotFound } from './errors';
import { workingHours } from './working-hours';

const ROOT = 'https://graph.microsoft.com/v1.0';

/** The signed-in person, the rooms, and sending mail. */
export function addDirectory(
  app: Hono<GraphEnv>,
  { world, outbox, now }: OfficeContext,
  identity: MicrosoftIdentity,
): void {
  app.get('/me', (c) => {
    needScope(c, 'User.Read', 'User.ReadBasic.All', 'User.ReadWrite');
    const { email } = c.get('token');
    const name = mailboxOf(world, email)?.name ?? email;
    const me: Graph.User = {
      id: identity.oidOf(email),
      displayName: name,
      givenName: name.split(' ')[0] ?? name,
      surname: name.split(' ').slice(1).join(' '),
      mail: email,
      userPrincipalName: email,
    };
    const wanted = c.req
      .query('$select')
      ?.split(',')
      .map((field) => field.trim());
    const picked = wanted
      ? Object.fromEntries(Object.entries(me).filter(([field]) => wanted.includes(field)))
      : me;
    return c.json({ '@odata.context': `${ROOT}/$metadata#users/$entity`, ...picked });
  });

  app.get('/me/mailboxSettings', (c) => {
    needScope(c, 'MailboxSettings.Read', 'MailboxSettings.ReadWrite');
    const mailbox = mailboxOf(world, c.get('token').email);
    if (!mailbox) throw itemNotFound();
    const settings: Graph.MailboxSettings = {
      timeZone: windowsOf(mailbox.zone),
      language: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
      dateFormat: 'dd/MM/yyyy',
      timeFormat: 'HH:mm',
      workingHours: workingHours(mailbox, new Date(now()).getUTCFullYear()),
    };
    return c.json({ '@odata.context': `${ROOT}/$metadata#users('me')/mailboxSettings`, ...settings });
  });

  const rooms = world.rooms.filter((room) => room.provider === 'microsoft');
  app.get('/places/microsoft.graph.room', (c) => {
    needScope(c, 'Place.Read.All', 'Place.ReadWrite.All');
    const size = Number(c.req.query('$top') ?? 100) || 100;
    const skip = Number(c.req.query('$skip') ?? 0) || 0;
    const value: Graph.Room[] = rooms.slice(skip, skip + size).map((room) => ({
      id: stableUuid('room', room.email),
      emailAddress: room.email,
      displayName: room.name,
      capacity: room.capacity,
      building: room.building,
      floorNumber: Number(room.floor) || null,
      floorLabel: room.floor,
      bookingType: 'standard',
      isWheelChairAccessible: true,
      tags: [],
    }));
    const more =
      skip + size < rooms.length
        ? { '@odata.nextLink': `${ROOT}/places/microsoft.graph.room?$top=${size}&$skip=${skip + size}` }
        : {};
    return c.json({ '@odata.context': `${ROOT}/$metadata#places/microsoft.graph.room`, ...more, value });
  });
  app.get('/places/microsoft.graph.roomlist', (c) => {
    needScope(c, 'Place.Read.All', 'Place.ReadWrite.All');
    return c.json({ '@odata.context': `${ROOT}/$metadata#places/microsoft.graph.roomList`, value: [] });
  });

  app.post('/me/sendMail', async (c) => {
    needScope(c, 'Mail.Send');
    const body: { message?: Graph.Message } = await c.req.json().catch(() => {
      throw invalidBody();
    });
    const { message } = body;
    const to = [
      ...(message?.toRecipients ?? []),
      ...(message?.ccRecipients ?? []),
      ...(message?.bccRecipients ?? []),
    ].map((one) => one.emailAddress?.address ?? '');
    if (!message || to.length === 0)
      throw graphError(
        400,
        'ErrorInvalidRecipients',
        "At least one recipient isn't valid., A message can't be sent because it contains no recipients.",
      );
    if (!to.every((one) => /^[^\s@]+@[^\s@]+$/.test(one)))
      throw graphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
    const foreign = (message.internetMessageHeaders ?? []).find((one) => !/^x-/i.test(one.name ?? ''));
    if (foreign)
      throw graphError(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${foreign.name}' should start with 'x-' or 'X-'.`,
      );
    for (const one of to) {
      outbox.send({
        provider: 'microsoft',
        kind: 'mail',
        from: c.get('token').email,
        to: one,
        subject: message.subject ?? '',
        eventId: null,
        start: null,
        end: null,
        text: message.body?.content ?? '',
      });
    }
    return c.body(null, 202);
  });
}
