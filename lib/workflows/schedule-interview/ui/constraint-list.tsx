import { Check, Quote, X } from 'lucide-react';
import { Badge } from '@/components/badge';
import { Button, IconButton } from '@/components/button';
import { Section } from '@/components/card';
import type { ConstraintView } from '@/lib/interviews/constraint-views';
import { usePanel } from './panel-context';

/** What the scheduling notes seem to say; it counts only once the recruiter confirms it. */
export function ConstraintList({ constraints, title }: { constraints: ConstraintView[]; title: string }) {
  if (constraints.length === 0) return null;
  return (
    <Section id="constraints" title={title}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {constraints.map((constraint) => (
          <ConstraintRow key={constraint.id} constraint={constraint} />
        ))}
      </ul>
    </Section>
  );
}

function ConstraintRow({ constraint }: { constraint: ConstraintView }) {
  const decide = usePanel((state) => state.decide);
  const { id, decision } = constraint;
  return (
    <li className="flex items-start gap-2.5 px-3 py-2">
      <Quote size={14} className="mt-1 shrink-0 text-muted" aria-hidden="true" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        <bdi className="font-medium">{constraint.text}</bdi>
        <span className="block text-sm text-muted">
          “<bdi>{constraint.quote}</bdi>”
        </span>
      </p>
      {decision === 'proposed' ? (
        <div className="-mr-1 flex shrink-0 items-center gap-0.5">
          <IconButton label={`Confirm: ${constraint.text}`} onClick={() => void decide(id, 'confirmed')}>
            <Check size={16} className="text-good" aria-hidden="true" />
          </IconButton>
          <IconButton label={`Dismiss: ${constraint.text}`} onClick={() => void decide(id, 'dismissed')}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        </div>
      ) : (
        <div className="flex shrink-0 items-center gap-1">
          <Badge tone={decision === 'confirmed' ? 'good' : 'neutral'}>
            {decision === 'confirmed' ? 'Counts' : 'Ignored'}
          </Badge>
          <Button
            kind="quiet"
            size="sm"
            onClick={() => void decide(id, decision === 'confirmed' ? 'dismissed' : 'confirmed')}
          >
            {decision === 'confirmed' ? 'Ignore' : 'Use'}
          </Button>
        </div>
      )}
    </li>
  );
}
