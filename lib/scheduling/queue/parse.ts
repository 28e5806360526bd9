import { z } from 'zod';
import { parseLoop } from '@/lib/scheduling/loop/parse';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { loopBeside } from './share';
import type { QueueInstance } from './types';

/** More candidates than this are not one queue. */
const MOST_CANDIDATES = 500;

const count = z.int().min(0);
const points = count;
const day = z.object({ start: z.int(), end: z.int(), week: count, lunch: z.tuple([z.int(), z.int()]) });
const plan = z.object({
  start: z.array(z.int()),
  who: z.array(z.array(count)),
  room: z.array(count.nullable()),
});
/** What is checked as part of each candidate's loop comes through as it is. */
const asInLoop = z.custom<never>((value) => value !== undefined && value !== null, 'is missing');

const shape = z.object({
  kind: z.literal('queue'),
  v: z.literal(1),
  id: z.string(),
  origin: z.string(),
  step: z.int().min(1),
  days: z.array(day).min(1),
  people: asInLoop,
  rooms: asInLoop,
  candidates: z
    .array(
      z.object({
        id: z.string(),
        windows: asInLoop,
        sessions: z.array(z.looseObject({ skill: z.string() })).min(1),
        rules: asInLoop,
        weights: z.looseObject({}),
        prev: z.unknown(),
        fixed: plan.nullable().optional(),
        days: z.array(day).optional(),
        people: z.record(z.string().regex(/^\d+$/), z.looseObject({})).optional(),
        step: z.int().min(1).optional(),
      }),
    )
    .min(1)
    .max(MOST_CANDIDATES),
  unplaced: points.max(1_000_000),
  fair: points,
  rest: count,
  rests: z.array(count).optional(),
});

export type ParsedQueue = { ok: true; queue: QueueInstance } | { ok: false; field: string; message: string };

/** Checks a value against the `queue` form: its own shape, and every candidate's loop as a loop of its own. */
export function parseQueue(value: unknown): ParsedQueue {
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return { ok: false, field: issue.path.map(String).join('.') || 'instance', message: issue.message };
  }
  const queue = { ...(value as object), ...parsed.data } as unknown as QueueInstance;
  if (!Array.isArray(queue.people)) return { ok: false, field: 'people', message: 'must be a list' };
  if (!Array.isArray(queue.rooms)) return { ok: false, field: 'rooms', message: 'must be a list' };
  if (queue.rests && queue.rests.length !== queue.people.length)
    return { ok: false, field: 'rests', message: 'must have one number for each person' };
  for (const rest of [queue.rest, ...(queue.rests ?? [])])
    if (rest % queue.step !== 0)
      return { ok: false, field: 'rest', message: `must be a multiple of the step (${queue.step})` };
  for (const [c, candidate] of queue.candidates.entries()) {
    const at = `candidates.${c}`;
    if (candidate.days && candidate.days.length !== queue.days.length)
      return { ok: false, field: `${at}.days`, message: 'must have one entry for each day of the queue' };
    if (candidate.days?.some(({ week }, d) => week !== queue.days[d]!.week))
      return { ok: false, field: `${at}.days`, message: 'must have the weeks of the queue' };
    if (candidate.step !== undefined && candidate.step % queue.step !== 0)
      return { ok: false, field: `${at}.step`, message: `must be a multiple of the step (${queue.step})` };
    const own = candidate.step ?? queue.step;
    const odd = candidate.sessions.findIndex(({ dur }) => Number(dur) % own !== 0);
    if (odd >= 0)
      return { ok: false, field: `${at}.sessions.${odd}.dur`, message: `must be a multiple of ${own}` };
    const loop = parseLoop(loopOf(queue, c));
    if (!loop.ok) return { ok: false, field: `${at}.${loop.field}`, message: loop.message };
    queue.candidates[c] = { ...candidate, prev: candidate.prev ?? null };
  }
  for (const [c, { fixed }] of queue.candidates.entries()) {
    if (!fixed) continue;
    const plans = queue.candidates.map((one, i) => (i < c ? (one.fixed ?? null) : null));
    const [error] = judgeSchedule(loopBeside(queue, c, plans), fixed).errors;
    if (error) return { ok: false, field: `candidates.${c}.fixed`, message: `breaks a rule: ${error}` };
  }
  return { ok: true, queue };
}

/** A candidate's loop before anything in it is trusted: nothing is computed, only put together. */
function loopOf(queue: QueueInstance, c: number): object {
  const { origin, people, rooms, fair } = queue;
  const { id, windows, sessions, rules, weights, prev, days, people: own } = queue.candidates[c]!;
  return {
    kind: 'loop',
    v: 1,
    id,
    origin,
    step: queue.step,
    days: days ?? queue.days,
    candidate: windows,
    people: people.map((person, p) => ({ ...person, ...own?.[p] })),
    sessions,
    rooms,
    rules,
    weights: { ...weights, fair },
    prev: prev ?? null,
  };
}
