import type { LoopPlan, Span } from './types';

/**
 * Where a fact comes from, so that a sentence can point there. Indexes are those of the instance; times are minutes
 * since its origin. `id` is the droppable constraint the fact belongs to (`busy:3`, `load`, `before:0`, …).
 */
export type LoopFact = CalendarFact | LimitFact | WindowFact | RuleFact | RoomFact | PoolFact;

/** A person is not free: `away` lists the busy times that matter, each on one day. */
export interface CalendarFact {
  kind: 'calendar';
  id: string;
  person: number;
  /** Sessions the person could take. */
  sessions: number[];
  away: { day: number; span: Span }[];
}

/** A person is at a limit; one fact per person, day or week. */
export interface LimitFact {
  kind: 'limit';
  id: 'load';
  person: number;
  which: 'day' | 'week';
  /** Day index or week index. */
  at: number;
  load: number;
  cap: number;
  sessions: number[];
}

/** The candidate is not there: `closed` are the times outside the windows, by day. */
export interface WindowFact {
  kind: 'window';
  id: 'candidate';
  closed: { day: number; span: Span }[];
}

export type RuleName =
  | 'minGap'
  | 'maxGap'
  | 'maxDays'
  | 'consecutive'
  | 'maxPerDay'
  | 'maxSpan'
  | 'lunch'
  | 'first'
  | 'last'
  | 'before'
  | 'sameDay'
  | 'group'
  | 'oneRoom';

/** A rule of the loop; `value` in minutes (gaps, span, lunch), days or sessions, null where the rule has none. */
export interface RuleFact {
  kind: 'rule';
  id: string;
  rule: RuleName;
  value: number | null;
  /** Sessions the rule names, in its order. */
  sessions: number[];
  /** Only for `group`: the people and how many seats they must and may hold. */
  group?: { id: string; members: number[]; min: number; max: number | null };
}

/** Rooms are taken: sessions that need one, and when none of their rooms is free. */
export interface RoomFact {
  kind: 'room';
  id: 'rooms';
  sessions: number[];
  rooms: number[];
  taken: { room: number; day: number; span: Span }[];
}

/** Too few people: these seats have only these people, and nobody may sit twice (`distinct`), or nobody at all (`pool`). */
export interface PoolFact {
  kind: 'pool';
  id: 'distinct' | 'pool';
  seats: (readonly [session: number, seat: number])[];
  people: number[];
}

/** What a recruiter can do about it. `plan` in {@link LoopRemedy} shows the schedule each one opens. */
export type LoopAction =
  /** Ask a person to free these times. */
  | {
      kind: 'ask-person';
      person: number;
      times: { session: number; start: number; end: number; busy: Span[] }[];
    }
  /** One interview more than the limit for these people on these days, for this candidate. */
  | {
      kind: 'lift-limit';
      people: { person: number; which: 'day' | 'week'; at: number; load: number; cap: number }[];
    }
  /** A session takes fewer minutes. */
  | { kind: 'shorten'; session: number; from: number; to: number }
  /** More days than planned. */
  | { kind: 'split-days'; from: number; to: number }
  /** Days need not be adjacent. */
  | { kind: 'allow-days-between'; days: number[] }
  /** Ask the candidate for these times as well. */
  | { kind: 'widen-window'; times: Span[] }
  /** These sessions go without a room (by video, or a room found by hand). */
  | { kind: 'drop-room'; sessions: number[] }
  /** Change rooms during a day. */
  | { kind: 'change-rooms'; days: number[] }
  /** One person holds several sessions. */
  | { kind: 'sit-twice'; people: { person: number; sessions: number[] }[] }
  /** A rule is set aside for this candidate; `to` is what the opened plan needs instead of `from` (minutes or sessions), null = gone. */
  | {
      kind: 'relax-rule';
      rule: Exclude<RuleName, 'maxDays' | 'consecutive' | 'oneRoom'>;
      id: string;
      from: number | null;
      to: number | null;
      sessions: number[];
    };

/** Actions that open a plan together (one, or a pair), and that plan. */
export interface LoopRemedy {
  actions: LoopAction[];
  objective: number;
  plan: LoopPlan;
  /** True when the plan was proven to be the best under these actions. */
  proven: boolean;
}
