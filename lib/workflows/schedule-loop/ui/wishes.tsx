import { Check, Quote, X } from 'lucide-react';
import { Badge } from '@/components/badge';
import { Button, IconButton } from '@/components/button';
import { Section } from '@/components/card';
import type { LoopView, WishView } from '../contract';
import { useLoop } from './loop-context';

/** What the notes on the candidate seem to ask for: counts once it is confirmed, and can be taken away again. */
export function Wishes({ view }: { view: LoopView }) {
  const shown = view.wishes.filter(({ decision }) => decision !== 'dismissed' || !view.booked);
  if (shown.length === 0) return null;
  return (
    <Section id="loop-wishes" title="Found in the notes">
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {shown.map((wish) => (
          <Wish key={wish.id} wish={wish} />
        ))}
      </ul>
    </Section>
  );
}

function Wish({ wish }: { wish: WishView }) {
  const decide = useLoop((state) => state.decide);
  const { id, decision, text, quote } = wish;
  return (
    <li id={`wish-${id}`} tabIndex={-1} className="flex items-start gap-2.5 px-3 py-2">
      <Quote size={14} className="mt-1 shrink-0 text-muted" aria-hidden="true" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        <bdi className="font-medium">{text}</bdi>
        <span className="block text-sm text-muted">
          “<bdi>{quote}</bdi>”
        </span>
      </p>
      {decision === 'proposed' ? (
        <span className="-mr-1 flex shrink-0 items-center gap-1">
          <Badge tone="warn">Not counted yet</Badge>
          <IconButton label={`Count: ${text}`} onClick={() => void decide(id, 'confirmed')}>
            <Check size={16} className="text-good" aria-hidden="true" />
          </IconButton>
          <IconButton label={`Ignore: ${text}`} onClick={() => void decide(id, 'dismissed')}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        </span>
      ) : (
        <span className="flex shrink-0 items-center gap-1">
          <Badge tone={decision === 'confirmed' ? 'good' : 'neutral'}>
            {decision === 'confirmed' ? 'Counts' : 'Ignored'}
          </Badge>
          <Button
            kind="quiet"
            size="sm"
            aria-label={`${decision === 'confirmed' ? 'Ignore' : 'Count'}: ${text}`}
            onClick={() => void decide(id, decision === 'confirmed' ? 'dismissed' : 'confirmed')}
          >
            {decision === 'confirmed' ? 'Ignore' : 'Count'}
          </Button>
        </span>
      )}
    </li>
  );
}
