import { type Problem, problemOf } from '@/lib/domain/problem';
import type { ScreenApplicantPorts } from './ports';
import type { RubricBooks } from './rubric-book';
import type { ScreeningSettings } from './schema';
import { applicantId, type Screening } from './screen-one';
import type { StoredApplicant } from './stored';
import type { RunnerView } from './views';

const QUEUE = 'queue';
const LOCK = 'fulcrum:screening-queue';
const RUN_LOCK = 'fulcrum:screening-run';
/** A new applicant may appear in Lever's list a little late. */
const OVERLAP = 60 * 60_000;
/** Ids remembered per posting, so that nobody is screened twice by themselves; far above what one posting sees. */
const MOST_KNOWN = 5000;
/** Tries of one applicant before a person is asked. */
const TRIES = 3;
const MOST_FAILED = 50;

interface Waiting {
  opportunityId: string;
  postingId: string;
  tries: number;
}

/** The queue on disk: ids and problems, nothing about a candidate. */
interface Queue {
  waiting: Waiting[];
  failed: { opportunityId: string; postingId: string; problem: Problem }[];
  paused: boolean;
  done: number;
  costUsd: number;
  halted: Problem | null;
  lookedAt: number | null;
  /** By posting: looked from (ms epoch), and who was seen. */
  seen: Record<string, { from: number; ids: string[] }>;
}

const EMPTY: Queue = {
  waiting: [],
  failed: [],
  paused: false,
  done: 0,
  costUsd: 0,
  halted: null,
  lookedAt: null,
  seen: {},
};

/** Failures that concern everybody: the queue stops at them instead of running through all applicants. */
const HALTS = new Set([
  'engine-limited',
  'engine-overloaded',
  'engine-offline',
  'engine-timeout',
  'engine-key-refused',
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
  const { kept, lock, clock, policy, lever, records } = ports;
  const listeners = new Set<() => void>();
  let working = false;

  const read = async (): Promise<Queue> => ({ ...EMPTY, ...(await kept.get<Queue>(QUEUE)) });
  const change = (how: (queue: Queue) => Queue): Promise<Queue> =>
    lock(LOCK, async () => {
      const next = how(await read());
      await kept.set(QUEUE, next);
      for (const listener of listeners) listener();
      return next;
    });

  /** Adds who is not waiting already. */
  const add = (some: readonly { opportunityId: string; postingId: string }[]): Promise<Queue> =>
    change((queue) => {
      const there = new Set(queue.waiting.map((one) => one.opportunityId));
      const fresh = some.filter((one) => !there.has(one.opportunityId));
      const again = new Set(fresh.map((one) => one.opportunityId));
      return {
        ...queue,
        waiting: [...queue.waiting, ...fresh.map((one) => ({ ...one, tries: 0 }))],
        failed: queue.failed.filter((one) => !again.has(one.opportunityId)),
        halted: null,
      };
    });

  const isScreened = async (opportunityId: string, postingId: string): Promise<boolean> =>
    (await records.get<StoredApplicant>('applicant', applicantId(opportunityId, postingId))) !== null;

  async function unscreened(ids: readonly string[], postingId: string): Promise<string[]> {
    const screened = await Promise.all(ids.map((id) => isScreened(id, postingId)));
    return ids.filter((_, i) => !screened[i]);
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
    return queue.paused || !(await policy.isOn()) ? null : (queue.waiting[0] ?? null);
  }

  /** One applicant. False when the queue has to stop. */
  async function one(item: Waiting): Promise<boolean> {
    const off = (queue: Queue): Waiting[] =>
      queue.waiting.filter((other) => other.opportunityId !== item.opportunityId);
    try {
      const { screening: result, stored } = await screening.screen(item.opportunityId, await settings(), {
        actor: 'fulcrum',
      });
      const cost = stored ? 0 : (result.assessed?.uses ?? []).reduce((sum, use) => sum + use.costUsd, 0);
      await change((queue) => ({
        ...queue,
        waiting: off(queue),
        done: queue.done + 1,
        costUsd: queue.costUsd + cost,
        halted: null,
      }));
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (HALTS.has(problem.code)) {
        await change((queue) => ({ ...queue, halted: problem }));
        return false;
      }
      const tries = item.tries + 1;
      await change((queue) =>
        problem.retryable && tries < TRIES
          ? { ...queue, waiting: [...off(queue), { ...item, tries }] }
          : {
              ...queue,
              waiting: off(queue),
              failed: [
                ...queue.failed.filter((other) => other.opportunityId !== item.opportunityId),
                { opportunityId: item.opportunityId, postingId: item.postingId, problem },
              ].slice(-MOST_FAILED),
            },
      );
      return true;
    }
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

    /** Works through the queue until it is empty, paused or halted. A second caller finds the first at work and leaves. */
    async run(): Promise<void> {
      if (working) return;
      working = true;
      try {
        await lock(RUN_LOCK, async () => {
          for (let item = await next(); item; item = await next()) if (!(await one(item))) return;
        });
      } finally {
        working = false;
        for (const listener of listeners) listener();
      }
    },

    /** Everybody who waits in this posting and was not screened yet. */
    async addPosting(postingId: string): Promise<void> {
      const { api } = await lever();
      const found = await api.applicants(postingId, { stageIds: ['applicant-new'] });
      const ids = found.filter((candidate) => !candidate.isAnonymized).map(({ id }) => id);
      const fresh = await unscreened(ids, postingId);
      await add(fresh.map((opportunityId) => ({ opportunityId, postingId })));
    },

    pause: (on: boolean): Promise<Queue> => change((queue) => ({ ...queue, paused: on, halted: null })),
    /** Takes a candidate out, for good as far as the queue is concerned. */
    forget: (opportunityId: string): Promise<Queue> =>
      change((queue) => ({
        ...queue,
        waiting: queue.waiting.filter((item) => item.opportunityId !== opportunityId),
        failed: queue.failed.filter((item) => item.opportunityId !== opportunityId),
      })),
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
      const soon = queue.waiting.length > 0 && !queue.paused && !queue.halted;
      return { soon, watched: watched.length > 0 || queue.halted !== null };
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;
