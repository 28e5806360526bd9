import type { Clock } from './clock';
import type { Budget } from './hosts';

/** Lets calls through one lane at the pace of its {@link Budget}. */
export interface Lane {
  /** Runs `job` when its turn has come; rejects with the signal's reason while it waits. */
  run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Nobody starts before `until` (ms epoch): the other side asked for a rest. */
  pause(until: number): void;
  /** How long that rest still lasts, ms; 0 when there is none. */
  restsFor(): number;
}

/**
 * A token bucket by reservation (each call takes a token at once and waits for the debt it made) followed by a
 * counting semaphore. Both live in memory: a stopped worker starts with a full bucket, which the spare part of
 * the burst covers.
 */
export function createLane(budget: Budget, clock: Clock): Lane {
  const rate = budget.rate;
  let tokens = rate?.burst ?? 0;
  let filledAt = clock.now();
  let pausedUntil = 0;
  let running = 0;
  const waiting: (() => void)[] = [];

  function reserve(): number {
    if (!rate) return 0;
    const now = clock.now();
    tokens = Math.min(rate.burst, tokens + (Math.max(0, now - filledAt) / 1000) * rate.perSecond);
    filledAt = now;
    tokens -= 1;
    return tokens >= 0 ? 0 : Math.ceil((-tokens / rate.perSecond) * 1000);
  }

  async function enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (budget.atOnce !== undefined && running >= budget.atOnce) {
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(signal?.reason);
        };
        waiting.push(turn);
        signal?.addEventListener('abort', leave, { once: true });
      });
      return;
    }
    running++;
  }

  function exit(): void {
    const next = waiting.shift();
    // The place is handed over as it is, so `running` stays the same.
    if (next) next();
    else running--;
  }

  const rest = () => Math.max(0, pausedUntil - clock.now());

  return {
    restsFor: rest,
    async run(job, signal) {
      await enter(signal);
      try {
        const wait = Math.max(reserve(), rest());
        if (wait > 0) await clock.sleep(wait, signal);
        return await job();
      } finally {
        exit();
      }
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
  };
}

/** One {@link Lane} per name, made on first use. */
export function createLanes(clock: Clock): (name: string, budget: Budget) => Lane {
  const lanes = new Map<string, Lane>();
  return (name, budget) => {
    let lane = lanes.get(name);
    if (!lane) {
      lane = createLane(budget, clock);
      lanes.set(name, lane);
    }
    return lane;
  };
}
