import { describe, expect, it } from 'vitest';
import { crashLab, KINDS, soundCell } from '@/tests/fakes/crash-company-matrix';

/** The whole matrix is a command; here each idempotency the services offer, and every death. */
const deaths = ['before-intent', 'before-call', 'after-effect', 'after-stored'] as const;

describe.each(KINDS)('$name', { timeout: 60_000 }, (kind) => {
  const lab = crashLab(kind);

  it.each(deaths)('is done and undone the same when the process dies %s', async (death) => {
    for (const actionId of ['panel-event', 'lever-panel', 'invite-candidate']) {
      expect(await lab.cell(actionId, false, 'cut-after', death)).toSatisfy(soundCell);
      expect(await lab.cell(actionId, true, '500-before', death)).toSatisfy(soundCell);
    }
  });

  it('is the same after a change by the service itself, and leaves nothing when the id is used up', async () => {
    expect(await lab.cell('invite-panel', false, '412', 'after-effect')).toSatisfy(soundCell);
    const used = await lab.cell('panel-event', false, '409', 'after-effect');
    expect(used).toSatisfy(soundCell);
    expect(used.state).toBe('rolled-back');
  });
});
