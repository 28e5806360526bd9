import type { Problem } from '@/lib/domain/problem';
import type { LeverPort } from '@/lib/lever/port';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import type { LoopInstance } from '@/lib/scheduling/loop/types';

/** One candidate's question about an on-site, with the names its indexes stand for. */
export interface OneQuestion {
  instance: LoopInstance;
  /** ms epoch of minute 0. */
  origin: number;
  people: { id: string; name: string; unknown: string | null }[];
  rooms: { email: string; name: string }[];
  sessions: { id: string; name: string; seats: string[] }[];
  /** Zone of the place (IANA). */
  zone: string;
}

export interface OneAsked {
  opportunityId: string;
  name: string;
  question: OneQuestion | null;
  /** Why there is no question, or what is worth knowing about it. */
  problems: Problem[];
}

/** What Lever and this computer know about a candidate's on-site before a calendar is read. */
export interface Standing {
  opportunityId: string;
  name: string;
  posting: { id: string; title: string } | null;
  stage: { id: string; name: string } | null;
  setupFrom: 'remembered' | 'lever' | 'you' | 'booked';
  sessions: number;
  booked: { by: 'fulcrum' | 'lever'; start: number } | null;
}

/** A plan in the words of the world. */
export interface QueueChoice {
  sessions: { id: string; start: number; end: number; who: string[]; room: string | null }[];
}

/** On-sites as the workflow for one candidate knows them. */
export interface OnSites {
  standing(opportunityId: string, refresh: boolean): Promise<Standing>;
  questions(
    opportunityIds: readonly string[],
    refresh: boolean,
  ): Promise<{ asked: OneAsked[]; rests: Record<string, number>; readAt: number }>;
  /** Hands a plan over to the candidate's own page. */
  suggest(opportunityId: string, choice: QueueChoice): Promise<void>;
  /** Postings and stages that have a remembered stage plan. */
  planned(): Promise<{ postingId: string; stageId: string }[]>;
}

export interface PlanQueuePorts {
  /** Throws `Failure` with the way out. */
  lever(): Promise<{ api: LeverPort }>;
  onSites: OnSites;
  /** Survives the browser. */
  kept: KeyValue;
  clock: Pick<Clock, 'now'>;
}
