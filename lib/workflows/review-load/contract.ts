import { z } from 'zod';
import type { Interval } from '@/lib/domain/interval';
import type { Problem } from '@/lib/domain/problem';
import { defineContract, method } from '@/lib/messaging/contract';

/** Code of the problem of a calendar that tells no titles. */
export const TITLES_HIDDEN = 'titles-hidden';

/** One person with what is known about their interviews in the weeks read. */
export interface InterviewerLoad {
  id: string;
  name: string;
  jobTitle: string | null;
  /** IANA; weeks are theirs. */
  zone: string;
  optedOut: boolean;
  weeklyLimit: number | null;
  /** Why the calendar does not tell interviews; the numbers are then only what was booked here, and may be too low. */
  problem: Problem | null;
  /** Every interview seen in the weeks read, ms epoch, in order. */
  interviews: Interval[];
  /** Invitations of interviews booked here in these weeks, and how many of them were declined. */
  invited: number;
  declined: number;
  /** Ids of pools they are in. */
  pools: string[];
  /** Postings they interview for: by a pool, or by a booking. */
  postings: string[];
}

export interface LoadView {
  people: InterviewerLoad[];
  pools: { id: string; label: string; postingId: string }[];
  postings: { id: string; title: string }[];
  /** Mondays (day numbers since the epoch) of the weeks read; `thisWeek` is the index of the current one. */
  weeks: number[];
  thisWeek: number;
  /** Active users beyond those read. */
  leftOut: number;
  /** Why answers to invitations are not complete. */
  unanswered: Problem | null;
  readAt: number;
}

/** What the page Interviewer load asks of the worker. */
export const reviewLoad = defineContract('review-load', {
  read: method<LoadView>()(z.object({ refresh: z.boolean().default(false) })),
});
