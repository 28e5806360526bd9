import { z } from 'zod';
import type { LoopInstance } from './types';

/** More sessions than this would need tables of more than a few hundred megabytes. */
const MOST_SESSIONS = 16;

const whole = z.int();
const count = z.int().min(0);
const span = z.tuple([whole, whole]).refine(([a, b]) => a < b, 'must start before it ends');
const spans = z.array(span).refine((list) => list.every((s, i) => i === 0 || list[i - 1]![1] <= s[0]), {
  message: 'must be sorted and must not overlap',
});
const pair = z.tuple([count, count]);

const shape = z.object({
  kind: z.literal('loop'),
  v: z.literal(1),
  id: z.string(),
  origin: z.string(),
  step: z.int().min(1),
  days: z.array(z.object({ start: whole, end: whole, week: count, lunch: span })).min(1),
  candidate: spans,
  people: z.array(
    z.object({
      id: z.string(),
      free: spans,
      core: spans,
      dayCap: count,
      weekCap: count,
      dayLoad: z.array(count),
      weekLoad: z.array(count),
    }),
  ),
  sessions: z
    .array(
      z.object({
        id: z.string(),
        dur: z.int().min(1),
        seats: z.array(z.object({ pool: z.array(z.tuple([count, whole])) })),
        rooms: z.array(count).optional(),
      }),
    )
    .min(1)
    .max(MOST_SESSIONS),
  rooms: z.array(z.object({ id: z.string(), free: spans, cost: whole })),
  rules: z.object({
    minGap: count,
    maxGap: count.nullable(),
    maxDays: z.int().min(1),
    consecutive: z.boolean(),
    maxPerDay: z.int().min(1).nullable(),
    maxSpan: z.int().min(1).nullable(),
    lunch: z.int().min(1).nullable(),
    first: count.nullable(),
    last: count.nullable(),
    before: z.array(pair),
    sameDay: z.array(pair),
    groups: z.array(z.object({ id: z.string(), members: z.array(count), min: count, max: count.nullable() })),
    roomMode: z.enum(['any', 'sameDay']).nullable(),
  }),
  weights: z.object({ day: count, delay: count, idle: count, fair: count, off: count, change: count }),
  prev: z.object({ start: z.array(whole), who: z.array(z.array(count)) }).nullable(),
});

export type ParsedLoop = { ok: true; instance: LoopInstance } | { ok: false; field: string; message: string };

/** Checks a value against the `loop` form: shape, index ranges and the grid. Unknown fields are left aside. */
export function parseLoop(value: unknown): ParsedLoop {
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return { ok: false, field: issue.path.map(String).join('.') || 'instance', message: issue.message };
  }
  const instance: LoopInstance = parsed.data;
  const [wrong] = faults(instance);
  return wrong ? { ok: false, ...wrong } : { ok: true, instance };
}

/** What the shape alone cannot say; the first fault is enough for the caller. */
function* faults(instance: LoopInstance): Generator<{ field: string; message: string }> {
  const { step, days, people, sessions, rooms, rules, prev, candidate } = instance;
  const grid = (value: number | null, field: string) =>
    value !== null && value % step !== 0
      ? [{ field, message: `${value} is not a multiple of step ${step}` }]
      : [];
  const index = (value: number | null, size: number, field: string) =>
    value !== null && value >= size ? [{ field, message: `${value} is not an index below ${size}` }] : [];
  const onGrid = (list: readonly (readonly [number, number])[], field: string) =>
    list.flatMap(([a, b], i) => [...grid(a, `${field}.${i}`), ...grid(b, `${field}.${i}`)]);

  for (const [d, day] of days.entries()) {
    yield* onGrid([[day.start, day.end], day.lunch], `days.${d}`);
    if (day.start >= day.end) yield { field: `days.${d}`, message: 'must start before it ends' };
    if (d > 0 && day.start < days[d - 1]!.end)
      yield { field: `days.${d}`, message: 'days must be in order and disjoint' };
  }
  yield* onGrid(candidate, 'candidate');
  for (const [p, person] of people.entries()) {
    yield* onGrid(person.free, `people.${p}.free`);
    yield* onGrid(person.core, `people.${p}.core`);
    if (person.dayLoad.length !== days.length)
      yield {
        field: `people.${p}.dayLoad`,
        message: `has ${person.dayLoad.length} entries for ${days.length} days`,
      };
    for (const { week } of days) yield* index(week, person.weekLoad.length, `people.${p}.weekLoad`);
  }
  for (const [s, session] of sessions.entries()) {
    yield* grid(session.dur, `sessions.${s}.dur`);
    for (const [q, { pool }] of session.seats.entries())
      for (const [person] of pool) yield* index(person, people.length, `sessions.${s}.seats.${q}.pool`);
    for (const room of session.rooms ?? []) yield* index(room, rooms.length, `sessions.${s}.rooms`);
  }
  for (const [r, room] of rooms.entries()) yield* onGrid(room.free, `rooms.${r}.free`);
  for (const key of ['minGap', 'maxGap', 'maxSpan', 'lunch'] as const)
    yield* grid(rules[key], `rules.${key}`);
  for (const key of ['first', 'last'] as const) yield* index(rules[key], sessions.length, `rules.${key}`);
  for (const key of ['before', 'sameDay'] as const)
    for (const [i, pairOf] of rules[key].entries())
      for (const session of pairOf) yield* index(session, sessions.length, `rules.${key}.${i}`);
  for (const [g, group] of rules.groups.entries())
    for (const member of group.members) yield* index(member, people.length, `rules.groups.${g}.members`);
  if (!prev) return;
  if (prev.start.length !== sessions.length || prev.who.length !== sessions.length)
    yield {
      field: 'prev',
      message: `must have one start and one who for each of the ${sessions.length} sessions`,
    };
  for (const [s, who] of prev.who.entries())
    if (who.length !== sessions[s]?.seats.length)
      yield { field: `prev.who.${s}`, message: 'must name one person for each seat' };
}
