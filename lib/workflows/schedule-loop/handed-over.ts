import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import type { LoopSuggestion } from './contract';
import type { LoopChoice } from './schema';

/** A plan made elsewhere is offered so long, ms; after that calendars have moved on. */
const LIFE_MS = 12 * 3_600_000;

/** Plans handed over from elsewhere, by candidate; kept as long as the browser runs. */
export function createHandedOver(memory: KeyValue, clock: Pick<Clock, 'now'>) {
  const key = (opportunityId: string): string => `suggested:${opportunityId}`;
  return {
    put: (opportunityId: string, choice: LoopChoice, from: string): Promise<void> =>
      memory.set(key(opportunityId), { choice, from, at: clock.now() } satisfies LoopSuggestion),
    async of(opportunityId: string): Promise<LoopSuggestion | null> {
      const found = await memory.get<LoopSuggestion>(key(opportunityId));
      return found && clock.now() - found.at < LIFE_MS ? found : null;
    },
    drop: (opportunityId: string): Promise<void> => memory.remove(key(opportunityId)),
  };
}
