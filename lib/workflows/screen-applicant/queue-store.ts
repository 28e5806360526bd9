import type { Problem } from '@/lib/domain/problem';
import type { ScreenApplicantPorts } from './ports';

const QUEUE = 'queue';
const LOCK = 'fulcrum:screening-queue';

export interface Waiting {
  opportunityId: string;
  postingId: string;
  tries: number;
  /** Answers were asked ahead on this civil date; absent: none were. */
  asked?: string;
}

/** One applicant whom somebody, or the queue, is having screened right now. */
export interface UnderWay {
  opportunityId: string;
  postingId: string;
  /** ms epoch. */
  since: number;
  /** Who asked: a Lever user id, or `fulcrum` for the queue. */
  by: string;
  again: boolean;
  /** The rules were asked for although there is a model. */
  rules: boolean;
  asked?: string;
  /** Life of the worker that began it; another one finds it left behind. */
  worker: string;
  /** How often it was begun. */
  begun: number;
}

/** The queue on disk: ids and problems, nothing about a candidate. */
export interface Queue {
  waiting: Waiting[];
  underWay: UnderWay[];
  failed: { opportunityId: string; postingId: string; problem: Problem }[];
  paused: boolean;
  done: number;
  costUsd: number;
  halted: Problem | null;
  /** How many in a row failed with the same code. */
  streak: { code: string; n: number } | null;
  lookedAt: number | null;
  /** By posting: looked from (ms epoch), and who was seen. */
  seen: Record<string, { from: number; ids: string[] }>;
}

const EMPTY: Queue = {
  waiting: [],
  underWay: [],
  failed: [],
  paused: false,
  done: 0,
  costUsd: 0,
  halted: null,
  streak: null,
  lookedAt: null,
  seen: {},
};

/** Reads and changes the queue, one change after the other. */
export function createQueueStore({ kept, lock }: Pick<ScreenApplicantPorts, 'kept' | 'lock'>) {
  const listeners = new Set<() => void>();
  const read = async (): Promise<Queue> => ({ ...EMPTY, ...(await kept.get<Queue>(QUEUE)) });
  return {
    read,
    change: (how: (queue: Queue) => Queue): Promise<Queue> =>
      lock(LOCK, async () => {
        const next = how(await read());
        await kept.set(QUEUE, next);
        for (const listener of listeners) listener();
        return next;
      }),
    announce(): void {
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type QueueStore = ReturnType<typeof createQueueStore>;
