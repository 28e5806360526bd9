import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { ChatMessage } from '@/lib/chat/port';

export type Channel = 'slack' | 'teams' | 'mail';

/** One send on one channel. */
export interface Attempt {
  channel: Channel;
  /** ms epoch. */
  at: number;
  /** `sending` is written before the send: found after a restart, nobody knows what became of it. */
  state: 'sending' | 'delivered' | 'accepted' | 'failed' | 'unknown';
  /** What the service answered, in words. */
  words: string;
  /** A failure that may pass by itself. */
  passing?: boolean;
}

/** An escalation as it is kept on this machine. The message holds no candidate's name. */
export interface EscalationRecord {
  key: string;
  workflow: string;
  opportunityId: string | null;
  postingId: string | null;
  planId: string | null;
  /** ms epoch since when it has been going on. */
  since: number;
  message: ChatMessage;
  raisedAt: number;
  /** `unsent`: no channel is set up. `waiting`: tried again at `retryAt`. */
  state: 'unsent' | 'sending' | 'sent' | 'unknown' | 'failed' | 'waiting';
  attempts: Attempt[];
  rounds: number;
  /** ms epoch; null = not tried again by itself. */
  retryAt: number | null;
  /** Lever user id of who has seen it, and when; null while it is open. */
  settled: { by: string; at: number } | null;
}

export interface EscalationStore {
  get(key: string): Promise<EscalationRecord | null>;
  /** On disk when it resolves. */
  put(record: EscalationRecord): Promise<void>;
  /** Newest first. */
  recent(limit: number): Promise<EscalationRecord[]>;
  /** What is not finished: under way or to be tried again. */
  unfinished(): Promise<EscalationRecord[]>;
  about(opportunityId: string): Promise<EscalationRecord[]>;
  remove(key: string): Promise<void>;
}

/** Strictly durable: a send that was not written down first could be made twice. */
export function openEscalations(name = 'fulcrum-escalations', options: DexieOptions = {}): EscalationStore {
  const db = new Dexie(name, { ...options, chromeTransactionDurability: 'strict' }) as Dexie & {
    escalations: Table<EscalationRecord, string>;
  };
  db.version(1).stores({ escalations: 'key, raisedAt, state' });
  return {
    get: async (key) => (await db.escalations.get(key)) ?? null,
    put: async (record) => void (await db.escalations.put(record)),
    recent: (limit) => db.escalations.orderBy('raisedAt').reverse().limit(limit).toArray(),
    unfinished: () => db.escalations.where('state').anyOf('sending', 'waiting').toArray(),
    about: (opportunityId) => db.escalations.filter((one) => one.opportunityId === opportunityId).toArray(),
    remove: (key) => db.escalations.delete(key),
  };
}
