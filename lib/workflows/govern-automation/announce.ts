import { standingOf } from '@/lib/governance/decide';
import { agreementOf } from '@/lib/governance/earned-autonomy';
import type { Phase } from '@/lib/governance/policy';
import { WINDOW } from '@/lib/governance/policy-document';
import type { EntryDraft } from '@/lib/ledger/store';
import type { GovernanceStore } from './port';

interface Deps {
  store: Pick<GovernanceStore, 'verdicts' | 'announced' | 'announce'>;
  audit: { record(drafts: readonly EntryDraft[]): Promise<void> };
}

/**
 * Writes unlocks and fall-backs into the audit log. What was last written is kept, so that a worker that died before
 * writing is made up for by the next one.
 */
export function createAnnouncer({ store, audit }: Deps) {
  let last: Promise<unknown> = Promise.resolve();

  async function one(
    workflow: string,
    postingId: string | null,
    bars: { 2: number; 3: number },
  ): Promise<void> {
    const { verdicts } = await store.verdicts(workflow);
    const { earned, counted } = standingOf(verdicts, postingId, bars);
    // A posting that is judged by the record of the workflow has nothing of its own to tell.
    if (postingId !== null && earned.by[2] === 'workflow') return;
    const place = JSON.stringify([workflow, postingId]);
    const before = (await store.announced(place)) ?? 1;
    if (before === earned.phase) return;
    await audit.record([entryOf(workflow, postingId, before, earned.phase, counted, bars)]);
    await store.announce(place, earned.phase);
  }

  return {
    /** Looks at the workflow and, when there is one, at the posting. */
    announce(
      { workflow, postingId }: { workflow: string; postingId: string | null },
      bars: { 2: number; 3: number },
    ): Promise<void> {
      const turn = last.then(async () => {
        await one(workflow, null, bars);
        if (postingId !== null) await one(workflow, postingId, bars);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

function entryOf(
  workflow: string,
  postingId: string | null,
  from: Phase,
  to: Phase,
  counted: ReturnType<typeof standingOf>['counted'],
  bars: { 2: number; 3: number },
): EntryDraft {
  const rose = to > from;
  // The bar that was passed, or the lowest one that is not reached any more.
  const about = (rose ? to : to + 1) as 2 | 3;
  const { agreed, decided, lower } = agreementOf(counted[about], WINDOW);
  const bar = bars[about];
  const where = postingId === null ? '' : ' for one posting';
  return {
    actor: 'fulcrum',
    workflow,
    opportunityId: null,
    event: rose ? 'autonomy-unlocked' : 'autonomy-fell-back',
    details: {
      summary: `${rose ? 'Phase' : 'Back to phase'} ${to}${where}: ${agreed} of ${decided} agreed, lower bound ${lower.toFixed(3)}, bar ${bar}`,
      postingId,
      from,
      to,
      agreed,
      decided,
      lower,
      bar,
    },
  };
}
