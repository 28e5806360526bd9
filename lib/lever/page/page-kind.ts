/** What a Lever address shows. Ids come from the address only, never from the page's markup. */
export type PageKind =
  | { kind: 'candidate'; opportunityId: string }
  | { kind: 'candidate-list' }
  | { kind: 'other' };

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads the kind of page from a path. The profile lives at `/candidates/<opportunityId>`, with more segments
 * tolerated after the id (resume and file downloads, tabs); the list at `/candidates`.
 * Source: `urls.show` of an opportunity in Lever's API documentation.
 */
export function pageKind(location: Pick<Location, 'pathname'>): PageKind {
  const [first, second] = location.pathname.split('/').filter(Boolean);
  if (first !== 'candidates') return { kind: 'other' };
  if (!second) return { kind: 'candidate-list' };
  return ID.test(second) ? { kind: 'candidate', opportunityId: second.toLowerCase() } : { kind: 'other' };
}
