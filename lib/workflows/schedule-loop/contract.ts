import { z } from 'zod';
import type { Interval } from '@/lib/domain/interval';
import type { Problem } from '@/lib/domain/problem';
import type { ConstraintDecision } from '@/lib/domain/scheduling-constraint';
import type { Comparison } from '@/lib/ledger/compare';
import type { BookingPlanView } from '@/lib/ledger/plan-views';
import { defineContract, method } from '@/lib/messaging/contract';
import type { LoopQuestion } from './question';
import {
  idSchema,
  type LoopChoice,
  type LoopDraft,
  type LoopSetup,
  loopChoiceSchema,
  loopDraftSchema,
} from './schema';

export interface LoopPersonView {
  id: string;
  name: string;
  jobTitle: string | null;
  zone: string;
  zoneIsGuess: boolean;
  calendar: { provider: 'google' | 'microsoft'; email: string } | null;
  /** `assumed` = unreadable, and the recruiter vouched for it. */
  state: 'known' | 'unknown' | 'assumed' | 'opted-out' | 'inactive';
  problem: Problem | null;
}

/** What a guest of a booked session has answered in the calendar. */
export interface LoopReply {
  sessionId: string;
  personId: string;
  response: 'none' | 'accepted' | 'declined' | 'tentative';
}

/** The on-site this candidate has, as it stands after every change. */
export interface BookedLoop {
  /** The newest plan; taking it back takes back the last change, or the loop. */
  planId: string;
  /** True when the newest plan is a change of an earlier one. */
  changed: boolean;
  choice: LoopChoice;
  replies: LoopReply[];
  /** Why the answers could not be read. */
  unread: Problem | null;
}

/** What a sentence of the notes seems to ask for; it counts only once it is confirmed. */
export interface WishView {
  id: string;
  /** Lever user id, or `candidate`. */
  who: string;
  /** "Priya: not on Fridays, until 12 Mar". */
  text: string;
  /** The sentence. */
  quote: string;
  decision: ConstraintDecision;
}

/** Everything the page shows for one candidate. */
export interface LoopView {
  opportunityId: string;
  candidate: { name: string; email: string | null; zone: string; zoneIsGuess: boolean; location: string };
  posting: { id: string; title: string; confidential: boolean } | null;
  stage: { id: string; name: string } | null;
  setup: LoopSetup;
  /** Where the stage plan comes from. */
  setupFrom: 'remembered' | 'lever' | 'you' | 'booked';
  draft: LoopDraft;
  people: LoopPersonView[];
  directory: { id: string; name: string; jobTitle: string | null }[];
  rooms: { email: string; name: string; capacity: number | null; provider: 'google' | 'microsoft' }[];
  wishes: WishView[];
  /** Null while something required is missing (see `problems`). */
  question: LoopQuestion | null;
  booked: BookedLoop | null;
  problems: Problem[];
  readAt: number | null;
  recruiterZone: string;
  horizon: Interval;
  windowDays: number;
  /** A plan somebody chose elsewhere for this candidate, to start from; it is judged like any other. */
  suggested?: LoopSuggestion | null;
}

export interface LoopSuggestion {
  choice: LoopChoice;
  /** "the on-site queue". */
  from: string;
  at: number;
}

export interface LoopPlanView extends BookingPlanView {
  kind: 'loop' | 'change';
  /** For a change: who is told what, in sentences. */
  difference: string[];
}

const candidate = z.object({ opportunityId: idSchema });
const plan = z.object({ planId: idSchema });
/** The plan that was proposed for this, for the record of how often people take it; null = none was. */
const proposed = loopChoiceSchema.nullable().optional();

/** What the panel and the wide page ask of the worker. The search itself runs in a worker of the page. */
export const scheduleLoop = defineContract('schedule-loop', {
  /** The candidate in front of the recruiter, from the page that holds the panel or from the active tab. */
  current: method<{ opportunityId: string | null; theme: 'light' | 'dark' | null }>()(z.object({})),
  load: method<LoopView>()(candidate.extend({ refresh: z.boolean().default(false) })),
  /** Replaces what was changed for this candidate; the page keeps what was there before, to undo it. */
  save: method<LoopView>()(candidate.extend({ draft: loopDraftSchema })),
  /** Remembers the current stage plan for this posting and stage. */
  remember: method<LoopView>()(candidate),
  /** Every write, in words, before anything happens. The plan is judged again against the calendars just read. */
  preview: method<LoopPlanView>()(candidate.extend({ choice: loopChoiceSchema, proposed })),
  /** The writes that turn the booked loop into `choice`: only what differs. */
  previewChange: method<LoopPlanView>()(
    candidate.extend({ choice: loopChoiceSchema, gone: z.array(idSchema).max(16).default([]), proposed }),
  ),
  book: method<LoopPlanView>()(plan),
  discard: method<LoopPlanView>()(plan),
  status: method<LoopPlanView>()(plan),
  /** What a person changed since, read anew, before an undo. */
  compare: method<Comparison>()(plan),
  undo: method<LoopPlanView>()(plan.extend({ force: z.boolean().default(false) })),
  plans: method<LoopPlanView[]>()(candidate),
  closePanel: method<null>()(z.object({})),
});
