import { Hono } from 'hono';
import type { OfficeContext } from '../meetings';
import { type GoogleEnv, needScope, signedIn } from './access';
import { googleError } from './errors';
import type { GoogleIdentity } from './identity';

/** admin.googleapis.com: the room list, which only administrators may read (condition `google-admin`). */
export function createDirectory({ world, faults }: OfficeContext, identity: GoogleIdentity): Hono<GoogleEnv> {
  const app = new Hono<GoogleEnv>();
  app.use('*', signedIn(identity));
  app.get('/admin/directory/v1/customer/:customer/resources/calendars', (c) => {
    needScope(c, 'admin.directory.resource.calendar', 'admin.directory.resource.calendar.readonly');
    if (!faults.get('google-admin') || c.req.param('customer') !== 'my_customer') {
      throw googleError(403, 'forbidden', 'Not Authorized to access this resource/api');
    }
    const rooms = world.rooms.filter((room) => room.provider === 'google');
    const size = Math.min(Number(c.req.query('maxResults') ?? 100) || 100, 500);
    const from = Number(c.req.query('pageToken') ?? 0) || 0;
    return c.json({
      kind: 'admin#directory#resources#calendars#calendarResourcesList',
      etag: '"rooms"',
      items: rooms.slice(from, from + size).map((room, index) => ({
        kind: 'admin#directory#resources#calendars#CalendarResource',
        resourceId: String(from + index + 1),
        resourceName: room.name,
        generatedResourceName: `${room.building}-${room.floor}-${room.name}`,
        resourceEmail: room.email,
        buildingId: room.building,
        floorName: room.floor,
        capacity: room.capacity,
        resourceCategory: 'CONFERENCE_ROOM',
      })),
      ...(from + size < rooms.length ? { nextPageToken: String(from + size) } : {}),
    });
  });
  return app;
}
