import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookAcrossDeaths, endState, newPlace, undoAcrossDeaths } from '@/tests/fakes/ledger-crash';
import { crashCell, isSound } from '@/tests/fakes/ledger-crash-matrix';
import { FAULTS, type Fault, visible } from '@/tests/fakes/ledger-world';

/** The whole matrix is a command; here one service of each idempotency, and every death. */
const deaths = ['before-intent', 'before-call', 'after-effect', 'after-stored'] as const;

describe('death in the middle', { timeout: 30_000 }, () => {
  it.each(deaths)('books the same when it dies %s', async (death) => {
    for (const actionId of ['check', 'hold-microsoft', 'panel', 'invite-google', 'verify'])
      for (const fault of ['none', 'cut-after'] as const)
        expect(await crashCell(actionId, false, fault, death)).toSatisfy(isSound);
  });

  it.each(deaths)('undoes the same when it dies %s', async (death) => {
    for (const actionId of ['hold-google', 'note'])
      for (const fault of ['none', '500-after', '429'] as const)
        expect(await crashCell(actionId, true, fault, death)).toSatisfy(isSound);
  });

  it('leaves nothing half-booked when the id turns out to be used up', async () => {
    const cell = await crashCell('hold-microsoft', false, '409', 'after-effect');
    expect(cell).toSatisfy(isSound);
    expect(cell.state).toBe('rolled-back');
  });

  it('survives two deaths anywhere, under any passing fault, ahead and back', async () => {
    const calm = newPlace();
    await bookAcrossDeaths(calm, []);
    const booked = await endState(calm);
    await undoAcrossDeaths(calm, []);
    const undone = await endState(calm);
    const twice = fc.array(fc.record({ step: fc.integer({ min: 1, max: 80 }), after: fc.boolean() }), {
      maxLength: 2,
    });
    const fault = fc.record({
      actionId: fc.constantFrom(
        'hold-google',
        'hold-microsoft',
        'panel',
        'note',
        'invite-google',
        'invite-microsoft',
      ),
      fault: fc.constantFrom(...FAULTS.filter((f: Fault) => f !== '409' && f !== '412')),
    });
    const run = fc.asyncProperty(twice, twice, fault, async (ahead, back, trouble) => {
      const place = newPlace();
      await bookAcrossDeaths(place, ahead, trouble);
      expect(await endState(place)).toBe(booked);
      await undoAcrossDeaths(place, back);
      expect(await endState(place)).toBe(undone);
    });
    await fc.assert(run, { numRuns: 25 });
    expect(visible(calm.world).outbox).toHaveLength(6);
  });
});
