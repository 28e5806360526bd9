import { type Problem, problemOf } from '@/lib/domain/problem';
import type { ScreenApplicantPorts } from './ports';
import { createQueueStore, type Queue, type Waiting } from './queue-store';
import type { RubricBooks } from './rubric-book';
import type { ScreeningSettings } from './schema';
import { applicantId, type Screening } from './screen-one';
import type { StoredApplicant } from './stored';
import { createUnderWay, QUEUE, withFailed } from './under-way';
import type { ProgressView, RunnerView } from './views';

const RUN_LOCK = 'fulcrum:screening-run';
/** A new applicant may appear in Lever's list a little late. */
const OVERLAP = 60 * 60_000;
/** Ids remembered per posting, so that nobody is screened twice by themselves; far above what one posting sees. */
const MOST_KNOWN = 5000;
/** Tries of one applicant before a person is asked. */
const TRIES = 3;
/** So many in a row that fail alike are not chance: the queue stops before it has asked, and paid, for everybody. */
const ALIKE = 3;

/** Failures that concern everybody: the queue stops at them instead of running through all applicants. */
const HALTS = new Set([
  'engine-limited',
  'engine-overloaded',
  'engine-offline',
  'engine-timeout',
  'engine-key-refused',
  'engine-no-model',
  'engine-spending-cap',
  'engine-not-connected',
  'not-connected',
  'unauthorised',
  'forbidden',
  'offline',
  'rate-limited',
  'timeout',
  'server-error',
]);

const STUCK = 'screening-stuck';
const stuck = ({ message }: Problem, n: number): Problem => ({
  code: STUCK,
  message: `${n} applicants in a row could not be screened. ${message}`,
  next: 'Look at one of them, or choose another model; then try again.',
});

/**
 * Screens applicants one after the other. Everything is on disk before and after each, so a worker may die at any moment: an applicant
 * is taken off the queue only when the result is stored, and a stored result is not asked for twice.
 */
export function createRunner(
  ports: ScreenApplicantPorts,
  books: RubricBooks,
  screening: Screening,
  settings: () => Promise<ScreeningSettings>,
) {
  const { lock, clock, policy, lever, records } = ports;
  const store = createQueueStore(ports);
  const { read, change } = store;
  const underWay = createUnderWay(ports, store, screening, settings);
  let working = false;
  /** Somebody asked for a run while one was at work: it may have been on its way out. */
  let wanted = false;

  /** Adds who is not waiting already. */
  const add = (
    some: readonly { opportunityId: string; postingId: string; asked?: string }[],
  ): Promise<Queue> =>
    change((queue) => {
      const there = new Set(queue.waiting.map((one) => one.opportunityId));
      const fresh = some.filter((one) => !there.has(one.opportunityId));
      const again = new Set(fresh.map((one) => one.opportunityId));
      return {
        ...queue,
        waiting: [
          ...queue.waiting,
          ...fresh.map(({ opportunityId, postingId, asked }) => ({
            opportunityId,
            postingId,
            tries: 0,
            ...(asked && { asked }),
          })),
        ],
        failed: queue.failed.filter((one) => !again.has(one.opportunityId)),
        halted: null,
        streak: null,
      };
    });

  const isScreened = async (opportunityId: string, postingId: string): Promise<boolean> =>
    (await records.get<StoredApplicant>('applicant', applicantId(opportunityId, postingId))) !== null;

  async function unscreened(ids: readonly string[], postingId: string): Promise<string[]> {
    const screened = await Promise.all(ids.map((id) => isScreened(id, postingId)));
    return ids.filter((_, i) => !screened[i]);
  }

  /** Who waits in a posting and was not screened yet. */
  async function backlog(postingId: string): Promise<string[]> {
    const { api } = await lever();
    const found = await api.applicants(postingId, { stageIds: ['applicant-new'] });
    return unscreened(
      found.filter((candidate) => !candidate.isAnonymized).map(({ id }) => id),
      postingId,
    );
  }

  /** Who is new in one posting since the last look. */
  async function look(postingId: string): Promise<void> {
    if (!(await books.read(postingId))?.approved.length) return;
    const before = (await read()).seen[postingId];
    const now = clock.now();
    const { api } = await lever();
    const found = await api.applicants(postingId, {
      createdFrom: before?.from ?? now - OVERLAP,
      stageIds: ['applicant-new'],
    });
    const known = new Set(before?.ids);
    const ids = found.filter((one) => !one.isAnonymized && !known.has(one.id)).map((one) => one.id);
    const fresh = await unscreened(ids, postingId);
    await add(fresh.map((opportunityId) => ({ opportunityId, postingId })));
    await change((queue) => ({
      ...queue,
      lookedAt: now,
      seen: {
        ...queue.seen,
        [postingId]: { from: now - OVERLAP, ids: [...known, ...ids].slice(-MOST_KNOWN) },
      },
    }));
  }

  async function next(): Promise<Waiting | null> {
    const queue = await read();
    // Against what costs money each time, only a person can say that it is worth another try.
    if (queue.halted?.code === STUCK) return null;
    return queue.paused || !(await policy.isOn()) ? null : (queue.waiting[0] ?? null);
  }

  /** One applicant. False when the queue has to stop. */
  async function one(item: Waiting): Promise<boolean> {
    const { opportunityId, postingId } = item;
    const off = (queue: Queue): Waiting[] =>
      queue.waiting.filter((other) => other.opportunityId !== opportunityId);
    try {
      await underWay.screen({
        opportunityId,
        postingId,
        by: QUEUE,
        again: false,
        rules: false,
        ...(item.asked && { asked: item.asked }),
      });
      await change((queue) => ({ ...queue, waiting: off(queue), halted: null }));
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (HALTS.has(problem.code)) {
        await change((queue) => ({ ...queue, halted: problem }));
        return false;
      }
      const tries = item.tries + 1;
      const after = await change((queue) => {
        const n = queue.streak?.code === problem.code ? queue.streak.n + 1 : 1;
        const next = {
          ...queue,
          streak: { code: problem.code, n },
          halted: n >= ALIKE ? stuck(problem, n) : null,
        };
        return problem.retryable && tries < TRIES
          ? { ...next, waiting: [...off(queue), { ...item, tries }] }
          : { ...next, waiting: off(queue), failed: withFailed(queue, item, problem) };
      });
      return after.halted === null;
    }
  }

  async function through(): Promise<void> {
    for (let item = await next(); item; item = await next()) if (!(await one(item))) return;
  }

  return {
    /** Looks for new applicants in the postings that are switched on. A failure halts the queue and is shown. */
    async poll(): Promise<void> {
      if (!(await policy.isOn()) || (await read()).paused) return;
      try {
        for (const postingId of (await settings()).watched) await look(postingId);
      } catch (error) {
        const problem = problemOf(error);
        await change((queue) => ({ ...queue, halted: problem }));
      }
    },

    /**
     * Works through the queue until it is empty, paused or halted. A second caller finds the first at work and leaves; what was
     * resumed while the first was stopping is taken up by it.
     */
    async run(): Promise<void> {
      if (await policy.isOn()) await underWay.takeUp();
      wanted = true;
      if (working) return;
      working = true;
      wanted = false;
      try {
        await lock(RUN_LOCK, through);
        while (wanted) {
          wanted = false;
          if (!(await read()).halted) await lock(RUN_LOCK, through);
        }
      } finally {
        working = false;
        store.announce();
      }
    },

    /** What a person asked for goes at once, beside the queue. */
    screenFor: underWay.screenFor,
    /** What is to be said about one applicant who has no result, or is getting another. */
    async progress(opportunityId: string): Promise<ProgressView> {
      const queue = await read();
      const of = (one: { opportunityId: string }): boolean => one.opportunityId === opportunityId;
      const now = queue.underWay.find(of);
      return {
        underWay: now ? { since: now.since, share: underWay.share(opportunityId) } : null,
        waiting: queue.waiting.some(of),
        failed: queue.failed.find(of)?.problem ?? null,
      };
    },
    /** Puts everybody who could not be screened in this posting back into the queue. */
    async retry(postingId: string): Promise<void> {
      await add((await read()).failed.filter((one) => one.postingId === postingId));
    },

    /** Everybody who waits in this posting and was not screened yet. */
    async addPosting(postingId: string): Promise<void> {
      await add((await backlog(postingId)).map((opportunityId) => ({ opportunityId, postingId })));
    },
    backlog,
    add,
    /** Takes these out of the queue: they are read together, elsewhere. */
    async takeOut(postingId: string, ids: readonly string[]): Promise<void> {
      const from = clock.now() - OVERLAP;
      await change((queue) => ({
        ...queue,
        // Looking for new applicants does not find them again.
        seen: {
          ...queue.seen,
          [postingId]: {
            from: queue.seen[postingId]?.from ?? from,
            ids: [...new Set([...(queue.seen[postingId]?.ids ?? []), ...ids])].slice(-MOST_KNOWN),
          },
        },
        waiting: queue.waiting.filter((one) => !ids.includes(one.opportunityId)),
        failed: queue.failed.filter((one) => !ids.includes(one.opportunityId)),
      }));
    },

    pause: (on: boolean): Promise<Queue> =>
      change((queue) => ({ ...queue, paused: on, halted: null, streak: null })),
    /** Takes a candidate out, for good as far as the queue is concerned. */
    async forget(opportunityId: string): Promise<void> {
      await underWay.stop(opportunityId);
      await change((queue) => ({
        ...queue,
        waiting: queue.waiting.filter((item) => item.opportunityId !== opportunityId),
        underWay: queue.underWay.filter((item) => item.opportunityId !== opportunityId),
        failed: queue.failed.filter((item) => item.opportunityId !== opportunityId),
      }));
    },
    async view(): Promise<RunnerView> {
      const { waiting, failed, paused, done, costUsd, halted, lookedAt } = await read();
      return { waiting: waiting.length, working, paused, done, failed, costUsd, halted, lookedAt };
    },
    waitingIn: async (postingId: string): Promise<number> =>
      (await read()).waiting.filter((item) => item.postingId === postingId).length,
    /** Which alarms are needed: `soon` while somebody waits; `watched` to look for new ones, or to try again after a halt. */
    async needed(): Promise<{ soon: boolean; watched: boolean }> {
      const queue = await read();
      const { watched } = await settings();
      const soon = (queue.waiting.length > 0 && !queue.paused && !queue.halted) || queue.underWay.length > 0;
      return { soon, watched: watched.length > 0 || queue.halted !== null };
    },
    subscribe: store.subscribe,
  };
}

export type Runner = ReturnType<typeof createRunner>;
