import type { QueueChange } from '@/lib/scheduling/queue/types';
import type { Gap, Regret } from '../outcome';
import type { QueueQuestion } from '../rules';

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const listOf = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const DAY = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const SHORT = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', timeZone: 'UTC' });

const at = (date: string): number => Date.parse(`${date}T12:00:00Z`);
/** `Mon, 23 Nov` for a local date. */
export const dayText = (date: string): string => DAY.format(at(date));
export const shortDay = (date: string): string => SHORT.format(at(date));

/** What planning together changes, in sentences. */
export function regretText({ earlier, earlierDays, later, laterDays, placed, same }: Regret): string {
  if (same) return 'First come, first served does as well here: nothing better was found.';
  const parts: string[] = [];
  if (placed > 0) parts.push(`${plural(placed, 'more candidate')} ${placed === 1 ? 'has' : 'have'} a plan`);
  if (earlier > 0)
    parts.push(
      `${plural(earlier, 'candidate')} ${earlier === 1 ? 'is' : 'are'} through earlier (${plural(earlierDays, 'day')} in sum)`,
    );
  if (later > 0) parts.push(`${later} later (${plural(laterDays, 'day')})`);
  if (parts.length === 0)
    parts.push('the days stay, but waiting, late hours or the load of interviewers get less');
  return `Against first come, first served, ${listOf(parts)}.`;
}

/** How much better a plan could be at most, honestly. */
export function gapText(gap: Gap): string {
  if (gap.kind === 'proven') return 'Proven: no plan for this queue is better.';
  const more = gap.places > 0 ? `place ${plural(gap.places, 'more candidate')}` : '';
  const sooner = gap.days > 0 ? `save ${plural(gap.days, 'day')} in sum over all candidates` : '';
  const both = [more, sooner].filter(Boolean).join(' and ');
  return `Best found, not proven best. A better plan could at most ${both || `save ${plural(gap.points, 'point')}`}.`;
}

/** Who would have to agree to what. */
export function changeText({ people, skills }: QueueQuestion, change: QueueChange): string {
  if (change.kind === 'lift-limit')
    return `One more interview a day and week for ${people[change.person]?.name ?? 'somebody'}`;
  const skill = skills[change.skill] ?? change.skill;
  if (change.kind === 'train') return `${people[change.person]?.name ?? 'Somebody'} trained for “${skill}”`;
  return `One more interviewer trained for “${skill}”`;
}

/** What a change buys, in words; empty when nothing was found. */
export function gainText({ days, placed, points }: { days: number; placed: number; points: number }): string {
  const parts: string[] = [];
  if (placed > 0) parts.push(`${plural(placed, 'more candidate')} with a plan`);
  if (days > 0) parts.push(`${plural(days, 'day')} earlier in sum`);
  if (parts.length === 0 && points > 0) parts.push('less waiting or better hours, but no days');
  return parts.length > 0 ? listOf(parts) : 'nothing found';
}
