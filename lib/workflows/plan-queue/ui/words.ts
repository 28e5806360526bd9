import type { QueueChange, QueueGain } from '@/lib/scheduling/queue/types';
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
  if (later > 0) {
    const who =
      earlier > 0 ? `${later}` : `${plural(later, 'candidate')} ${later === 1 ? 'is' : 'are'} through`;
    parts.push(`${who} later (${plural(laterDays, 'day')}${earlier > 0 ? '' : ' in sum'})`);
  }
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

/** Who has to do what: the change as an instruction. */
export function changeText(question: QueueQuestion, change: QueueChange): string {
  if (change.kind === 'lift-limit')
    return `One more interview a day and week for ${nameOf(question, change.person)}`;
  const skill = question.skills[change.skill] ?? change.skill;
  if (change.kind === 'train') return `Train ${nameOf(question, change.person)} for “${skill}”`;
  return `One more interviewer for “${skill}”`;
}

/** Who can take the session today; empty for a limit, which names the person itself. */
export function todayText(question: QueueQuestion, change: QueueChange): string {
  if (change.kind === 'lift-limit') return '';
  const pool = new Set(
    (question.queue?.candidates ?? []).flatMap(({ sessions }) =>
      sessions.flatMap(({ skill, seats }) =>
        skill === change.skill ? seats.flatMap((seat) => seat.pool.map(([person]) => person)) : [],
      ),
    ),
  );
  const names = [...pool].map((person) => nameOf(question, person));
  if (names.length === 1) return `Today only ${names[0]}`;
  return `Today ${listOf(names.slice(0, 3))}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

const nameOf = ({ people }: QueueQuestion, person: number): string => people[person]?.name ?? 'somebody';

/** What a change buys, in words; empty when nothing was found. */
export function gainText({
  days,
  placed,
  points,
  sooner,
  later,
}: Pick<QueueGain, 'days' | 'placed' | 'points' | 'sooner' | 'later'>): string {
  const parts: string[] = [];
  if (placed > 0) parts.push(`${plural(placed, 'more candidate')} with a plan`);
  if (sooner > 0) parts.push(`${plural(sooner, 'candidate')} sooner`);
  if (later > 0) parts.push(`${later} later`);
  if (days > 0) parts.push(`${plural(days, 'day')} less waiting in total`);
  if (parts.length === 0 && points > 0)
    parts.push('better hours or shorter waits between sessions, but no days');
  return listOf(parts);
}

export const isGain = ({ placed, days, points }: Pick<QueueGain, 'placed' | 'days' | 'points'>): boolean =>
  placed > 0 || days > 0 || points > 0;

/** For each kind of change: how many were tried, and how many of them buy something. */
export function triedText(gains: readonly QueueGain[], untried: number): string[] {
  const of = (kind: QueueChange['kind']) => gains.filter(({ change }) => change.kind === kind);
  const good = (list: readonly QueueGain[]): number => list.filter(isGain).length;
  const [limits, hires, trained] = [of('lift-limit'), of('hire'), of('train')];
  const said = (list: readonly QueueGain[]): string =>
    good(list) === 0 ? 'none would help' : `${good(list)} would help`;
  return [
    limits.length === 0
      ? 'Lifted limits: nobody is at a limit by this plan.'
      : `Lifted limits: ${limits.length} tried; ${said(limits)}.`,
    hires.length === 0
      ? 'New interviewers: nobody waits longer than alone.'
      : `New interviewers: ${plural(hires.length, 'session')} tried; ${said(hires)}.`,
    trainedText(trained, good(trained), good(hires), untried),
  ];
}

function trainedText(tried: readonly QueueGain[], good: number, hires: number, untried: number): string {
  if (hires === 0)
    return 'Training: nobody’s training would help; not even somebody new, free all day, would.';
  if (tried.length === 0)
    return 'Training: nobody who has room is free when somebody waits for a session where help is wanted.';
  const count = `${tried.length} of ${plural(tried.length + untried, 'combination')} of a person and a session tried, the likeliest first`;
  return `Training: ${count}; ${good === 0 ? 'nobody’s training would help' : `${good} would help`}.`;
}
