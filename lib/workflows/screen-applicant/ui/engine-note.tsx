import type { EngineView } from '../views';
import { engineWords, money } from './words';

/** Whose judgement it is, what it cost and what it is not. Always in sight of a result. */
export function EngineNote({ engine, costUsd }: { engine: EngineView | null; costUsd?: number }) {
  const cost = engine?.engine === 'anthropic' && costUsd !== undefined ? ` Cost ${money(costUsd)}.` : '';
  return (
    <p className="text-sm text-muted">
      A recommendation, not a decision. {engine ? `${engineWords(engine)}.` : ''}
      {cost}
    </p>
  );
}
