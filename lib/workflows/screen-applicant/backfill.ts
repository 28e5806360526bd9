import type { BatchItem, ClaimBatches } from '@/lib/ai/port';
import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { ScreenApplicantPorts } from './ports';
import type { Runner } from './runner';
import type { ScreeningSettings } from './schema';
import type { Screening } from './screen-one';
import { dayOf } from './screening-log';
import type { BackfillView } from './views';

const PLACE = 'backfills';
const LOCK = 'fulcrum:backfill';
const STORE_LOCK = 'fulcrum:backfill-store';

/** One posting's applicants, read together. Ids and hashes, nothing about a candidate. */
interface Backfill {
  postingId: string;
  /** ms epoch. */
  at: number;
  /** Civil date of the requests. */
  today: string;
  /** `sending`: on its way out; a worker that finds it so cannot know whether it arrived. */
  state: 'reading' | 'sending' | 'sent' | 'stopping';
  batchId: string | null;
  /** Names of the requests of each applicant; empty: nothing has to be asked. */
  applicants: { opportunityId: string; keys: string[] }[];
  /** Why it does not go on. */
  problem: Problem | null;
}

const LOST: Problem = {
  code: 'batch-unknown',
  message: 'The browser stopped Fulcrum while a batch was being sent, so nobody can tell whether it arrived.',
  next: 'Send it again, or screen one by one. If it did arrive it is charged too; the most it can cost stays counted.',
};

/**
 * Reads everybody who waits in a posting as one batch: half the price, within a day. The answers are kept under the names of their
 * requests; then the ordinary queue screens each applicant and finds them there. What the batch did not answer the queue asks for.
 */
export function createBackfill(
  { kept, lock, clock, policy, batches }: ScreenApplicantPorts,
  screening: Screening,
  runner: Runner,
  settings: () => Promise<ScreeningSettings>,
) {
  const listeners = new Set<() => void>();
  const all = async (): Promise<Backfill[]> => (await kept.get<Backfill[]>(PLACE)) ?? [];
  const change = (how: (all: Backfill[]) => Backfill[]): Promise<void> =>
    lock(STORE_LOCK, async () => {
      await kept.set(PLACE, how(await all()));
      for (const listener of listeners) listener();
    });
  const set = (postingId: string, what: Partial<Backfill>): Promise<void> =>
    change((some) => some.map((one) => (one.postingId === postingId ? { ...one, ...what } : one)));
  const remove = (postingId: string): Promise<void> =>
    change((some) => some.filter((one) => one.postingId !== postingId));

  async function batch(): Promise<ClaimBatches> {
    const there = await batches();
    if (there) return there.claims;
    throw new Failure({
      code: 'engine-not-connected',
      message: 'There is no model that could read a batch.',
      next: 'Enter a key under Connections in the control room, or screen by the rules.',
    });
  }

  /** Reads every resume, builds what has to be asked, and sends it as one. */
  async function send(one: Backfill): Promise<void> {
    const items = new Map<string, BatchItem>();
    const applicants: Backfill['applicants'] = [];
    const how = await settings();
    for (const { opportunityId } of one.applicants) {
      const asked = await screening.toAsk(opportunityId, how, one.today).catch((error: unknown) => {
        const { code } = problemOf(error);
        // One who cannot be read is for the queue, which says why; what concerns everybody stops here.
        if (code === 'candidate-anonymised' || code === 'not-found' || code === 'no-posting') return [];
        throw error;
      });
      for (const { key, request, guard } of asked) items.set(key, { id: key, request, guard });
      applicants.push({ opportunityId, keys: asked.map(({ key }) => key) });
    }
    if (items.size === 0) return done({ ...one, applicants });
    const claims = await batch();
    await set(one.postingId, { applicants, state: 'sending' });
    try {
      const batchId = await claims.submit([...items.values()], 'screen a backlog of applicants');
      await set(one.postingId, { state: 'sent', batchId, at: clock.now() });
    } catch (error) {
      // It was turned down, or the answer to it was lost; only the first is certain enough to send it again.
      const problem = problemOf(error);
      const unsure = ['engine-offline', 'engine-timeout', 'aborted'].includes(problem.code);
      await set(one.postingId, { state: 'reading', problem: unsure ? LOST : problem });
    }
  }

  /** Into the queue, which finds what was answered. */
  async function done({ postingId, today, applicants }: Backfill): Promise<void> {
    await runner.add(applicants.map(({ opportunityId }) => ({ opportunityId, postingId, asked: today })));
    await remove(postingId);
    void runner.run();
  }

  async function look(one: Backfill): Promise<void> {
    const batchId = one.batchId ?? '';
    const claims = await batch();
    if (!(await claims.poll(batchId)).ended) return set(one.postingId, { problem: null });
    const answers = new Map((await claims.collect(batchId)).map((answer) => [answer.id, answer]));
    const paid = new Set<string>();
    for (const { opportunityId, keys } of one.applicants)
      for (const key of keys) {
        const answer = answers.get(key);
        if (!answer || 'problem' in answer) continue;
        const { claims: said, use } = answer;
        // Two people with the same words were asked about once.
        const cost = paid.has(key) ? 0 : use.costUsd;
        paid.add(key);
        await screening.keepAnswer({ opportunityId, postingId: one.postingId }, key, {
          claims: said,
          use: { ...use, costUsd: cost },
        });
      }
    await done(one);
  }

  async function step(one: Backfill): Promise<void> {
    try {
      if (one.state === 'reading' && !one.problem) await send(one);
      else if (one.state === 'sending') await set(one.postingId, { state: 'reading', problem: LOST });
      else if (one.state !== 'reading') await look(one);
    } catch (error) {
      const problem = problemOf(error);
      // A batch the service does not know (any more) will never answer: one by one then.
      if (problem.code === 'engine-no-model' && one.batchId) await done(one);
      else await set(one.postingId, { problem });
    }
  }

  return {
    /** Takes everybody who waits in this posting. */
    async start(postingId: string): Promise<void> {
      await batch();
      const known = (await all()).find((one) => one.postingId === postingId);
      if (known?.batchId) return;
      const ids = known?.applicants.map((one) => one.opportunityId) ?? (await runner.backlog(postingId));
      await runner.takeOut(postingId, ids);
      const fresh: Backfill = {
        postingId,
        at: clock.now(),
        today: dayOf(clock.now()),
        state: 'reading',
        batchId: null,
        applicants: ids.map((opportunityId) => ({ opportunityId, keys: [] })),
        problem: null,
      };
      await change((some) => [...some.filter((one) => one.postingId !== postingId), fresh]);
    },

    /** Takes every batch as far as it goes now; a second caller waits for the first. Without `look` the service is not asked again. */
    async run({ look: asks = true } = {}): Promise<void> {
      if (!(await policy.isOn())) return;
      await lock(LOCK, async () => {
        for (const one of await all()) if (asks || !one.batchId) await step(one);
      });
    },

    /** Ends it: what was answered by then is used, the others go back to the queue. */
    async stop(postingId?: string): Promise<void> {
      await lock(LOCK, async () => {
        for (const one of await all()) {
          if (postingId !== undefined && one.postingId !== postingId) continue;
          if (!one.batchId) {
            await done(one);
            continue;
          }
          try {
            await (await batch()).cancel(one.batchId);
            await set(one.postingId, { state: 'stopping', problem: null });
          } catch (error) {
            await set(one.postingId, { problem: problemOf(error) });
          }
        }
      });
    },

    async forget(opportunityId: string): Promise<void> {
      const without = (one: Backfill): Backfill => ({
        ...one,
        applicants: one.applicants.filter((item) => item.opportunityId !== opportunityId),
      });
      await change((some) => some.map(without));
    },

    has: async (opportunityId: string): Promise<boolean> =>
      (await all()).some(({ applicants }) => applicants.some((one) => one.opportunityId === opportunityId)),
    async view(): Promise<BackfillView[]> {
      return (await all()).map(({ postingId, at, state, applicants, problem }) => ({
        postingId,
        at,
        state,
        applicants: applicants.length,
        problem,
      }));
    },
    /** True while somebody has to look again. */
    needed: async (): Promise<boolean> =>
      (await all()).some(({ state, problem }) => state !== 'reading' || !problem),
    subscribe: (listener: () => void): void => void listeners.add(listener),
  };
}
