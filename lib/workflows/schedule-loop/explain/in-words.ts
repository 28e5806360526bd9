import { clockText, dateText } from '@/lib/interviews/times';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { instantAt, type LoopQuestion } from '../question';

/** "Ana", "Ana and Ben", "Ana, Ben and Cora". */
export const names = (list: readonly string[]): string =>
  list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;

export const quoted = (list: readonly string[]): string => names(list.map((one) => `“${one}”`));

/** `Tue 9 Mar` */
export const shortDay = (at: number, zone: string): string => dateText(at, zone).replace(/ \d{4}$/, '');

export const dayAt = (question: LoopQuestion, d: number): string =>
  shortDay(instantAt(question, question.instance.days[d]?.start ?? 0), question.zone);

/** `15:00` in the zone of the place. */
export const clockAt = (question: LoopQuestion, minute: number): string =>
  clockText(instantAt(question, minute), question.zone);

/** Days of the question by index: "on Mon 8 Mar and Thu 11 Mar", "from Mon 8 Mar to Wed 10 Mar". */
export function onDays(question: LoopQuestion, days: readonly number[]): string {
  const runs: number[][] = [];
  for (const d of [...new Set(days)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === d - 1) run.push(d);
    else runs.push([d]);
  }
  const short = runs.flatMap((run) => (run.length > 2 ? [] : run));
  return names([
    ...runs
      .filter((run) => run.length > 2)
      .map((run) => `from ${dayAt(question, run[0] ?? 0)} to ${dayAt(question, run.at(-1) ?? 0)}`),
    ...(short.length > 0 ? [`on ${names(short.map((d) => dayAt(question, d)))}`] : []),
  ]);
}

/** The days searched. */
export const searchedDays = (question: LoopQuestion): string =>
  question.instance.days.length === 1
    ? `on ${dayAt(question, 0)}`
    : question.instance.days.length === 0
      ? 'on the days searched'
      : `from ${dayAt(question, 0)} to ${dayAt(question, question.instance.days.length - 1)}`;

/** The days a plan uses. */
export function planDays(question: LoopQuestion, plan: LoopPlan): string {
  const { days } = question.instance;
  const used = [...new Set(plan.start.map((t) => days.findIndex((d) => d.start <= t && t < d.end)))];
  return names(used.sort((a, b) => a - b).map((d) => dayAt(question, d)));
}

/** "4 hours", "1 h 30 min", "45 minutes" */
export const hoursText = (minutes: number): string =>
  minutes < 60
    ? `${minutes} minutes`
    : minutes % 60 === 0
      ? minutes === 60
        ? 'one hour'
        : `${minutes / 60} hours`
      : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
