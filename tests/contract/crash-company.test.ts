import { describe, expect, it } from 'vitest';
import { crashLab, KINDS, soundCell } from '@/tests/fakes/crash-company-matrix';

/** The whole matrix is a command; here each idempotency the services offer, and every death. */
const deaths = ['before-intent', 'before-call', 'after-effect', 'after-stored'] as const;

const interviews = KINDS.flatMap((kind) => (kind.steps ? [{ ...kind, steps: kind.steps }] : []));
const others = KINDS.filter((kind) => !kind.steps);

describe.each(interviews)('$name', { timeout: 240_000 }, (kind) => {
  const lab = crashLab(kind);
  const { event, invite, candidate } = kind.steps;

  it.each(deaths)('is done and undone the same when the process dies %s', async (death) => {
    for (const actionId of [event, 'lever-panel', candidate]) {
      expect(await lab.cell(actionId, false, 'cut-after', death)).toSatisfy(soundCell);
      expect(await lab.cell(actionId, true, '500-before', death)).toSatisfy(soundCell);
    }
  });

  it('is the same after a change by the service itself, and leaves nothing when the id is used up', async () => {
    expect(await lab.cell(invite, false, '412', 'after-effect')).toSatisfy(soundCell);
    const used = await lab.cell(event, false, '409', 'after-effect');
    expect(used).toSatisfy(soundCell);
    expect(used.state).toBe('rolled-back');
  });
});

describe.each(others)('$name', { timeout: 240_000 }, (kind) => {
  const lab = crashLab(kind);

  it.each(deaths)('is done and undone the same when the process dies %s', async (death) => {
    for (const { action, undone } of await lab.actions()) {
      expect(await lab.cell(action.id, false, 'none', death)).toSatisfy(soundCell);
      if (undone) expect(await lab.cell(action.id, true, 'cut-after', death)).toSatisfy(soundCell);
    }
  });

  it.runIf(kind.mayAsk)('is never sent twice when nobody can tell whether it arrived', async () => {
    const cell = await lab.cell(kind.mayAsk ?? '', false, 'cut-after', 'after-effect');
    expect(cell).toSatisfy(soundCell);
    expect(cell).toMatchObject({ asks: true, doubled: [] });
  });
});
