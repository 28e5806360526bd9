import type {
  LoopDay,
  LoopPerson,
  LoopPlan,
  LoopPrev,
  LoopRoom,
  LoopRules,
  LoopSession,
  LoopWeights,
  Span,
} from '@/lib/scheduling/loop/types';

/**
 * The `queue` workload: every candidate who waits for a loop, planned together over the same people, rooms and limits.
 * Times as in the `loop` workload: whole minutes since `origin`, intervals half-open, everything on the grid of `step`.
 */
export interface QueueInstance {
  kind: 'queue';
  v: 1;
  id: string;
  /** ISO instant that minute 0 stands for. */
  origin: string;
  step: number;
  days: LoopDay[];
  people: LoopPerson[];
  rooms: LoopRoom[];
  /** In the order in which they came; first come, first served is measured against this order. */
  candidates: QueueCandidate[];
  /** Points for a candidate who gets no plan; larger than any sensible plan, so that places come first. */
  unplaced: number;
  /** Points of fairness; one value for all, it takes the place of every candidate's `weights.fair`. */
  fair: number;
  /** Minutes an interviewer rests between two interviews of this queue; a multiple of `step`. */
  rest: number;
  /** By person, where they differ; absent = `rest` for everybody. */
  rests?: number[];
}

export interface QueueCandidate {
  id: string;
  /** When the candidate can; sorted, disjoint. */
  windows: Span[];
  sessions: QueueSession[];
  rules: LoopRules;
  weights: LoopWeights;
  prev: LoopPrev | null;
  /** A plan that stays as it is (already booked or agreed); it only takes up people and rooms. */
  fixed?: LoopPlan | null;
  /**
   * The hours of the same dates where this candidate would come (another place, another zone, another lunch); as many
   * as the queue has, with the same weeks. Absent = the days of the queue.
   */
  days?: LoopDay[];
  /** People as they are for this candidate, by index, where that differs (time they promised, limits lifted for once). */
  people?: Record<string, Partial<Omit<LoopPerson, 'id'>>>;
  /** A coarser grid of this candidate's starts, a multiple of the queue's `step`. Absent = the queue's. */
  step?: number;
}

export interface QueueSession extends LoopSession {
  /** What an interviewer must be trained in; sessions of the same skill share the same kind of pool. */
  skill: string;
}

/** One candidate's place in a plan of the whole queue. */
export interface QueuePlace {
  candidate: number;
  /** Null when no place was found beside the others. */
  plan: LoopPlan | null;
  /** Points of this candidate's plan when it is the last one added; `unplaced` without a plan. */
  points: number;
  /** Points were nobody else waiting: the least this candidate can cost. Null when they cannot be placed even alone. */
  alone: number | null;
  /** Index of the last day used, and what it would be alone. */
  lastDay: number | null;
  aloneLastDay: number | null;
}

/** A plan of the whole queue and what it costs. */
export interface QueueTotal {
  places: QueuePlace[];
  /** Sum over all candidates; fairness counted once, over the loads all of them cause together. */
  points: number;
  placed: number;
  /** Sum of the last used days over all candidates (days of the horizon; unplaced = the whole horizon). */
  days: number;
}

/** `OPTIMAL`: the total equals the bound. `BEST_SO_FAR`: not proven; the bound says how far it can be off. */
export type QueueStatus = 'OPTIMAL' | 'BEST_SO_FAR';

export interface QueuePlan {
  status: QueueStatus;
  best: QueueTotal;
  /** First come, first served: each candidate gets the best that is left. */
  greedy: QueueTotal;
  /** What first come, first served loses: points, days and places. */
  regret: { points: number; days: number; placed: number };
  /** No plan of the queue costs fewer points. */
  bound: number;
  /** True when work or time ended the search rather than the proof or the last idea. */
  stopped: boolean;
  /** Search steps spent; the same on every machine. */
  work: number;
}

/** One change of circumstances to be priced. */
export type QueueChange =
  /** One more interview a day and a week for one person. */
  | { kind: 'lift-limit'; person: number }
  /** A person learns a skill and joins every seat of its sessions. */
  | { kind: 'train'; person: number; skill: string; cost: number }
  /** Somebody new, trained in one skill. */
  | { kind: 'hire'; skill: string; cost: number; person: LoopPerson };

export interface QueueGain {
  change: QueueChange;
  after: QueueTotal;
  /** What the change buys against the plan without it; never negative. */
  points: number;
  days: number;
  placed: number;
  /** Candidates with a plan before and after who end on an earlier day, and on a later one. */
  sooner: number;
  later: number;
}

/** A person the queue waits for: one lifted limit buys this much, found by planning again. */
export interface QueueBottleneck {
  person: number;
  points: number;
  days: number;
  placed: number;
  /** Interviews this plan gives the person, and how many more the limits of the used weeks allow. */
  interviews: number;
  room: number;
}

export interface QueueProgress {
  phase: 'alone' | 'greedy' | 'bound' | 'improve';
  /** Candidates handled (`alone`, `greedy`) or rounds done. */
  done: number;
  of: number;
  points: number | null;
  bound: number | null;
}

export interface QueueOptions {
  /** Asked between candidates and inside searches; true ends with the best plan so far. */
  shouldStop?: () => boolean;
  onProgress?: (progress: QueueProgress) => void;
  /** Told of first come, first served and of every better plan after it, so that stopping loses nothing. */
  onBetter?: (plan: QueuePlan) => void;
  /**
   * Upper limit of search steps; the same limit gives the same answer everywhere. Default 10 million and half a
   * million more for every candidate.
   */
  maxWork?: number;
  /** Rounds of destroy and repair; default 60 and two more for every candidate. */
  rounds?: number;
  /** Seed of the rounds; default 1. */
  seed?: number;
  /** A plan to begin from, by candidate. */
  from?: (LoopPlan | null)[];
}
