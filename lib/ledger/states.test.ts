import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookAcrossDeaths, newPlace, undoAcrossDeaths } from '@/tests/fakes/ledger-crash';
import { FAULTS } from '@/tests/fakes/ledger-world';
import type { ActionState, Plan, PlanState } from './plan';
import { ACTION_STEPS, assertActionStep, assertPlanStep, isFinal, PLAN_STEPS } from './states';

const actionStates = Object.keys(ACTION_STEPS) as ActionState[];
const planStates = Object.keys(PLAN_STEPS) as PlanState[];

function reachable<S extends string>(steps: Readonly<Record<S, readonly S[]>>, start: S): Set<S> {
  const seen = new Set<S>([start]);
  for (const state of seen) for (const next of steps[state]) seen.add(next);
  return seen;
}

describe('table of steps', () => {
  it('reaches every state from the first', () => {
    expect([...reachable(ACTION_STEPS, 'planned')].sort()).toEqual([...actionStates].sort());
    expect([...reachable(PLAN_STEPS, 'proposed')].sort()).toEqual([...planStates].sort());
  });

  it('never sends what may have been sent: from unknown only reading leads back', () => {
    expect(ACTION_STEPS.unknown).not.toContain('intended');
    expect(ACTION_STEPS.done).toEqual(['undoing']);
  });

  it('has a way to an end from everywhere, and no way out of an end', () => {
    for (const state of planStates) expect([...reachable(PLAN_STEPS, state)].some(isFinal)).toBe(true);
    for (const state of ['undone', 'skipped'] as const) expect(ACTION_STEPS[state]).toEqual([]);
    expect(planStates.filter(isFinal)).toEqual(['rolled-back', 'undone', 'discarded']);
  });

  it('refuses every other step', () => {
    for (const from of actionStates)
      for (const to of actionStates) {
        const step = () => assertActionStep('note', from, to);
        if (ACTION_STEPS[from].includes(to)) expect(step).not.toThrow();
        else expect(step).toThrow(`"${from}" and cannot become "${to}"`);
      }
    for (const from of planStates)
      for (const to of planStates) {
        const step = () => assertPlanStep('plan-1', from, to);
        if (PLAN_STEPS[from].includes(to)) expect(step).not.toThrow();
        else expect(step).toThrow(`"${from}" and cannot become "${to}"`);
      }
  });
});

const stepsFrom = (plan: Plan, index: number) => ACTION_STEPS[plan.actions[index]?.state ?? 'undone'];

describe('what is stored', () => {
  it('moves only along the table, one thing at a time, whatever fails and wherever the process dies', {
    timeout: 30_000,
  }, async () => {
    const death = fc.record({ step: fc.integer({ min: 1, max: 70 }), after: fc.boolean() });
    const fault = fc.record({
      actionId: fc.constantFrom('check', 'hold-google', 'panel', 'invite-google', 'verify'),
      fault: fc.constantFrom(...FAULTS),
    });
    const run = fc.asyncProperty(
      fc.array(death, { maxLength: 2 }),
      fc.array(death, { maxLength: 2 }),
      fault,
      async (booking, undoing, trouble) => {
        const place = newPlace();
        const stored: Plan[] = [];
        const commit = place.disk.commit;
        place.disk.commit = async (batch) => {
          const written = await commit(batch);
          if (written && batch.plan) stored.push(structuredClone(batch.plan));
          return written;
        };
        await bookAcrossDeaths(place, booking, trouble);
        await undoAcrossDeaths(place, undoing);
        for (const [n, now] of stored.entries()) {
          const before = stored[n - 1];
          if (!before) continue;
          const moved = now.actions.filter((r, i) => r.state !== before.actions[i]?.state);
          for (const record of moved)
            expect(stepsFrom(before, now.actions.indexOf(record))).toContain(record.state);
          if (now.state !== before.state) expect(PLAN_STEPS[before.state]).toContain(now.state);
          expect(moved.length + (now.state === before.state ? 0 : 1)).toBe(1);
        }
      },
    );
    await fc.assert(run, { numRuns: 25 });
  });
});
