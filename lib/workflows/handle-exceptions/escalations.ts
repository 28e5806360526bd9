import type { Escalation } from '@/lib/domain/escalation';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { Lock } from '@/lib/ledger/store';
import type { Clock } from '@/lib/platform/clock';
import type { Attempt, EscalationRecord, EscalationStore } from '@/lib/storage/escalations';
import type { Channel } from './contract';
import { messageFor } from './message';
import type { AuditAccess, Channels, Escalations, People } from './port';
import { CHANNEL_NAME } from './schema';

export interface EscalationDeps {
  store: EscalationStore;
  channels: Channels;
  candidate: People['candidate'];
  audit: AuditAccess;
  lock: Lock;
  clock: Pick<Clock, 'now'>;
}

const MINUTE = 60_000;
/** Pauses before another round when every channel had passing trouble. */
const PAUSES = [1, 5, 15, 60].map((minutes) => minutes * MINUTE);

const INTERRUPTED =
  'Fulcrum was stopped while it was being sent. Whether it arrived is not known, and it is not sent again here by itself: look in the channel.';

/**
 * Sends each escalation once. It is written down before the send; a send whose outcome nobody knows is not
 * repeated on its channel, but the next channel is used. See the README for why.
 */
export function createEscalations(deps: EscalationDeps) {
  const { store, channels, audit, clock } = deps;
  const alone = <T>(key: string, job: () => Promise<T>) => deps.lock(`fulcrum:escalation:${key}`, job);

  const log = (record: EscalationRecord, event: string, actor: string, details: unknown, outcome?: string) =>
    audit.record([
      {
        actor,
        workflow: record.workflow,
        opportunityId: record.opportunityId,
        event,
        details,
        ...(record.planId ? { planId: record.planId } : {}),
        ...(outcome ? { outcome } : {}),
      },
    ]);

  async function attempt(record: EscalationRecord, channel: Channel): Promise<boolean> {
    const one: Attempt = { channel, at: clock.now(), state: 'sending', words: 'Being sent.' };
    record.attempts.push(one);
    record.state = 'sending';
    await store.put(record);
    let failure: Problem | null = null;
    try {
      const reference = `fulcrum-${clock.now().toString(36)}-${record.attempts.length}`;
      const receipt = await channels.send(channel, { message: record.message, reference });
      Object.assign(one, { state: receipt.certainty, words: receipt.words });
    } catch (error) {
      failure = problemOf(error);
      const state = failure.unknownOutcome ? 'unknown' : 'failed';
      Object.assign(one, { state, words: `${failure.message} ${failure.next}` });
      if (failure.retryable && state === 'failed') one.passing = true;
    }
    await store.put(record);
    await log(record, 'escalation-sent', 'fulcrum', { channel, words: one.words }, one.state);
    return failure === null;
  }

  /** One round over the channels that may be used; `again` also those whose last outcome is unknown. */
  async function deliver(record: EscalationRecord, again = false): Promise<void> {
    const first = record.attempts.length;
    const spent = (channel: Channel) =>
      record.attempts.some((one) => one.channel === channel && one.state !== 'failed');
    const order = await channels.order();
    let sent = false;
    for (const channel of order) {
      if (!again && spent(channel)) continue;
      sent = await attempt(record, channel);
      if (sent) break;
    }
    const round = record.attempts.slice(first);
    record.rounds += 1;
    record.retryAt = null;
    const pause = PAUSES[record.rounds - 1];
    if (sent) record.state = 'sent';
    else if (record.attempts.some((one) => one.state === 'unknown')) record.state = 'unknown';
    else if (order.length === 0) record.state = record.attempts.length > 0 ? 'failed' : 'unsent';
    else if (round.some((one) => one.passing) && pause !== undefined)
      Object.assign(record, { state: 'waiting', retryAt: clock.now() + pause });
    else record.state = 'failed';
    await store.put(record);
  }

  const raise = (escalation: Escalation): Promise<void> =>
    alone(escalation.key, async () => {
      if (await store.get(escalation.key)) return;
      const { opportunityId } = escalation;
      const candidate = opportunityId === null ? null : await deps.candidate(opportunityId);
      const record: EscalationRecord = {
        key: escalation.key,
        workflow: escalation.workflow,
        opportunityId,
        postingId: escalation.postingId,
        planId: escalation.planId,
        since: escalation.since,
        message: messageFor(escalation, candidate),
        raisedAt: clock.now(),
        state: 'unsent',
        attempts: [],
        rounds: 0,
        retryAt: null,
        settled: null,
      };
      await store.put(record);
      await log(record, 'escalation-raised', 'fulcrum', { title: record.message.title });
      await deliver(record);
    });

  return {
    raise,

    /** After a restart and from the alarm: settles what was interrupted, and sends what is due again. */
    async resume(): Promise<void> {
      for (const { key } of await store.unfinished()) {
        await alone(key, async () => {
          const record = await store.get(key);
          if (!record) return;
          const cut = record.attempts.filter((one) => one.state === 'sending');
          // The lock is free, so nobody is sending: whoever was has died.
          for (const one of cut) {
            Object.assign(one, { state: 'unknown', words: INTERRUPTED });
            await log(record, 'escalation-interrupted', 'fulcrum', { channel: one.channel }, 'unknown');
          }
          const due = record.state === 'waiting' && (record.retryAt ?? 0) <= clock.now();
          if (cut.length > 0 || record.state === 'sending' || due) await deliver(record);
        });
      }
    },

    /** When the next one is due (ms epoch); null = none waits. */
    async next(): Promise<number | null> {
      const times = (await store.unfinished()).flatMap((one) => one.retryAt ?? []);
      return times.length > 0 ? Math.min(...times) : null;
    },

    /** A person wants it sent (again), on every channel if need be. */
    sendAgain: (key: string, by: string): Promise<void> =>
      alone(key, async () => {
        const record = await store.get(key);
        if (!record) return;
        await log(record, 'escalation-repeated', by, {
          channels: (await channels.order()).map((one) => CHANNEL_NAME[one]),
        });
        record.settled = null;
        await deliver(record, true);
      }),

    /** A person has seen it. */
    settle: (key: string, by: string): Promise<void> =>
      alone(key, async () => {
        const record = await store.get(key);
        if (!record || record.settled) return;
        record.settled = { by, at: clock.now() };
        if (record.state === 'waiting') Object.assign(record, { state: 'failed', retryAt: null });
        await store.put(record);
        await log(record, 'escalation-settled', by, null);
      }),

    /** What is kept about a candidate: how many messages. */
    about: async (opportunityId: string): Promise<number> => (await store.about(opportunityId)).length,
    /** Waits for one that is being sent; what was sent stays where it arrived. */
    async forget(opportunityId: string): Promise<void> {
      for (const { key } of await store.about(opportunityId)) await alone(key, () => store.remove(key));
    },

    recent: (limit: number) => store.recent(limit),
    has: async (key: string): Promise<boolean> => (await store.get(key)) !== null,
  } satisfies Escalations & Record<string, unknown>;
}

export type EscalationDesk = ReturnType<typeof createEscalations>;
