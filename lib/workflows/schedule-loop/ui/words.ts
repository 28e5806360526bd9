import { cityOf, clockTime, dayName, timeRange } from '@/components/zoned';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { groupInWords } from '../explain/clash';
import { instantAt, type LoopQuestion } from '../question';
import type { Break } from '../rules';

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const listOf = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Start and end of a session, ms epoch. */
export function spanOf(question: LoopQuestion, plan: LoopPlan, s: number): { start: number; end: number } {
  const start = plan.start[s] ?? 0;
  return {
    start: instantAt(question, start),
    end: instantAt(question, start + (question.instance.sessions[s]?.dur ?? 0)),
  };
}

/** `Mon 23 Nov 10:00–11:00` in the given zone. */
export function whenText(question: LoopQuestion, plan: LoopPlan, s: number, zone: string): string {
  const { start, end } = spanOf(question, plan, s);
  return `${dayName(start, zone)} ${timeRange(start, end, zone)}`;
}

/** `Ana Torres (Chicago 09:00–10:00)`: with their own time for everybody who is not in the zone of the place. */
export const whoAtOf = (question: LoopQuestion, plan: LoopPlan, s: number): string[] =>
  (plan.who[s] ?? []).map((p) => {
    const { name = '', zone = question.zone } = question.people[p] ?? {};
    return zone === question.zone ? name : `${name} (${localText(question, plan, s, zone)})`;
  });

/** `Chicago 09:00–10:00` */
export function localText(question: LoopQuestion, plan: LoopPlan, s: number, zone: string): string {
  const { start, end } = spanOf(question, plan, s);
  return `${cityOf(zone)} ${timeRange(start, end, zone)}`;
}

/** What one break means, as a sentence about people and sessions. */
export function breakText(question: LoopQuestion, plan: LoopPlan, found: Break): string {
  const { rules } = question.instance;
  const name = (s: number | undefined): string => `“${question.sessions[s ?? -1]?.name ?? ''}”`;
  const [a, b] = found.sessions;
  const who = found.person === undefined ? 'Somebody' : (question.people[found.person]?.name ?? 'Somebody');
  const day =
    found.day === undefined
      ? 'the day'
      : dayName(instantAt(question, question.instance.days[found.day]?.start ?? 0), question.zone);
  switch (found.rule) {
    case 'day':
      return `${name(a)} lies outside the hours of the day.`;
    case 'candidate':
      return `The candidate has not offered the time of ${name(a)}.`;
    case 'gap':
      return overlapping(question, plan, a, b)
        ? `${name(a)} and ${name(b)} overlap.`
        : `Fewer than ${rules.minGap} minutes lie between ${name(a)} and ${name(b)}.`;
    case 'wait':
      return `The candidate waits more than ${rules.maxGap} minutes before ${name(a)}.`;
    case 'pool':
      return `${who} is not among those who can take ${name(a)}.`;
    case 'busy':
      return `${who} ${reasonOf(question, plan, found.person, a)} during ${name(a)}.`;
    case 'day-limit':
      return `${who} is at the limit of interviews that day (${name(a)}).`;
    case 'week-limit':
      return `${who} is at the limit of interviews that week (${name(a)}).`;
    case 'twice':
      return `${who} sits in ${listOf(found.sessions.map(name))}.`;
    case 'days':
      return `More than ${plural(rules.maxDays, 'day')} would be used.`;
    case 'adjacent':
      return 'The days are not next to each other.';
    case 'per-day':
      return `More than ${plural(rules.maxPerDay ?? 0, 'session')} on ${day}.`;
    case 'span':
      return `${day} gets too long.`;
    case 'lunch':
      return `No ${rules.lunch} minutes are left for lunch on ${day}.`;
    case 'first':
      return `${name(a)} has to come first.`;
    case 'last':
      return `${name(a)} has to come last.`;
    case 'before':
      return `${name(a)} has to come before ${name(b)}.`;
    case 'same-day':
      return `${name(a)} and ${name(b)} have to be on one day.`;
    case 'group': {
      const group = rules.groups[found.group ?? -1];
      return `${groupInWords(question.groups.find(({ id }) => id === group?.id)?.name ?? 'A group', group)}.`;
    }
    case 'room':
      return found.room === undefined
        ? `${name(a)} has no room.`
        : `${question.rooms[found.room]?.name ?? 'The room'} is not free for ${name(a)}.`;
    case 'one-room':
      return `The room changes on ${day}.`;
  }
}

function overlapping(question: LoopQuestion, plan: LoopPlan, a = 0, b = 0): boolean {
  const [x, y] = [spanOf(question, plan, a), spanOf(question, plan, b)];
  return x.start < y.end && y.start < x.end;
}

/** Why somebody is not free at the time of a session, from what their calendar shows. */
function reasonOf(question: LoopQuestion, plan: LoopPlan, p = -1, s = 0): string {
  const person = question.people[p];
  if (person?.unknown) return 'cannot be read, so is not free';
  const { start, end } = spanOf(question, plan, s);
  const hit = person?.blocks.filter((b) => b.start < end && start < b.end && b.kind !== 'soft') ?? [];
  const meeting = hit.find((b) => b.kind === 'busy' || b.kind === 'away');
  if (meeting?.kind === 'away') return 'is away';
  if (meeting)
    return `is in ${meeting.title ? `“${meeting.title}”` : 'a meeting'} (${clockTime(meeting.start, question.zone)}–${clockTime(meeting.end, question.zone)})`;
  return hit.length > 0 ? 'does not work' : 'needs the buffer around a meeting';
}
