import { type CandidateReading, isDue, type ReadWindow } from '@/lib/governance/read-windows';
import type { Clock } from '@/lib/platform/clock';
import type { Audit } from './audit';
import type { Lock } from './store';

/** Durable home of readings that are not in the log yet. */
export interface ReadStore {
  /**
   * Adds one reading to the open window of its kind, or opens one. Durable when it resolves. A window whose time
   * is over is closed first: it takes nothing more and waits to be logged.
   */
  add(reading: CandidateReading, now: number, newId: string): Promise<void>;
  open(): Promise<ReadWindow[]>;
  /** Closes the open windows of the given keys. */
  close(ids: readonly string[]): Promise<void>;
  closed(): Promise<ReadWindow[]>;
  remove(id: string): Promise<void>;
}

export interface ReadLogDeps {
  store: ReadStore;
  audit: Pick<Audit, 'record' | 'read'>;
  clock: Pick<Clock, 'now'>;
  lock: Lock;
  newId(): string;
}

export type ReadLog = ReturnType<typeof createReadLog>;

/**
 * Every reading of candidate data, condensed: one `candidate-read` entry for each reader, candidate, kind and
 * purpose per five minutes, with a count. None is lost and none is counted twice: `note` is durable before the
 * answer is handed out, and a window is deleted only after its entry is in the log. A worker that dies between
 * the two finds the entry by the window's id.
 */
export function createReadLog({ store, audit, clock, lock, newId }: ReadLogDeps) {
  async function logged({ id, opportunityId }: ReadWindow): Promise<boolean> {
    let before: number | undefined;
    for (;;) {
      const page = await audit.read({ opportunityId, ...(before === undefined ? {} : { before }) }, 100);
      if (page.some(({ entry }) => entry.key === id)) return true;
      const last = page.at(-1);
      if (!last || page.length < 100) return false;
      before = last.entry.seq;
    }
  }

  async function write(window: ReadWindow): Promise<void> {
    const { id, actor, opportunityId, kind, purpose, count, firstAt, lastAt } = window;
    await audit.record([
      {
        actor,
        workflow: 'read-candidate',
        opportunityId,
        event: 'candidate-read',
        key: id,
        outcome: kind,
        details: {
          title: `${count === 1 ? 'Read once' : `Read ${count} times`}, for ${purpose}`,
          kind,
          purpose,
          count,
          firstAt,
          lastAt,
        },
      },
    ]);
    await store.remove(id);
  }

  /** `all`: also windows whose time is not over, before somebody looks at the log or erases a candidate. */
  const flush = (all = false): Promise<void> =>
    lock('fulcrum:reads', async () => {
      // Closed before this worker's life or by it: either way the entry may be there already.
      for (const window of await store.closed()) {
        if (await logged(window)) await store.remove(window.id);
        else await write(window);
      }
      const now = clock.now();
      const due = (await store.open()).filter((window) => all || isDue(window, now));
      await store.close(due.map(({ id }) => id));
      for (const window of await store.closed()) await write(window);
    });

  return {
    /** Durable when it resolves; call it beside the request and wait for both. */
    note: (reading: CandidateReading): Promise<void> => store.add(reading, clock.now(), newId()),
    flush,
  };
}
