import type { z } from 'zod';
import { httpFailure } from '@/lib/platform/http-problem';
import type { CalendarRoom } from '../port';
import type { GraphCall, GraphClient } from './client';
import { places } from './schemas';

const CALL: GraphCall = {
  method: 'GET',
  path: '/places/microsoft.graph.room',
  purpose: 'list the rooms of the organisation',
  effect: 'none',
  candidateData: false,
};

/** Query of Graph's own link to the next page; the link is followed only to the same host and path. */
function queryOf(graph: GraphClient, link: string): [string, string][] {
  const url = URL.canParse(link) ? new URL(link) : null;
  const asked = graph.request(CALL);
  if (url?.host !== asked.host || url.pathname.toLowerCase() !== asked.path.toLowerCase()) {
    throw httpFailure(asked, 'malformed-answer', { detail: 'its next page is somewhere else' });
  }
  return [...url.searchParams];
}

/** All rooms the tenant lists. Needs `Place.Read.All`; without it the refusal says so. */
export async function readGraphRooms(graph: GraphClient): Promise<CalendarRoom[]> {
  const rooms: CalendarRoom[] = [];
  const seen = new Set<string>();
  let query: [string, string][] = [['$top', '100']];
  for (;;) {
    const page: z.output<typeof places> = await graph.read({ ...CALL, query }, places);
    for (const place of page.value) {
      if (!place.emailAddress) continue;
      rooms.push({
        email: place.emailAddress,
        name: place.displayName ?? place.emailAddress,
        capacity: place.capacity ?? null,
        building: place.building ?? null,
        provider: 'microsoft',
      });
    }
    const next = page['@odata.nextLink'];
    if (!next) return rooms;
    if (seen.has(next)) {
      throw httpFailure(graph.request(CALL), 'malformed-answer', { detail: 'its list does not end' });
    }
    seen.add(next);
    query = queryOf(graph, next);
  }
}
