import { clockText, dateText } from '@/lib/interviews/times';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopView } from './contract';
import { instantAt, type LoopQuestion } from './question';
import type { LoopSetup } from './schema';

/** Where a fact comes from, and so where it can be changed. */
export type FactSource = 'calendar' | 'limit' | 'rule' | 'window' | 'rooms';

/** One of the facts that clash. */
export interface Fact {
  id: string;
  text: string;
  source: FactSource;
  /** Lever user id, for the link to a calendar or a limit. */
  personId?: string;
}

export const names = (list: readonly string[]): string =>
  list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
export const shortDay = (at: number, zone: string): string => dateText(at, zone).replace(/ \d{4}$/, '');

/** The days searched, as people say them. */
export function daysText(question: LoopQuestion): string {
  const { days } = question.instance;
  const at = (d: number): string => shortDay(instantAt(question, days[d]?.start ?? 0), question.zone);
  if (days.length === 0) return 'the days searched';
  return days.length === 1 ? at(0) : `${at(0)} to ${at(days.length - 1)}`;
}

/** The days a plan uses. */
export function planDays(question: LoopQuestion, plan: LoopPlan): string {
  const { days } = question.instance;
  const at = (t: number): number => days.findIndex((d) => d.start <= t && t < d.end);
  const used = [...new Set(plan.start.map(at))].sort((a, b) => a - b);
  return names(
    used.map((d) => shortDay(instantAt(question, question.instance.days[d]?.start ?? 0), question.zone)),
  );
}

/** The clash in a recruiter's words; each fact with the place it comes from. */
export function factsOf(view: LoopView, conflict: readonly string[]): Fact[] {
  const { question, setup } = view;
  return question ? conflict.map((id) => factOf(id, question, setup, view)) : [];
}

function factOf(id: string, question: LoopQuestion, setup: LoopSetup, view: LoopView): Fact {
  const rule = (text: string): Fact => ({ id, text, source: 'rule' });
  const [kind, number] = id.split(':');
  const n = Number(number ?? 0);
  const { instance, sessions } = question;
  const session = (s: number | undefined): string => `“${sessions[s ?? -1]?.name ?? 'a session'}”`;
  switch (kind) {
    case 'busy':
      return { id, ...personFact(question, n), source: 'calendar' };
    case 'load':
      return limitFact(id, question);
    case 'candidate':
      return {
        id,
        text: view.draft.windows
          ? `${view.candidate.name} can only come ${windowsText(question)}`
          : `${view.candidate.name} is expected only ${windowsText(question)}`,
        source: 'window',
      };
    case 'rooms':
      return { id, text: roomText(question), source: 'rooms' };
    case 'oneRoom':
      return { id, text: 'all sessions of a day must stay in one room', source: 'rooms' };
    case 'distinct':
      return rule('nobody may sit in two sessions');
    case 'minGap':
      return rule(`${instance.rules.minGap} minutes have to lie between sessions`);
    case 'maxGap':
      return rule(`the candidate may wait at most ${instance.rules.maxGap} minutes`);
    case 'maxDays':
      return rule(
        setup.days.most === 1
          ? 'everything has to fit into one day'
          : `at most ${setup.days.most} days are allowed`,
      );
    case 'consecutive':
      return rule('the days have to be next to each other');
    case 'maxPerDay':
      return rule(`at most ${instance.rules.maxPerDay} sessions are allowed on a day`);
    case 'maxSpan':
      return rule(`a day may last at most ${hoursText(instance.rules.maxSpan ?? 0)}`);
    case 'lunch':
      return rule(
        `every day keeps ${instance.rules.lunch} minutes for lunch between ${setup.lunch?.from} and ${setup.lunch?.to}`,
      );
    case 'first':
      return rule(`${session(instance.rules.first ?? undefined)} comes first`);
    case 'last':
      return rule(`${session(instance.rules.last ?? undefined)} comes last`);
    case 'before':
      return rule(
        `${session(instance.rules.before[n]?.[0])} comes before ${session(instance.rules.before[n]?.[1])}`,
      );
    case 'sameDay':
      return rule(
        `${session(instance.rules.sameDay[n]?.[0])} and ${session(instance.rules.sameDay[n]?.[1])} are on one day`,
      );
    default:
      return rule(id);
  }
}

export const hoursText = (minutes: number): string =>
  minutes % 60 === 0 ? `${minutes / 60} hours` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;

/** What a calendar says about the sessions somebody could take: long enough times, day by day. */
function personFact(question: LoopQuestion, p: number): { text: string; personId: string } {
  const { instance, zone } = question;
  const person = question.people[p];
  const personId = person?.id ?? '';
  const name = person?.name ?? 'Somebody';
  if (person?.unknown)
    return { personId, text: `${name}’s calendar could not be read, so they do not count as free` };
  const mine = instance.sessions.flatMap((session, s) =>
    session.seats.some(({ pool }) => pool.some(([m]) => m === p)) ? [s] : [],
  );
  const least = Math.min(...mine.map((s) => instance.sessions[s]?.dur ?? 0));
  const what = `“${names(mine.map((s) => question.sessions[s]?.name ?? ''))}”`;
  const open = instance.days.flatMap((day, d) => {
    const spans = (instance.people[p]?.free ?? [])
      .map(([a, b]) => [Math.max(a, day.start), Math.min(b, day.end)] as const)
      .filter(([a, b]) => b - a >= least);
    const at = (minute: number): string => clockText(instantAt(question, minute), zone);
    return spans.length > 0 ? [{ d, text: spans.map(([a, b]) => `${at(a)}-${at(b)}`).join(', ') }] : [];
  });
  if (open.length === 0)
    return {
      personId,
      text: `${name} has no ${least} minutes for ${what} on any of these days (${mainReason(question, p)})`,
    };
  const words = open
    .slice(0, 4)
    .map(({ d, text }) => `${shortDay(instantAt(question, instance.days[d]?.start ?? 0), zone)} ${text}`)
    .join('; ');
  return {
    personId,
    text: `${name} can take ${what} only ${words}${open.length > 4 ? ' and a few more times' : ''}`,
  };
}

/** What takes most of somebody's days: their hours, absences or meetings. */
function mainReason(question: LoopQuestion, p: number): string {
  const sum = { busy: 0, away: 0, 'off-hours': 0, soft: 0 };
  for (const block of question.people[p]?.blocks ?? []) sum[block.kind] += block.end - block.start;
  if (sum.away > 0 && sum.away >= sum.busy && sum.away >= sum['off-hours']) return 'they are away';
  if (sum['off-hours'] > sum.busy)
    return `mostly outside their working hours in ${(question.people[p]?.zone ?? '').split('/').pop()?.replaceAll('_', ' ')}`;
  return 'their calendar is full';
}

/** Who is at a limit on which day. */
function limitFact(id: string, question: LoopQuestion): Fact {
  const { instance } = question;
  const pooled = new Set(
    instance.sessions.flatMap((s) => s.seats.flatMap(({ pool }) => pool.map(([p]) => p))),
  );
  const full = [...pooled].filter((p) => {
    const person = instance.people[p];
    return (
      person &&
      instance.days.some(
        (day, d) =>
          (person.weekLoad[day.week] ?? 0) >= person.weekCap || (person.dayLoad[d] ?? 0) >= person.dayCap,
      )
    );
  });
  const list = full.map((p) => question.people[p]?.name ?? '');
  return {
    id,
    source: 'limit',
    ...(full.length === 1 ? { personId: question.people[full[0] ?? 0]?.id ?? '' } : {}),
    text:
      list.length === 0
        ? 'the interview limits are reached'
        : `${names(list)} ${list.length === 1 ? 'is' : 'are'} at the limit of interviews`,
  };
}

function windowsText(question: LoopQuestion): string {
  const { candidate } = question.instance;
  const at = ([a, b]: readonly [number, number]): string =>
    `${shortDay(instantAt(question, a), question.zone)} ${clockText(instantAt(question, a), question.zone)}-${clockText(instantAt(question, b), question.zone)}`;
  if (candidate.length === 0) return 'at no time on these days';
  return candidate.slice(0, 3).map(at).join('; ') + (candidate.length > 3 ? ' and so on' : '');
}

const roomText = ({ rooms, instance }: LoopQuestion): string => {
  const small = instance.sessions.some((s) => s.rooms && s.rooms.length === 0);
  return small
    ? 'no room is large enough'
    : `no room of ${names(rooms.slice(0, 4).map((r) => r.name))}${rooms.length > 4 ? ' and others' : ''} is free at the right times`;
};

/** "No plan from Mon 9 Mar to Fri 20 Mar: Ana is away; everything has to fit into one day." */
export const clashText = (question: LoopQuestion, facts: readonly Fact[]): string =>
  facts.length === 0
    ? `No plan ${question.instance.days.length > 1 ? `from ${daysText(question)}` : `on ${daysText(question)}`}, whatever rule is dropped: the pools are too small or the days too short.`
    : `No plan ${question.instance.days.length > 1 ? `from ${daysText(question)}` : `on ${daysText(question)}`}: ${facts.map((f) => f.text).join('; and ')}.`;
