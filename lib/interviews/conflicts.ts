import type { Availability, BusyBlock } from '@/lib/domain/availability';
import { overlaps } from '@/lib/domain/interval';
import type { CheckedPerson } from './payloads';

/** True when a block of this person stands in the way of a meeting; the same policy the search used. */
export function blocks(
  block: BusyBlock,
  person: Pick<CheckedPerson, 'tentativeOk'>,
  softWords: readonly string[],
): boolean {
  if (block.status === 'elsewhere') return false;
  if (block.status === 'tentative' && person.tentativeOk) return false;
  const title = block.title?.toLowerCase();
  return !(title && softWords.some((word) => title.includes(word.toLowerCase())));
}

/**
 * The first block that makes `[start, end)` impossible for this person, buffers included; null when free.
 * Call only with a known availability: an unreadable calendar is neither free nor busy.
 */
export function conflictOf(
  availability: Extract<Availability, { state: 'known' }>,
  person: CheckedPerson,
  meeting: { start: number; end: number },
  softWords: readonly string[],
): BusyBlock | null {
  const wide = {
    start: meeting.start - person.bufferBefore * 60_000,
    end: meeting.end + person.bufferAfter * 60_000,
  };
  return availability.busy.find((block) => overlaps(block, wide) && blocks(block, person, softWords)) ?? null;
}
