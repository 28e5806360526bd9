import { Sparkles } from 'lucide-react';
import { Badge } from '@/components/badge';

/** Marks everything that was not said by a person. */
export function AiLabel() {
  return (
    <Badge tone="accent" icon={<Sparkles size={11} aria-hidden="true" />}>
      AI
    </Badge>
  );
}
