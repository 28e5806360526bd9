import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import type { Comparison } from '@/lib/ledger/compare';
import { defineContract, method } from '@/lib/messaging/contract';
import { channelSchema } from './schema';

export type Channel = z.infer<typeof channelSchema>;
export type ExceptionChoice =
  | 'retry'
  | 'skip'
  | 'undo'
  | 'force-undo'
  | 'hand-over'
  | 'take-back'
  | 'dismiss';

/** One plan that needs a person, or is with one. */
export interface ExceptionItem {
  planId: string;
  workflow: string;
  title: string;
  opportunityId: string;
  /** The candidate in Lever. */
  leverUrl: string;
  kind: 'stopped' | 'undo-stopped' | 'cannot-tell' | 'failed' | 'expired';
  /** ms epoch since when. */
  since: number;
  problem: Problem | null;
  /** One sentence: what happened. */
  happened: string;
  /** In words: what is done, and what is not. */
  done: string[];
  notDone: string[];
  /** In words: what nobody can tell. */
  unknown: string[];
  /** Said before: what undo cannot take back. */
  cannotRecall: string[];
  /** Id of the step it waits for. */
  waitsFor: string | null;
  choices: { choice: ExceptionChoice; label: string; effect: string }[];
  handedOver: { to: string; by: string; at: number; note: string; planId: string } | null;
}

export interface AttemptView {
  channel: Channel;
  at: number;
  state: 'sending' | 'delivered' | 'accepted' | 'failed' | 'unknown';
  words: string;
}

export interface EscalationView {
  key: string;
  title: string;
  lines: string[];
  lists: { title: string; items: string[] }[];
  link: string;
  since: number;
  raisedAt: number;
  state: 'unsent' | 'sending' | 'sent' | 'unknown' | 'failed' | 'waiting';
  /** The state in one sentence. */
  words: string;
  attempts: AttemptView[];
  retryAt: number | null;
  settled: boolean;
  /** Somebody has to look: it may not have reached anybody. */
  open: boolean;
}

export interface ExceptionsView {
  items: ExceptionItem[];
  escalations: EscalationView[];
  counts: { open: number; handedOver: number };
}

export interface ChannelView {
  channel: Channel;
  on: boolean;
  /** Where it goes, without anything secret: a host, or addresses. */
  where: string;
  connectedAt: number | null;
  lastTest: { at: number; ok: boolean; delivered: boolean; words: string } | null;
  /** The browser's permission for the host was taken away. */
  problem: Problem | null;
}

export interface ChannelsView {
  /** In the order in which they are tried. */
  channels: ChannelView[];
  /** Minutes a stopped plan may wait before it is escalated. */
  afterMinutes: number;
  /** Accounts that could send mail. */
  accounts: { provider: 'google' | 'microsoft'; email: string }[];
}

export interface HandOverPreview {
  planId: string;
  title: string;
  writes: { id: string; summary: string; irrevocable: string | null }[];
  /** Exact texts. */
  texts: { where: string; text: string }[];
  warning: string | null;
}

const id = z.string().min(1).max(120);
const plan = z.object({ planId: id });
const key = z.object({ key: z.string().min(1).max(400) });
const address = z.string().trim().min(1).max(2000);

export const handleExceptions = defineContract('handle-exceptions', {
  list: method<ExceptionsView>()(z.object({ show: z.enum(['open', 'handed-over']).default('open') })),
  /** For the badge. */
  count: method<{ open: number }>()(z.object({})),
  retry: method<null>()(plan),
  skip: method<null>()(plan.extend({ actionId: id })),
  compare: method<Comparison>()(plan),
  undo: method<null>()(plan.extend({ force: z.boolean().default(false) })),
  /** Takes something that failed, or that nobody decided on, off the list. */
  dismiss: method<null>()(plan),
  colleagues: method<{ id: string; name: string }[]>()(z.object({})),
  previewHandOver: method<HandOverPreview>()(
    plan.extend({ to: id, note: z.string().trim().max(2000).default('') }),
  ),
  /** `planId` is that of the preview. */
  handOver: method<null>()(plan),
  cancelHandOver: method<null>()(plan),
  takeBack: method<null>()(plan),
  sendAgain: method<null>()(key),
  settle: method<null>()(key),

  channels: method<ChannelsView>()(z.object({})),
  connectChat: method<ChannelsView>()(z.object({ channel: z.enum(['slack', 'teams']), address })),
  connectMail: method<ChannelsView>()(
    z.object({
      provider: z.enum(['google', 'microsoft']),
      to: z.array(z.string().trim().email().max(200)).min(1).max(10),
    }),
  ),
  test: method<ChannelsView>()(z.object({ channel: channelSchema })),
  disconnect: method<ChannelsView>()(z.object({ channel: channelSchema })),
  /** Tried first from now on. */
  prefer: method<ChannelsView>()(z.object({ channel: channelSchema })),
  setDelay: method<ChannelsView>()(z.object({ minutes: z.number().int().min(0).max(1440) })),
});
