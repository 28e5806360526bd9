import { z } from 'zod';
import type { Interval } from '@/lib/domain/interval';
import type { Problem } from '@/lib/domain/problem';
import { constraintDecisionSchema } from '@/lib/domain/scheduling-constraint';
import type { ConstraintView } from '@/lib/interviews/constraint-views';
import type { Comparison } from '@/lib/ledger/compare';
import type { BookingPlanView } from '@/lib/ledger/plan-views';
import { defineContract, method } from '@/lib/messaging/contract';
import type { PanelAnswer } from '@/lib/scheduling/panel';
import { adjustmentSchema, type InterviewSetup, idSchema } from './schema';

/** Where a value came from, shown beside it. */
export type Source = 'requisition' | 'posting' | 'plan' | 'settings' | 'you' | 'lever' | 'calendar' | 'guess';

export interface PersonView {
  id: string;
  name: string;
  role: string | null;
  jobTitle: string | null;
  optional: boolean;
  calendar: { provider: 'google' | 'microsoft'; email: string } | null;
  zone: string;
  zoneSource: Source;
  /** `assumed` = unreadable, and the recruiter vouched for it. */
  state: 'known' | 'unknown' | 'assumed' | 'opted-out' | 'inactive';
  problem: Problem | null;
}

export interface BookedInterview {
  panelId: string;
  start: number;
  end: number;
  zone: string;
  subject: string;
  interviewers: string[];
  location: string | null;
  /** Made inside Lever's own scheduler: the API cannot change it. */
  madeInLever: boolean;
  cancelled: boolean;
  planId: string | null;
}

/** Everything the panel shows for one candidate. */
export interface ScheduleView {
  opportunityId: string;
  candidate: {
    name: string;
    email: string | null;
    zone: string;
    zoneSource: Source;
    location: string;
    confidential: boolean;
    archived: boolean;
  };
  posting: { id: string; title: string; location: string | null } | null;
  requisition: { code: string; name: string } | null;
  stage: { id: string; name: string } | null;
  setup: InterviewSetup & { sources: Partial<Record<keyof InterviewSetup, Source>>; remembered: boolean };
  /** Times are proposed by themselves when somebody enters this posting and stage. */
  automatic: boolean;
  people: PersonView[];
  /** Everybody who could be added, by name. */
  directory: { id: string; name: string; jobTitle: string | null }[];
  constraints: ConstraintView[];
  /** Changes the recruiter accepted for this candidate; `reset` takes them back. */
  applied: { id: string; text: string }[];
  booked: BookedInterview[];
  /** Null while something required is missing (see `problems`). */
  answer: PanelAnswer | null;
  /** ms epoch of the calendar reading; null = not read yet. */
  readAt: number | null;
  /** Zone of the recruiter. */
  recruiterZone: string;
  search: {
    from: number;
    to: number;
    windowDays: number;
    rank: 'earliest' | 'best';
    noticeMinutes: number;
    tentative?: 'busy' | 'soft' | 'free';
    /** When the candidate said they can; null = not asked. */
    candidateWindows?: Interval[] | null;
    stepMinutes?: number;
  };
  /** Where the time went, ms. */
  timing: { network: number; search: number } | null;
  /** Blocking and warning problems; the first is the most important. */
  problems: Problem[];
  rooms: { id: string; name: string; capacity: number | null }[];
}

export interface PlanView extends BookingPlanView {
  updatedAt: number;
  slot: { start: number; end: number; zone: string; candidateZone: string } | null;
  joinUrl: string | null;
  /** Next best time when the chosen one was taken meanwhile. */
  nextBest: { start: number; end: number } | null;
}

const candidate = z.object({ opportunityId: idSchema });
const plan = z.object({ planId: idSchema });

/** What the panel (and the side panel) asks of the worker. */
export const scheduleInterview = defineContract('schedule-interview', {
  /** The candidate in front of the recruiter, from the page that holds the panel or from the active tab. */
  current: method<{ opportunityId: string | null; theme: 'light' | 'dark' | null }>()(z.object({})),
  /** At once from what was prefetched; `refresh` reads the calendars again. */
  load: method<ScheduleView>()(candidate.extend({ refresh: z.boolean().default(false) })),
  /** Changes the set-up for this candidate and searches again on what is already read. */
  adjust: method<ScheduleView>()(candidate.extend({ adjustment: adjustmentSchema })),
  /** Applies one of the answer's smallest changes (those that are the recruiter's to make). */
  applyChange: method<ScheduleView>()(candidate.extend({ changeId: z.string().max(200) })),
  /** Remembers the current set-up as the plan of this posting and stage. */
  remember: method<ScheduleView>()(candidate),
  /**
   * Proposes times by itself from now on when somebody enters this posting and stage, or stops doing so. Remembers
   * the current set-up first when none is remembered.
   */
  automate: method<ScheduleView>()(candidate.extend({ on: z.boolean() })),
  /** Forgets the adjustments made for this candidate. */
  reset: method<ScheduleView>()(candidate),
  decide: method<ScheduleView>()(
    candidate.extend({ constraintId: z.string().max(200), decision: constraintDecisionSchema }),
  ),
  /** Every write, in words, before anything happens. */
  preview: method<PlanView>()(
    candidate.extend({ start: z.number().int(), roomId: z.string().max(200).nullable().default(null) }),
  ),
  book: method<PlanView>()(plan),
  discard: method<PlanView>()(plan),
  status: method<PlanView>()(plan),
  /** What undo would meet: what was written beside what is there now. Reads only. */
  compare: method<Comparison>()(plan),
  undo: method<PlanView>()(plan.extend({ force: z.boolean().default(false) })),
  plans: method<PlanView[]>()(candidate),
  closePanel: method<null>()(z.object({})),
});
