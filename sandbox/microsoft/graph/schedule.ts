import type * as Graph from '@microsoft/microsoft-graph-types';
import type { Hono } from 'hono';
import { appliesTo, numberOf, textFor } from '../../conditions';
import { mailboxOf } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import type { WorldEvent, WorldStatus } from '../../world/types';
import { type GraphEnv, needScope } from './access';
import { graphError, invalidBody } from './errors';
import { answerZone, instantOf, wallClock } from './times';
import { workingHours } from './working-hours';

const MINUTE = 60_000;
const MAX_SPAN = 62 * 86_400_000;
export const GRAPH_STATUS: Record<WorldStatus, Graph.FreeBusyStatus> = {
  busy: 'busy',
  tentative: 'tentative',
  oof: 'oof',
  free: 'free',
  elsewhere: 'workingElsewhere',
};
const DIGIT: Record<WorldStatus, number> = { free: 0, elsewhere: 0, tentative: 1, busy: 2, oof: 3 };

interface ScheduleRequest {
  schedules?: unknown;
  startTime?: Graph.DateTimeTimeZone;
  endTime?: Graph.DateTimeTimeZone;
  availabilityViewInterval?: number;
}

function viewOf(events: WorldEvent[], start: number, end: number, interval: number): string {
  const slots = Math.ceil((end - start) / (interval * MINUTE));
  const view = new Array<number>(slots).fill(0);
  for (const event of events) {
    const first = Math.max(0, Math.floor((event.start - start) / (interval * MINUTE)));
    const last = Math.min(slots, Math.ceil((event.end - start) / (interval * MINUTE)));
    for (let slot = first; slot < last; slot++) view[slot] = Math.max(view[slot] ?? 0, DIGIT[event.status]);
  }
  return view.join('');
}

/** `POST /me/calendar/getSchedule`: one entry for each address, failed ones inside a 200 answer. */
export function addSchedule(app: Hono<GraphEnv>, { world, faults }: OfficeContext): void {
  app.on('POST', ['/me/calendar/getSchedule', '/users/:user/calendar/getSchedule'], async (c) => {
    needScope(
      c,
      'Calendars.ReadBasic',
      'Calendars.Read',
      'Calendars.ReadWrite',
      'Calendars.Read.Shared',
      'Calendars.ReadWrite.Shared',
    );
    const body: ScheduleRequest = await c.req.json().catch(() => {
      throw invalidBody();
    });
    const zone = answerZone(c);
    const start = instantOf(body.startTime, 'startTime');
    const end = instantOf(body.endTime, 'endTime');
    const interval = body.availabilityViewInterval ?? 30;
    const schedules = Array.isArray(body.schedules) ? body.schedules.map(String) : [];
    if (end <= start)
      throw graphError(400, 'ErrorInvalidTimeInterval', 'The end time must be later than the start time.');
    if (end - start >= MAX_SPAN)
      throw graphError(
        400,
        'ErrorTimeIntervalTooBig',
        'The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = 62 days.',
      );
    if (interval < 5 || interval > 1440)
      throw graphError(
        400,
        'ErrorInvalidMergedFreeBusyInterval',
        'The specified MergedFreeBusyIntervalInMinutes is invalid. It must be between 5 and 1440.',
      );
    if (schedules.length === 0)
      throw graphError(400, 'ErrorInvalidParameter', 'The schedules collection is empty.');
    // The documented limit; the server itself has been seen to take up to 100 (condition `microsoft-schedule-limit`).
    const limit = numberOf(faults, 'microsoft-schedule-limit', 20);
    if (schedules.length > limit)
      throw graphError(
        400,
        'ErrorMailboxDataArrayTooBig',
        `There are too many target users in the EmailAddress array. The allowed size = ${limit}; the actual size = ${schedules.length}.`,
      );
    const { email: self } = c.get('token');

    function entry(address: string): Graph.ScheduleInformation {
      const failed = (responseCode: string, message: string) => ({
        scheduleId: address,
        error: { message, responseCode },
      });
      const mailbox = mailboxOf(world, address);
      if (mailbox?.provider !== 'microsoft' || appliesTo(faults, 'microsoft-unresolved', address)) {
        return failed('5009', `Unable to resolve e-mail address ${address} to an Active Directory object.`);
      }
      const wanted = textFor(faults, 'microsoft-schedule-error', address);
      if (wanted) return failed(wanted, `The schedule of ${address} could not be read.`);
      const own = mailbox.email === self;
      if (mailbox.sharing === 'hidden' && !own)
        return failed('5008', `The caller does not have access to free/busy data of ${address}.`);
      const events = world.calendars.between(mailbox.email, start, end).filter((event) => !event.cancelled);
      const titles = own || mailbox.sharing === 'titles';
      return {
        scheduleId: address,
        availabilityView: viewOf(events, start, end, interval),
        scheduleItems: events.map((event) => ({
          ...(titles
            ? {
                isPrivate: event.isPrivate,
                ...(event.isPrivate && !own ? {} : { subject: event.title, location: '' }),
              }
            : {}),
          status: GRAPH_STATUS[event.status],
          start: wallClock(event.start, zone),
          end: wallClock(event.end, zone),
        })),
        workingHours: workingHours(mailbox, new Date(start).getUTCFullYear()),
      };
    }
    const value = schedules.filter((address) => !appliesTo(faults, 'microsoft-missing', address)).map(entry);
    return c.json({
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)',
      value,
    });
  });
}
