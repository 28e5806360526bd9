import { type Problem, problemOf } from '@/lib/domain/problem';
import { costOf } from './build-views';
import type { ScreenApplicantPorts } from './ports';
import type { Queue, QueueStore, UnderWay } from './queue-store';
import type { ScreeningSettings } from './schema';
import type { Screened, Screening, ScreenOptions } from './screen-one';

/** Failures that are remembered, so that a screen opened later can say them. */
const MOST_FAILED = 50;
/** A resume during which the worker ended so often is left to a person. */
const MOST_BEGUN = 3;

const INTERRUPTED: Problem = {
  code: 'screening-interrupted',
  message: `The browser stopped Fulcrum ${MOST_BEGUN} times while this resume was being screened.`,
  next: 'Try again; if it stays, read the resume yourself.',
  retryable: true,
};

interface Flight {
  share: number | null;
  stop: AbortController;
  job: Promise<Screened>;
}
/** Who asked when nobody did: the queue. */
export const QUEUE = 'fulcrum';
const idsOf = (some: readonly { opportunityId: string }[]): Set<string> =>
  new Set(some.map(({ opportunityId }) => opportunityId));

type Asked = Pick<UnderWay, 'opportunityId' | 'postingId' | 'by' | 'again' | 'rules' | 'asked'>;

export const withFailed = (
  queue: Queue,
  { opportunityId, postingId }: Pick<Asked, 'opportunityId' | 'postingId'>,
  problem: Problem,
): Queue['failed'] =>
  [
    ...queue.failed.filter((other) => other.opportunityId !== opportunityId),
    { opportunityId, postingId, problem },
  ].slice(-MOST_FAILED);

/**
 * Screenings that are under way, on disk from before the first request until after the result is stored. Whoever asks for the same
 * applicant meanwhile gets the same screening; a worker that finds one left behind by another takes it up again.
 */
export function createUnderWay(
  { clock, newId }: Pick<ScreenApplicantPorts, 'clock' | 'newId'>,
  { read, change }: QueueStore,
  screening: Screening,
  settings: () => Promise<ScreeningSettings>,
) {
  const worker = newId();
  const flying = new Map<string, Flight>();
  const without = (queue: Queue, opportunityId: string): UnderWay[] =>
    queue.underWay.filter((one) => one.opportunityId !== opportunityId);

  async function fly(asked: Asked, how: Pick<ScreenOptions, 'signal' | 'onProgress'>): Promise<Screened> {
    const { opportunityId } = asked;
    await change((queue) => {
      const before = queue.underWay.find((one) => one.opportunityId === opportunityId);
      const since = before?.since ?? clock.now();
      const now: UnderWay = { ...asked, since, worker, begun: (before?.begun ?? 0) + 1 };
      return {
        ...queue,
        underWay: [...without(queue, opportunityId), now],
        failed: queue.failed.filter((one) => one.opportunityId !== opportunityId),
      };
    });
    try {
      const result = await screening.screen(opportunityId, await settings(), {
        actor: asked.by,
        again: asked.again,
        rules: asked.rules,
        ...(asked.asked && { asked: asked.asked }),
        ...how,
      });
      await change((queue) => ({
        ...queue,
        underWay: without(queue, opportunityId),
        waiting: queue.waiting.filter((one) => one.opportunityId !== opportunityId),
        done: queue.done + 1,
        costUsd: queue.costUsd + (result.stored ? 0 : costOf(result.screening)),
        streak: null,
      }));
      return result;
    } catch (error) {
      await change((queue) => ({ ...queue, underWay: without(queue, opportunityId) }));
      throw error;
    }
  }

  /** Screens this applicant, or joins who is already at it. */
  function screen(asked: Asked): Promise<Screened> {
    const known = flying.get(asked.opportunityId);
    if (known) return known.job;
    const stop = new AbortController();
    const onProgress = (share: number): void => {
      flight.share = share;
    };
    const flight: Flight = {
      share: null,
      stop,
      job: fly(asked, { signal: stop.signal, onProgress }).finally(() => flying.delete(asked.opportunityId)),
    };
    flying.set(asked.opportunityId, flight);
    return flight.job;
  }

  /** As `screen`, for a person: why it failed is still there when they look again later. */
  async function screenFor(asked: Asked): Promise<Screened> {
    try {
      return await screen(asked);
    } catch (error) {
      const problem = problemOf(error);
      await change((queue) => ({ ...queue, failed: withFailed(queue, asked, problem) }));
      throw error;
    }
  }

  return {
    screen,
    screenFor,

    /** Takes up what an earlier worker left behind: what people asked for begins anew here, the queue comes to its own again. */
    async takeUp(): Promise<void> {
      const left = (await read()).underWay.filter(
        (one) => one.worker !== worker && !flying.has(one.opportunityId),
      );
      if (left.length === 0) return;
      const asked = left.filter(({ by }) => by !== QUEUE);
      const queued = idsOf(left.filter(({ by }) => by === QUEUE));
      const tooOften = asked.filter(({ begun }) => begun >= MOST_BEGUN);
      await change((queue) => {
        const waiting = queue.waiting.map((one) =>
          queued.has(one.opportunityId) ? { ...one, tries: one.tries + 1 } : one,
        );
        const over = [
          ...tooOften,
          ...waiting.filter((one) => queued.has(one.opportunityId) && one.tries >= MOST_BEGUN),
        ];
        const gone = idsOf(over);
        return {
          ...queue,
          underWay: queue.underWay.filter(
            ({ opportunityId }) => !queued.has(opportunityId) && !gone.has(opportunityId),
          ),
          waiting: waiting.filter(({ opportunityId }) => !gone.has(opportunityId)),
          failed: [
            ...queue.failed.filter(({ opportunityId }) => !gone.has(opportunityId)),
            ...over.map(({ opportunityId, postingId }) => ({
              opportunityId,
              postingId,
              problem: INTERRUPTED,
            })),
          ],
        };
      });
      for (const one of asked)
        if (!tooOften.includes(one))
          // Its outcome is on disk either way; nobody waits for it here.
          void screenFor(one).catch(() => undefined);
    },

    /** Ends a screening; resolves when nothing of it is kept any more that could still be written. */
    async stop(opportunityId: string): Promise<void> {
      const flight = flying.get(opportunityId);
      if (!flight) return;
      flight.stop.abort();
      // Stopped or finished: either way it is over, and the caller erases what it left.
      await flight.job.catch(() => undefined);
    },

    /** How far a screening is: 0 to 1, null when unknown. */
    share: (opportunityId: string): number | null => flying.get(opportunityId)?.share ?? null,
  };
}
