import { Ruler, Sparkles } from 'lucide-react';
import { Badge } from '@/components/badge';
import type { EngineView } from '../views';

/** Marks everything that was not said by a person, and whether a model or fixed rules said it. */
export function AiLabel({ engine }: { engine: EngineView | null }) {
  return engine?.engine === 'rules' ? (
    <Badge icon={<Ruler size={11} aria-hidden="true" />}>Rules</Badge>
  ) : (
    <Badge tone="accent" icon={<Sparkles size={11} aria-hidden="true" />}>
      AI
    </Badge>
  );
}
