import type { Box } from '@/lib/documents/reading';
import type { Problem } from '@/lib/domain/problem';
import type { Assessment } from '@/lib/evidence/assess';
import type { Refusal } from '@/lib/evidence/protected-attributes';
import type { Band } from '@/lib/evidence/score';
import type { ActionState, PlanState } from '@/lib/ledger/plan';
import type { CriterionAgreement, WeekAgreement } from './agreement';
import type { Tier } from './rules';
import type { DecisionKind, DraftCriterion, OwnVerdict, ScreeningSettings } from './schema';
import type { DocumentState } from './stored';

/** What judges now; `rules` needs no key, and every screen says so. */
export interface EngineView {
  engine: 'rules' | 'anthropic';
  model: string;
  promptVersion: string;
}

export type RubricState = 'none' | 'draft' | 'approved';

export interface RunnerView {
  waiting: number;
  /** True while one is being screened. */
  working: boolean;
  paused: boolean;
  /** Screened since the counter began. */
  done: number;
  failed: { opportunityId: string; postingId: string; problem: Problem }[];
  /** US dollars since the counter began. */
  costUsd: number;
  /** Why nothing moves although somebody waits; null when it moves. */
  halted: Problem | null;
  /** ms epoch of the last look for new applicants. */
  lookedAt: number | null;
}

/** What happens with an applicant now, and what went wrong the last time. */
export interface ProgressView {
  /** `since` in ms epoch; `share` of the expected answer, 0 to 1, null when unknown. */
  underWay: { since: number; share: number | null } | null;
  /** In the queue. */
  waiting: boolean;
  failed: Problem | null;
}

/** US dollars that the model has cost today and this month (UTC), whatever it was asked for; caps as set, null for none. */
export interface SpentView {
  day: number;
  month: number;
  cap: { day: number | null; month: number | null };
}

/** A posting's applicants that are read together, at half the price. */
export interface BackfillView {
  postingId: string;
  /** ms epoch: begun, or sent. */
  at: number;
  /** `reading` on this computer, `sending`, `sent` and waited for, `stopping`. */
  state: 'reading' | 'sending' | 'sent' | 'stopping';
  applicants: number;
  /** Why it does not go on. */
  problem: Problem | null;
}

/** Who waits in a posting, and what reading them would cost (US dollars, of usual resumes); null: nothing. */
export interface BacklogView {
  applicants: number;
  usd: { now: number; batch: number } | null;
}

export interface PostingRow {
  id: string;
  title: string;
  rubric: RubricState;
  version: number | null;
  watched: boolean;
  screened: number;
}

export interface OverviewView {
  engine: EngineView | null;
  engineProblem: Problem | null;
  settings: ScreeningSettings;
  postings: PostingRow[];
  runner: RunnerView;
  backfills: BackfillView[];
  /** False while screening is switched off by policy. */
  on: boolean;
}

export interface RubricView {
  postingId: string;
  title: string;
  /** Null: nothing to edit, only what is approved. */
  draft: {
    criteria: DraftCriterion[];
    leftOut: { text: string; why: string }[];
    source: 'person' | 'rules' | 'anthropic';
    refusals: Refusal[];
    /** What keeps it from being approved besides refusals. */
    faults: string[];
  } | null;
  approved: { version: number; criteria: DraftCriterion[]; byName: string; at: number }[];
}

export interface QuoteView {
  text: string;
  counts: boolean;
  why: string | null;
  page: number | null;
  /** Line of the document; null when the words are nowhere. */
  line: number | null;
}

export interface CriterionView {
  id: string;
  label: string;
  kind: 'must' | 'nice';
  weight: number;
  verdict: Assessment['verdict'];
  level: number;
  /** What level 0 to 5 means here. */
  anchors: string[];
  quotes: QuoteView[];
  /** What the check of the quotes changed, one sentence. */
  changed: string | null;
  correction: { verdict: OwnVerdict; reason: string; byName: string } | null;
  /** A person looked and agrees. */
  confirmed: boolean;
}

export interface ScoreView {
  band: Band | null;
  abstained: string | null;
  musts: { met: number; all: number };
  coverage: number;
  value: number | null;
  range: { least: number; most: number } | null;
  /** The sum, term by term. */
  terms: string[];
  /** Over the terms with evidence; `value` is this in percent, rounded down. */
  sum: { points: number; outOf: number };
}

export interface PassageView {
  text: string;
  why: string;
  /** 0 or absent: the file as a whole. */
  page: number | null;
}

export interface ApplicantView {
  opportunityId: string;
  name: string;
  posting: { id: string; title: string } | null;
  rubric: { state: RubricState; version: number | null };
  engine: EngineView | null;
  showNumber: boolean;
  scale: ScreeningSettings['scale'];
  document: { state: DocumentState; message: string; fileName: string; pages: number } | null;
  /** Null: not screened. `withheld`: the own verdict comes first. */
  result:
    | null
    | {
        withheld: true;
        why: 'setting' | 'sample';
        criteria: { id: string; label: string; kind: 'must' | 'nice'; anchors: string[] }[];
      }
    | {
        withheld: false;
        at: number;
        tier: Tier;
        why: string;
        criteria: CriterionView[];
        score: ScoreView | null;
        suspicious: PassageView[];
        /** Criteria that the suspicious text would have raised. */
        moved: string[];
        notes: string[];
        madeBy: EngineView & { rubricVersion: number; costUsd: number };
        /** The criteria or what judges changed since. */
        outdated: string | null;
      };
  progress: ProgressView;
  own: { criterionId: string; verdict: OwnVerdict }[];
  decision: { kind: DecisionKind; reason: string; byName: string; at: number } | null;
  plan: PlanView | null;
}

export interface LineView {
  n: number;
  page: number;
  text: string;
  box: Box | null;
  /** Highlighted parts, disjoint, left to right. */
  marks: { start: number; end: number; criterionId: string | null; kind: 'evidence' | 'suspicious' }[];
}

export interface DocumentView {
  state: DocumentState;
  message: string;
  fileName: string;
  format: 'pdf' | 'docx' | null;
  pages: { page: number; width: number; height: number; lines: LineView[] }[];
  hidden: PassageView[];
}

export interface QueueRow {
  opportunityId: string;
  name: string;
  tier: Tier;
  why: string;
  appliedAt: number;
  decision: DecisionKind | null;
  written: boolean;
}

export interface QueueView {
  posting: { id: string; title: string };
  rubric: RubricState;
  engine: EngineView | null;
  rows: QueueRow[];
  /** Of everybody in the posting's queue, by tier, without a decision. */
  open: Record<Tier, number>;
  decided: { accept: number; reject: number; flag: number };
  /** Accepted and not written to Lever yet. */
  toWrite: { opportunityId: string; name: string }[];
  waiting: number;
  /** Who of this posting could not be screened; the last reason. */
  failed: { count: number; problem: Problem } | null;
  /** What the results of this queue have cost, US dollars. */
  costUsd: number;
  /** Null: nothing costs anything, or the record cannot be read. */
  spent: SpentView | null;
  runner: RunnerView;
}

export interface PlanView {
  id: string;
  opportunityId: string;
  title: string;
  state: PlanState;
  problem: Problem | null;
  writes: { id: string; summary: string; state: ActionState; effect: 'check' | 'write' | 'mail' }[];
  /** The note word for word. */
  note: string;
  formLeftOut: string | null;
  advanceLeftOut: string | null;
  /** What is known about fairness in this posting. */
  fairness: string;
  cannotRecall: string[];
}

export interface StabilityView {
  runs: number;
  criteria: { id: string; label: string; agreed: number; verdict: Assessment['verdict'] }[];
  costUsd: number;
}

export interface CalibrationView {
  posting: { id: string; title: string };
  labels: number;
  needed: number;
  criteria: (CriterionAgreement & { label: string })[];
  weeks: WeekAgreement[];
  drifted: boolean;
}
