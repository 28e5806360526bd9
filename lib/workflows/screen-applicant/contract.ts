import { z } from 'zod';
import { defineContract, method } from '@/lib/messaging/contract';
import { DECISIONS, draftCriterionSchema, idSchema, OWN_VERDICTS, settingsSchema } from './schema';
import type {
  ApplicantView,
  BacklogView,
  CalibrationView,
  DocumentView,
  OverviewView,
  PlanView,
  ProgressView,
  QueueView,
  RubricView,
  StabilityView,
} from './views';

const opportunity = z.object({ opportunityId: idSchema });
const posting = z.object({ postingId: idSchema });
const plans = z.object({ planIds: z.array(idSchema).min(1).max(50) });
const ownVerdict = z.enum(OWN_VERDICTS);
const criterionId = z.string().max(4);

export const screenApplicant = defineContract('screen-applicant', {
  /** Postings, settings, what judges, and how far the queue is. */
  overview: method<OverviewView>()(z.object({})),
  change: method<OverviewView>()(z.object({ settings: settingsSchema.omit({ watched: true }) })),
  /** Screens new applicants of this posting by itself from now on. */
  watch: method<OverviewView>()(posting.extend({ on: z.boolean() })),
  pause: method<OverviewView>()(z.object({ on: z.boolean() })),
  /** Puts everybody who waits in this posting into the queue; who was screened stays as they are. */
  screenAll: method<OverviewView>()(posting),
  /** How many wait in a posting, and what reading them would cost. */
  backlog: method<BacklogView>()(posting),
  /** Has everybody who waits in this posting read together: half the price, an answer within a day. */
  backfill: method<OverviewView>()(posting),
  /** Looks now whether they were read; otherwise every five minutes. */
  backfillLook: method<OverviewView>()(z.object({})),
  /** What was read by then is used, the others go back to the queue. */
  backfillStop: method<OverviewView>()(posting),
  /** Puts who could not be screened back into the queue. */
  retry: method<null>()(posting),

  rubric: method<RubricView>()(posting),
  /** A proposal from the job description; replaces an unapproved draft. */
  draftRubric: method<RubricView>()(posting),
  saveRubric: method<RubricView>()(posting.extend({ criteria: z.array(draftCriterionSchema).max(20) })),
  /** Refused with the reasons while anything in it may not be judged. */
  approveRubric: method<RubricView>()(posting),
  discardDraft: method<RubricView>()(posting),

  queue: method<QueueView>()(posting.extend({ limit: z.int().min(1).max(15).default(12) })),
  applicant: method<ApplicantView>()(opportunity),
  /** `again` asks anew although there is an answer; both are kept. */
  /** `again` asks anew although there is an answer; both are kept. `rules`: without the model, although there is one. */
  screen: method<ApplicantView>()(
    opportunity.extend({ again: z.boolean().default(false), rules: z.boolean().default(false) }),
  ),
  /** How far a screening is that somebody started; asks Lever nothing. */
  progress: method<ProgressView>()(opportunity),
  document: method<DocumentView>()(opportunity),
  /** A mark of a person; answers at once, for going through a queue by keyboard. */
  decide: method<ApplicantView['decision']>()(
    opportunity.extend({
      decision: z.enum(DECISIONS).nullable(),
      reason: z.string().trim().max(500).default(''),
    }),
  ),
  /** The person's own verdicts, before the AI's are shown. */
  own: method<ApplicantView>()(
    opportunity.extend({ verdicts: z.array(z.object({ criterionId, verdict: ownVerdict })).max(20) }),
  ),
  /** Agrees with the AI on one criterion, or corrects it with a reason. */
  correct: method<ApplicantView>()(
    opportunity.extend({ criterionId, verdict: ownVerdict, reason: z.string().trim().max(500) }),
  ),
  /** Asks three times and says where the answers differ. */
  stability: method<StabilityView>()(opportunity),

  /** One plan for each accepted applicant; nothing is written. */
  preview: method<PlanView[]>()(z.object({ opportunityIds: z.array(idSchema).min(1).max(50) })),
  write: method<PlanView[]>()(plans),
  discard: method<null>()(plans),
  undo: method<PlanView>()(z.object({ planId: idSchema, force: z.boolean().default(false) })),

  calibration: method<CalibrationView>()(posting),
  /** Erases what Fulcrum holds about a candidate on this computer. */
  forget: method<null>()(opportunity),
});
