import browser from 'webextension-polyfill';
import type { Keepings } from '@/lib/workflows/review-activity/port';

/**
 * The lock, the gate and the address on screen name a candidacy by its id; that is not data about the candidate.
 * The watch and the queue of screening hold all candidates in one record each: they forget one of them themselves.
 */
const SKIPPED = /^(screen:|gate:|lock|schedule:stage-watch$|screening:queue$)/;

/** A part of Fulcrum that forgets a candidate itself. */
export interface Kept {
  /** "1 search for a time", or null when there is nothing. */
  about(opportunityId: string): Promise<string | null>;
  forget(opportunityId: string): Promise<void>;
}

/** "2 messages", or null for none. */
export const counted = (n: number, one: string, many: string): string | null =>
  n === 0 ? null : `${n} ${n === 1 ? one : many}.`;

/**
 * What extension storage keeps about a candidate. Workflows put the opportunity id into the name of what they
 * keep; whatever else still holds the id is found too, so that nothing new can be forgotten here.
 */
export function createKeepings(deps: {
  forget(opportunityId: string): Promise<void>;
  settle(): Promise<void>;
  parts: readonly Kept[];
}): Keepings {
  const areas = [
    ['on this computer', browser.storage.local],
    ['in the memory of the browser', browser.storage.session],
  ] as const;

  async function named(area: (typeof areas)[number][1], opportunityId: string): Promise<string[]> {
    const all = await area.get(null);
    return Object.entries(all).flatMap(([name, value]) => {
      if (SKIPPED.test(name)) return [];
      return name.includes(opportunityId) || JSON.stringify(value)?.includes(opportunityId) ? [name] : [];
    });
  }

  return {
    async about(opportunityId) {
      const found = await Promise.all(
        areas.map(async ([where, area]) => {
          const { length } = await named(area, opportunityId);
          if (length === 0) return [];
          return [
            `${length} ${length === 1 ? 'thing' : 'things'} remembered ${where} (choices, what was read).`,
          ];
        }),
      );
      const parts = await Promise.all(deps.parts.map((part) => part.about(opportunityId)));
      return [...found.flat(), ...parts.filter((line) => line !== null)];
    },
    async erase(opportunityId) {
      for (const [, area] of areas) await area.remove(await named(area, opportunityId));
      for (const part of deps.parts) await part.forget(opportunityId);
      await deps.forget(opportunityId);
    },
    settle: deps.settle,
  };
}
