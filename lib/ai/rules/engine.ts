import type { Clock } from '@/lib/platform/clock';
import type { EngineUse, ScreeningEngine } from '../port';
import { contentHash } from '../request-key';
import { claimByRules } from './claims';
import { draftByRules } from './draft-rubric';
import { SKILLS } from './skills';

/** Raised when the rules answer differently. */
const VERSION = 'rules-1';

/** The engine that is always there: the taxonomy, dates, degrees, certificates and languages. No key, no network, no cost. */
export function createRulesEngine({ clock }: { clock: Pick<Clock, 'now'> }): ScreeningEngine {
  const hash = (): Promise<string> =>
    contentHash({ version: VERSION, skills: SKILLS.map(({ forms }) => [...forms]) });
  const use = async (began: number): Promise<EngineUse> => ({
    engine: 'rules',
    model: VERSION,
    promptVersion: VERSION,
    promptHash: await hash(),
    requestId: null,
    tokensIn: 0,
    tokensOut: 0,
    tokensCached: 0,
    costUsd: 0,
    took: clock.now() - began,
  });
  return {
    identity: async () => ({
      engine: 'rules',
      model: VERSION,
      promptVersion: VERSION,
      promptHash: await hash(),
    }),
    async claims(request, { onProgress }) {
      const began = clock.now();
      const claims = request.rubric.criteria.map((criterion) => claimByRules(criterion, request));
      onProgress?.(1);
      return { claims, use: await use(began) };
    },
    async draftRubric(request) {
      const began = clock.now();
      return { proposal: draftByRules(request), use: await use(began) };
    },
  };
}
