/** 1 Observe: only suggests. 2 Assist: acts on what is not critical, within rules. 3 Automate: acts, and escalates. */
export type Phase = 1 | 2 | 3;

/** How much care a role needs; critical and executive roles never leave phase 1. */
export type RoleLevel = 'standard' | 'critical' | 'executive';

/** What the policy is asked about: one plan before it may run. */
export interface Proposal {
  /** Folder name of the workflow. */
  workflow: string;
  /** Lever posting id; null when the candidate has none. */
  postingId: string | null;
  roleLevel: RoleLevel;
  /** What makes this plan one for a person whatever the phase: whole sentences. */
  critical: string[];
  /** It says no to a candidate. Never automatic. */
  rejects: boolean;
}

/** Why a person has to decide. `text` is a whole sentence for the approvals inbox. */
export interface Reason {
  code: string;
  text: string;
}

/** The answer of the policy, as it is now. */
export interface Decision {
  /** The phase in force after caps and earned autonomy. */
  phase: Phase;
  /** The kill switch: the workflow neither reads, nor writes, nor keeps timers. */
  off: boolean;
  /** May run without a person. Only ever true with no reasons. */
  mayRun: boolean;
  reasons: Reason[];
  /** The numbers behind the phase; kept with what the decision allowed. */
  basis?: Basis;
}

/** What a decision was made of. */
export interface Basis {
  roleLevel: RoleLevel;
  /** What people wished for this workflow, posting and role level. */
  wished: Phase;
  /** What the record of agreements allows. */
  earned: Phase;
  /** The record: of the newest `decided` decisions `agreed` were as proposed. */
  agreed: number;
  decided: number;
  /** Exact one-sided 95 % lower bound of that share. */
  lower: number;
  /** The bar it is held against. */
  bar: number;
}
