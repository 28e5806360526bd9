import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import { defineContract, method } from '@/lib/messaging/contract';
import type { QueueQuestion } from './rules';

/** The most candidates planned together; whoever waits longest comes first. */
export const MOST_CANDIDATES = 100;
/** Candidates read in one call. */
export const AT_ONCE = 5;

export interface WaitingCandidate {
  opportunityId: string;
  name: string;
  posting: string | null;
  stageId: string;
  /** When they came into the stage, ms epoch; null when Lever does not tell. */
  since: number | null;
}

export interface QueueList {
  stages: { id: string; name: string; chosen: boolean }[];
  /** Longest waiting first. */
  candidates: WaitingCandidate[];
  /** How many more there are than can be planned together. */
  leftOut: number;
  readAt: number;
}

/** What is known about one candidate after Lever was read. */
export interface CandidateState {
  opportunityId: string;
  state: 'waiting' | 'booked' | 'unreadable';
  posting: string | null;
  sessions: number;
  /** Where the stage plan comes from. */
  setupFrom: 'remembered' | 'lever' | 'you' | 'booked';
  booked: { by: 'fulcrum' | 'lever'; start: number } | null;
  problem: Problem | null;
}

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/);
const choice = z.object({
  sessions: z
    .array(
      z.object({
        id,
        start: z.number().int(),
        end: z.number().int(),
        who: z.array(id).max(16),
        room: z.string().max(200).nullable(),
      }),
    )
    .min(1)
    .max(10),
});

/** What the On-site queue asks of the worker. The search runs in a worker of the page. */
export const planQueueContract = defineContract('plan-queue', {
  list: method<QueueList>()(z.object({})),
  /** Stages whose candidates wait for an on-site; null = as found. */
  choose: method<QueueList>()(z.object({ stageIds: z.array(id).max(50).nullable() })),
  read: method<CandidateState[]>()(
    z.object({ opportunityIds: z.array(id).max(AT_ONCE), refresh: z.boolean().default(false) }),
  ),
  /** Everybody's question in one, over one reading of the calendars. */
  ask: method<QueueQuestion>()(
    z.object({
      opportunityIds: z.array(id).min(1).max(MOST_CANDIDATES),
      refresh: z.boolean().default(false),
    }),
  ),
  /** Hands the plan of one candidate over to their on-site page. */
  takeOver: method<null>()(z.object({ opportunityId: id, choice })),
});
