import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLane } from './budget';
import type { Clock } from './clock';

/** Time that moves only when the test says so; sleepers wake in order. */
function handClock() {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        sleepers.push({ at: now + ms, wake: resolve });
      }),
  };
  async function advance(to: number) {
    for (;;) {
      for (let i = 0; i < 20; i++) await Promise.resolve();
      const due = sleepers.filter((s) => s.at <= to).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      sleepers.splice(sleepers.indexOf(due), 1);
      now = due.at;
      due.wake();
    }
    now = to;
  }
  return { clock, advance };
}

test('no window of one second sees more calls than the burst plus the rate', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 }),
      async (perSecond, burst, arrivals) => {
        const { clock, advance } = handClock();
        const lane = createLane({ rate: { perSecond, burst } }, clock);
        const starts: number[] = [];
        const jobs: Promise<unknown>[] = [];
        for (const at of [...arrivals].sort((a, b) => a - b)) {
          await advance(at);
          jobs.push(lane.run(async () => starts.push(clock.now())));
        }
        await advance(200_000);
        await Promise.all(jobs);
        expect(starts).toHaveLength(arrivals.length);
        for (const from of starts) {
          const inside = starts.filter((at) => at >= from && at < from + 1000).length;
          expect(inside).toBeLessThanOrEqual(burst + perSecond);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('at most so many run at once, all run, and a leaver frees nobody else', async () => {
  const { clock } = handClock();
  const lane = createLane({ atOnce: 3 }, clock);
  let running = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  const job = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => finish.push(resolve));
    running--;
  };
  const jobs = Array.from({ length: 7 }, () => lane.run(job));
  const leaver = new AbortController();
  const left = lane.run(job, leaver.signal).catch(() => 'left');
  leaver.abort(new Error('no longer needed'));
  expect(await left).toBe('left');
  for (let i = 0; i < 7; i++) {
    for (let tick = 0; tick < 10; tick++) await Promise.resolve();
    finish.shift()?.();
  }
  await Promise.all(jobs);
  expect(most).toBe(3);
  expect(running).toBe(0);
});

test('a pause holds everybody on the lane', async () => {
  const { clock, advance } = handClock();
  const lane = createLane({ atOnce: 2 }, clock);
  lane.pause(5000);
  const starts: number[] = [];
  const jobs = [1, 2, 3].map(() => lane.run(async () => starts.push(clock.now())));
  await advance(10_000);
  await Promise.all(jobs);
  expect(starts).toEqual([5000, 5000, 5000]);
});
