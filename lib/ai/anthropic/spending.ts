import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';

/** Dollars; null: no cap. */
export interface SpendingCap {
  day: number | null;
  month: number | null;
}

export const DEFAULT_CAP: SpendingCap = { day: 5, month: 50 };

const StateSchema = z.object({
  /** Millionths of a dollar by UTC day, `YYYY-MM-DD`. */
  days: z.record(z.string(), z.number()),
  /** Calls whose cost is not known (yet): booked at the most they can cost. */
  open: z.record(z.string(), z.object({ day: z.string(), micros: z.number() })),
});
type State = z.infer<typeof StateSchema>;

const KEY = 'spending';
const KEPT_DAYS = 100;

export interface Spending {
  /** Dollars so far, by UTC day and month, with what unfinished calls can cost at most. */
  soFar(): Promise<{ day: number; month: number }>;
  /** Books the most a call can cost; throws `engine-spending-cap` when that would break the cap. Nothing is sent then. */
  reserve(id: string, micros: number): Promise<void>;
  /** Puts what it did cost in its place. A call whose outcome is unknown is never settled and stays booked. */
  settle(id: string, micros: number): Promise<void>;
  /** What was booked under one id from now on goes by another. */
  rename(id: string, to: string): Promise<void>;
  /** Starts a new record when the old one cannot be read; else leaves it. */
  mend(): Promise<void>;
}

/**
 * What the model may cost, kept in the browser's storage, so a worker that dies in a call does not forget it. Changes are made one
 * after the other; only the worker makes them.
 */
export function createSpending(deps: {
  kept: KeyValue;
  clock: Clock;
  cap(): Promise<SpendingCap>;
}): Spending {
  let last: Promise<unknown> = Promise.resolve();
  const today = (): string => new Date(deps.clock.now()).toISOString().slice(0, 10);

  async function read(): Promise<State> {
    const stored = await deps.kept.get(KEY);
    if (stored === null) return { days: {}, open: {} };
    const state = StateSchema.safeParse(stored);
    if (state.success) return state.data;
    throw new Failure({
      code: 'engine-spending-cap',
      message: 'The record of what the model has cost cannot be read, so nothing is sent.',
      next: 'Set the cap anew under Connections in the control room; that starts a new record.',
    });
  }

  const sum = (state: State, within: string): number =>
    Object.entries(state.days).reduce(
      (total, [day, micros]) => (day.startsWith(within) ? total + micros : total),
      0,
    ) +
    Object.values(state.open).reduce(
      (total, { day, micros }) => (day.startsWith(within) ? total + micros : total),
      0,
    );

  function change(job: (state: State) => Promise<State> | State): Promise<void> {
    const turn = last.then(async () => {
      const next = await job(await read());
      const days = Object.fromEntries(Object.entries(next.days).sort().slice(-KEPT_DAYS));
      await deps.kept.set(KEY, { ...next, days });
    });
    // The queue goes on after a refusal; its caller gets the error.
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    async soFar() {
      const state = await read();
      return { day: sum(state, today()) / 1e6, month: sum(state, today().slice(0, 7)) / 1e6 };
    },
    async mend() {
      await last;
      const stored = await deps.kept.get(KEY);
      if (stored !== null && !StateSchema.safeParse(stored).success) await deps.kept.remove(KEY);
    },
    reserve: (id, micros) =>
      change(async (state) => {
        const cap = await deps.cap();
        for (const [within, word, most] of [
          [today(), 'day', cap.day],
          [today().slice(0, 7), 'month', cap.month],
        ] as const) {
          const spent = sum(state, within);
          if (most !== null && spent + micros > most * 1e6)
            throw new Failure({
              code: 'engine-spending-cap',
              message: `The model was not asked: this ${word} has cost $${(spent / 1e6).toFixed(2)}, one more call may cost up to $${(micros / 1e6).toFixed(2)}, and the cap is $${most.toFixed(2)}.`,
              next: `Raise the cap under Connections in the control room, or wait until the next ${word} (UTC).`,
            });
        }
        return { ...state, open: { ...state.open, [id]: { day: today(), micros } } };
      }),
    rename: (id, to) =>
      change((state) => {
        const { [id]: booked, ...open } = state.open;
        return booked ? { ...state, open: { ...open, [to]: booked } } : state;
      }),
    settle: (id, micros) =>
      change((state) => {
        const { [id]: booked, ...open } = state.open;
        // Settled before: the answers of a batch may be read twice.
        if (!booked) return state;
        const { day } = booked;
        return { days: { ...state.days, [day]: (state.days[day] ?? 0) + micros }, open };
      }),
  };
}
