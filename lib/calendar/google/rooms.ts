import type { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import { httpFailure } from '@/lib/platform/http-problem';
import type { CalendarRoom } from '../port';
import type { GoogleCall, GoogleClient } from './client';
import { calendarList, resources } from './schemas';

type Entries = z.output<typeof calendarList>['items'];

/** All pages of a list; one whose next page is the same page again is refused instead of read for ever. */
async function allPages<T extends { nextPageToken?: string }>(
  google: GoogleClient,
  call: GoogleCall,
  size: number,
  schema: z.ZodType<T>,
): Promise<T[]> {
  const pages: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const query: [string, string][] = [['maxResults', String(size)]];
    if (token) query.push(['pageToken', token]);
    const page = await google.read({ ...call, query }, schema);
    pages.push(page);
    token = page.nextPageToken;
    if (token && seen.has(token)) {
      throw httpFailure(google.request(call), 'malformed-answer', { detail: 'its list does not end' });
    }
    if (token) seen.add(token);
  } while (token);
  return pages;
}

/** The user's calendar list. */
export async function readCalendarList(google: GoogleClient): Promise<Entries> {
  const call = {
    method: 'GET',
    path: '/users/me/calendarList',
    purpose: 'read the list of calendars',
    effect: 'none',
    candidateData: false,
  } as const;
  return (await allPages(google, call, 250, calendarList)).flatMap((page) => page.items);
}

async function fromDirectory(google: GoogleClient): Promise<CalendarRoom[]> {
  const call = {
    method: 'GET',
    host: 'admin.googleapis.com',
    path: '/admin/directory/v1/customer/my_customer/resources/calendars',
    purpose: 'list the rooms of the organisation',
    effect: 'none',
    candidateData: false,
  } as const;
  return (await allPages(google, call, 500, resources))
    .flatMap((page) => page.items)
    .filter((item) => !item.resourceCategory || item.resourceCategory === 'CONFERENCE_ROOM')
    .map((item) => ({
      email: item.resourceEmail,
      name: item.generatedResourceName ?? item.resourceName,
      capacity: item.capacity ?? null,
      building: item.buildingId ?? null,
      provider: 'google' as const,
    }));
}

/** Google writes generated room names as `BUILDING-FLOOR-Name (6)`. */
function capacityIn(name: string): number | null {
  const found = /\((\d{1,4})\)/.exec(name)?.[1];
  return found ? Number(found) : null;
}

/**
 * Rooms of the organisation where the account may read the directory (administrators); otherwise the room
 * calendars this user has added to their own list.
 */
export async function readGoogleRooms(google: GoogleClient, directory: boolean): Promise<CalendarRoom[]> {
  if (directory) {
    try {
      return await fromDirectory(google);
    } catch (error) {
      const refused = error instanceof Failure && ['forbidden', 'not-found'].includes(error.problem.code);
      if (!refused) throw error;
    }
  }
  const list = await readCalendarList(google);
  return list
    .filter(
      (entry) => entry.id.endsWith('@resource.calendar.google.com') || entry.autoAcceptInvitations === true,
    )
    .map((entry) => ({
      email: entry.id,
      name: entry.summary || entry.id,
      capacity: capacityIn(entry.summary),
      building: null,
      provider: 'google' as const,
    }));
}
