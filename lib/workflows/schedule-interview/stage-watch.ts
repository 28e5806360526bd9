import type { LeverCandidacy } from '@/lib/lever/types';
import type { Entry, Watch } from './watch-schema';

/** Lever is asked from a little before the last time, because clocks differ and a list is not a snapshot. */
export const OVERLAP_MS = 10 * 60_000;
/** An entry into a stage this old is not new any more, whatever else changed about the candidate. */
const NEWS_LIFE_MS = 30 * 24 * 3_600_000;
/** Finished entries are remembered longer than that, so that none is taken for new again. */
const ENTRY_LIFE_MS = 2 * NEWS_LIFE_MS;
const FIRST_PAUSE_MS = 15 * 60_000;
const LONGEST_PAUSE_MS = 2 * 3_600_000;

export const isWatched = (watches: readonly Watch[], postingId: string | null, stageId: string): boolean =>
  watches.some((w) => w.postingId === postingId && w.stageId === stageId);

/** When the candidate came into the stage they are in, ms epoch. */
export function enteredAt(
  one: Pick<LeverCandidacy, 'stage' | 'stageChanges' | 'lastAdvancedAt' | 'createdAt'>,
): number {
  const moves = one.stageChanges.filter((move) => move.toStageId === one.stage);
  const last = moves.length > 0 ? Math.max(...moves.map((move) => move.updatedAt)) : one.lastAdvancedAt;
  return last ?? one.createdAt;
}

/** Since when Lever is to be asked, ms epoch. */
export const askSince = (watches: readonly Watch[], cursor: number | null): number =>
  (cursor ?? Math.min(...watches.map((w) => w.since))) - OVERLAP_MS;

/**
 * Who came into a watched stage and was not handled yet. Whoever was there when the watch was switched on is
 * no news, and neither is a candidate whose tags changed since.
 */
export function newEntries(
  watches: readonly Watch[],
  known: readonly Entry[],
  found: readonly LeverCandidacy[],
  now: number,
): Entry[] {
  return found.flatMap((one): Entry[] => {
    const watch = watches.find((w) => w.postingId === one.application?.posting && w.stageId === one.stage);
    if (!watch || one.archived || one.isAnonymized) return [];
    const at = enteredAt(one);
    if (at < watch.since || at < now - NEWS_LIFE_MS) return [];
    const id = `${one.id}:${one.stage}`;
    if (known.some((entry) => entry.id === id && entry.enteredAt >= at)) return [];
    return [
      {
        id,
        opportunityId: one.id,
        postingId: watch.postingId,
        stageId: one.stage,
        candidate: one.name,
        posting: watch.posting,
        stage: watch.stage,
        link: one.urls.show,
        enteredAt: at,
        since: now,
        nextTryAt: now,
        tries: 0,
        state: 'trying',
        planId: null,
        escalatedAt: null,
        reasons: [],
        suggestions: [],
      },
    ];
  });
}

/** Known entries with the new ones in place of older ones of the same candidate and stage. */
export function merged(known: readonly Entry[], fresh: readonly Entry[], now: number): Entry[] {
  const ids = new Set(fresh.map((entry) => entry.id));
  const kept = known.filter(
    (entry) => !ids.has(entry.id) && (entry.state === 'trying' || entry.enteredAt >= now - ENTRY_LIFE_MS),
  );
  return [...kept, ...fresh];
}

/** How long to wait after so many tries in vain, ms: calendars rarely change within minutes. */
export const pauseAfterTries = (tries: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1));

/** Entries whose turn it is, the longest waiting first. */
export const due = (entries: readonly Entry[], now: number): Entry[] =>
  entries
    .filter((entry) => entry.state === 'trying' && entry.nextTryAt <= now)
    .sort((a, b) => a.nextTryAt - b.nextTryAt);

/** True when somebody has to be told that no time was found. */
export const mustEscalate = (entry: Entry, now: number, hours: number): boolean =>
  entry.escalatedAt === null && now - entry.since >= hours * 3_600_000;
