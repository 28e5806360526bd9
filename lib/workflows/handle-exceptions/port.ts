import type { ChatMessage, Receipt } from '@/lib/chat/port';
import type { Escalation } from '@/lib/domain/escalation';
import type { Audit } from '@/lib/ledger/audit';
import type { Ledger } from '@/lib/ledger/executor';
import type { Channel } from './contract';

export type LedgerAccess = Pick<
  Ledger,
  | 'plans'
  | 'plan'
  | 'undo'
  | 'retry'
  | 'skip'
  | 'propose'
  | 'approve'
  | 'run'
  | 'discard'
  | 'compareBeforeUndo'
>;
export type AuditAccess = Pick<Audit, 'record'>;

/** Tells people outside of the browser. */
export interface Escalations {
  /** The same key is sent once, whatever happens in between. Resolves when it is written down and was tried. */
  raise(escalation: Escalation): Promise<void>;
}

/** Who the candidate is, to keep their name out of messages. */
export interface CandidateFacts {
  name: string;
  emails: readonly string[];
  confidential: boolean;
  /** The candidate's page in Lever. */
  url: string;
}

/** A message on one channel. `to`: mail addresses instead of the ones set up; chat channels have one place. */
export interface Outgoing {
  message: ChatMessage;
  /** Letters, digits, `.` and `-`; the same message has the same one. */
  reference: string;
  to?: readonly string[];
}

/** The channels as they are set up. Methods throw `Failure`. */
export interface Channels {
  /** Switched on, in the order in which they are tried. */
  order(): Promise<Channel[]>;
  send(channel: Channel, outgoing: Outgoing, signal?: AbortSignal): Promise<Receipt>;
}

export interface People {
  /** Lever user id; null = not connected. */
  me(): Promise<{ id: string; name: string } | null>;
  /** Active Lever users. */
  colleagues(): Promise<{ id: string; name: string; email: string }[]>;
  /** Null when Lever cannot tell. */
  candidate(opportunityId: string): Promise<CandidateFacts | null>;
}
