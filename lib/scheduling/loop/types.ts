/**
 * The `loop` workload: the neutral form of an on-site with several sessions.
 * All times are whole minutes since `origin`; all intervals are half-open `[a, b)`; every interval end, duration and
 * rule length is a multiple of `step`; all costs are whole points, lower is better.
 */
export type Span = readonly [number, number];

export interface LoopInstance {
  kind: 'loop';
  v: 1;
  id: string;
  /** ISO instant that minute 0 stands for. */
  origin: string;
  /** Grid of starts within a day, minutes. */
  step: number;
  /** In order and disjoint; no session crosses a day. `week` indexes `weekLoad`. */
  days: LoopDay[];
  candidate: Span[];
  people: LoopPerson[];
  sessions: LoopSession[];
  rooms: LoopRoom[];
  rules: LoopRules;
  weights: LoopWeights;
  /** The plan to stay close to; every differing start or seat costs `weights.change`. */
  prev: LoopPrev | null;
}

export interface LoopDay {
  start: number;
  end: number;
  week: number;
  lunch: Span;
}

export interface LoopPerson {
  id: string;
  /** Working hours minus busy time minus buffers; sorted, disjoint, not touching. */
  free: Span[];
  /** Comfortable hours; minutes outside cost `weights.off` a step. */
  core: Span[];
  dayCap: number;
  weekCap: number;
  dayLoad: number[];
  weekLoad: number[];
}

export interface LoopSession {
  id: string;
  dur: number;
  /** `pool`: `[person index, preference cost]`. */
  seats: { pool: (readonly [number, number])[] }[];
  /** Room indexes; absent = no room needed. */
  rooms?: number[];
}

export interface LoopRoom {
  id: string;
  free: Span[];
  cost: number;
}

export interface LoopRules {
  minGap: number;
  maxGap: number | null;
  maxDays: number;
  consecutive: boolean;
  maxPerDay: number | null;
  maxSpan: number | null;
  lunch: number | null;
  first: number | null;
  last: number | null;
  /** `[a, b]`: a ends before b starts, across days. */
  before: (readonly [number, number])[];
  sameDay: (readonly [number, number])[];
  /** Seats held by `members`, counted over the whole loop. */
  groups: { id: string; members: number[]; min: number; max: number | null }[];
  roomMode: null | 'any' | 'sameDay';
  /** False when somebody may sit in several sessions (a relaxation); absent means true. */
  distinct?: boolean;
}

export interface LoopWeights {
  day: number;
  delay: number;
  idle: number;
  fair: number;
  off: number;
  change: number;
}

export interface LoopPrev {
  start: number[];
  who: number[][];
}

/** One schedule: per session its start (minutes), its people by seat (person indexes) and its room index. */
export interface LoopPlan {
  start: number[];
  who: number[][];
  room: (number | null)[];
}

/** The objective, term by term; the terms add up to `objective`. */
export interface LoopTerms {
  day: number;
  delay: number;
  idle: number;
  preference: number;
  fair: number;
  off: number;
  change: number;
  room: number;
}

export type LoopStatus = 'OPTIMAL' | 'INFEASIBLE' | 'UNKNOWN';

/** `plan` is null when there is none (or none was found in time); `bound` is a proven lower bound on the objective. */
export interface LoopResult {
  status: LoopStatus;
  plan: LoopPlan | null;
  objective: number | null;
  terms: LoopTerms | null;
  /** Null when nothing is known (stopped before the first bound) or the instance is infeasible. */
  bound: number | null;
  /** Work done: search nodes and table cells; the same on every machine. */
  work: number;
}

export interface LoopProgress {
  objective: number | null;
  plan: LoopPlan | null;
  bound: number | null;
  work: number;
}

export interface LoopOptions {
  /** Asked now and then; true ends the search with the best plan so far. The deadline lives with the caller. */
  shouldStop?: () => boolean;
  onProgress?: (progress: LoopProgress) => void;
  /** Upper limit of work; the same limit gives the same answer everywhere. */
  maxWork?: number;
  /** Stop at the first plan: the question is only whether there is one. */
  anyPlan?: boolean;
  /** Starts that must not move (minutes), by session; null = free. */
  pin?: (number | null)[];
}
