import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';

const id = z.string().min(1);
const problemSchema = z.looseObject({ code: z.string(), message: z.string(), next: z.string() });

/** A posting and stage in which times are proposed as soon as somebody enters. */
export const watchSchema = z.object({
  postingId: id,
  stageId: id,
  /** Titles, for reading. */
  posting: z.string(),
  stage: z.string(),
  /** When it was switched on, ms epoch. */
  since: z.number(),
});
export type Watch = z.infer<typeof watchSchema>;

/** One candidate's entry into a watched stage, and what became of it. */
export const entrySchema = z.object({
  /** `<opportunity id>:<stage id>` */
  id,
  opportunityId: id,
  postingId: id,
  stageId: id,
  candidate: z.string(),
  posting: z.string(),
  stage: z.string(),
  /** The candidate in Lever. */
  link: z.string(),
  enteredAt: z.number(),
  /** Since when a time is looked for, ms epoch. */
  since: z.number(),
  nextTryAt: z.number(),
  tries: z.number().int(),
  /** `settled`: nothing to do any more (moved on, booked by a person, told to stop). */
  state: z.enum(['trying', 'proposed', 'settled']),
  /** Chosen and kept before the plan is proposed, so that a worker that dies in between proposes once. */
  planId: z.string().nullable(),
  escalatedAt: z.number().nullable(),
  /** Why no time was found, in sentences. */
  reasons: z.array(z.string()),
  /** The smallest changes that would help, in sentences. */
  suggestions: z.array(z.string()),
});
export type Entry = z.infer<typeof entrySchema>;

/** Everything the watch remembers; survives the browser. */
export interface WatchState {
  watches: Watch[];
  entries: Entry[];
  /** Lever was asked for everything that changed before this moment, ms epoch. */
  cursor: number | null;
  /** Why the last look at Lever failed; null = it did not. */
  problem: Problem | null;
}

/** Entries that a damaged or older store holds in another form are dropped one by one, never all of them. */
const each = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value): z.output<T>[] => {
        const read = item.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    );

export const watchStateSchema = z.object({
  watches: each(watchSchema),
  entries: each(entrySchema),
  cursor: z.number().nullable().catch(null),
  problem: problemSchema.nullable().catch(null),
});
