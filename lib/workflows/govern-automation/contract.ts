import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import type { RoleLevelSource } from '@/lib/governance/decide';
import type { Agreement, AgreementPoint } from '@/lib/governance/earned-autonomy';
import type { Phase, RoleLevel } from '@/lib/governance/policy';
import { phaseSchema, roleLevelSchema } from '@/lib/governance/policy-document';
import { defineContract, method } from '@/lib/messaging/contract';

export interface OffView {
  /** `admin` can only be changed by the administrator, `everything` only for everything. */
  scope: 'everything' | 'workflow' | 'admin';
  name: string;
  /** ms epoch; null = not known. */
  at: number | null;
}

/** How proposals compare with what people decided. */
export interface RecordView extends Agreement {
  earned: Phase;
  /** Agreements in a row that are missing; 0 = reached, null = out of reach. */
  needed: { 2: number | null; 3: number | null };
  /** After each of the newest decisions, oldest first. */
  points: AgreementPoint[];
}

/** How far a workflow may go for roles of one level. */
export interface LevelPlace {
  level: RoleLevel;
  /** The wish for this level alone; null = as chosen for the workflow. */
  own: Phase | null;
  /** Critical and executive roles stay in phase 1, whatever is wished. */
  capped: boolean;
}

export interface WorkflowView {
  workflow: string;
  name: string;
  about: string;
  phases: Readonly<Record<Phase, string>>;
  off: OffView | null;
  /** The wish for the workflow in general. */
  general: Phase;
  levels: LevelPlace[];
  /** The wish in force for standard roles. */
  wished: Phase;
  inForce: Phase;
  /** Whole sentences: why this phase is in force. */
  why: string[];
  /** The administrator's cap; 3 = none. */
  cap: Phase;
  record: RecordView;
}

export interface PostingPlace {
  workflow: string;
  /** The wish for this posting alone; null = as the workflow. */
  own: Phase | null;
  inForce: Phase;
  /** Whole sentences: what is different here from the workflow in general. */
  why: string[];
  /** Decisions about this posting; null = none yet. */
  record: Agreement | null;
}

export interface PostingView {
  id: string;
  title: string;
  team: string | null;
  location: string | null;
  level: RoleLevel;
  source: RoleLevelSource;
  /** What title and level field suggest. */
  suggested: RoleLevel;
  places: PostingPlace[];
}

/** Everything the Automation page shows. */
export interface AutomationView {
  everything: OffView | null;
  workflows: WorkflowView[];
  postings: PostingView[];
  /** When the postings were read from Lever, ms epoch; null = never. */
  postingsReadAt: number | null;
  bars: { 2: number; 3: number };
  /** Newest decisions that count. */
  window: number;
  /** The administrator's cap over everything; null = none. */
  maxPhase: Phase | null;
  fixedByAdmin: string[];
  problems: Problem[];
  /** What whoever looks may do, by their role in Lever. */
  may: MayView;
}

export interface MayView {
  stop: boolean;
  change: boolean;
  /** Why not; null when both are allowed. */
  why: Problem | null;
}

const workflow = z.string().min(1).max(80);
const postingId = z.string().min(1).max(80);

/** Every call answers with the whole page as it is then. */
export const governAutomation = defineContract('govern-automation', {
  /** `refresh` reads the postings from Lever again; without it they are read when they are old. */
  read: method<AutomationView>()(z.object({ refresh: z.boolean().default(false) })),
  switchWorkflow: method<AutomationView>()(z.object({ workflow, on: z.boolean() })),
  /** The kill switch for everything. */
  switchEverything: method<AutomationView>()(z.object({ on: z.boolean() })),
  /** A wish; for one posting or one role level, or for the whole workflow. Null takes it back. */
  setPhase: method<AutomationView>()(
    z.object({
      workflow,
      postingId: postingId.nullable().default(null),
      roleLevel: roleLevelSchema.nullable().default(null),
      phase: phaseSchema.nullable(),
    }),
  ),
  /** The recruiter's word; null goes back to what the title suggests. */
  setRoleLevel: method<AutomationView>()(z.object({ postingId, level: roleLevelSchema.nullable() })),
});
