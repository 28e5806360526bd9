import type { EngineView } from '../views';
import { engineWords } from './words';

/** Whose judgement it is and what it is not. Always in sight of a result. */
export function EngineNote({ engine }: { engine: EngineView | null }) {
  return (
    <p className="text-sm text-muted">
      A recommendation, not a decision. {engine ? `${engineWords(engine)}.` : ''}
    </p>
  );
}
