import { Check, Quote, X } from 'lucide-react';
import { Badge } from './badge';
import { Button, IconButton } from './button';
import { Section } from './card';

/** What a note seems to ask for. */
export interface WishRow {
  id: string;
  /** "Priya: not on Fridays, until 12 Mar". */
  text: string;
  /** The sentence it was read from. */
  quote: string;
  decision: 'proposed' | 'confirmed' | 'dismissed';
}

type Decide = (id: string, decision: 'confirmed' | 'dismissed') => Promise<void>;

/** What the notes on a candidate seem to ask for: counts once a person confirms it, and can be taken away again. */
export function WishList({
  id: list,
  wishes,
  title,
  onDecide,
}: {
  /** Unique on the page; a row is `<id>-<id of the wish>`, for links to it. */
  id: string;
  wishes: readonly WishRow[];
  title: string;
  onDecide: Decide;
}) {
  if (wishes.length === 0) return null;
  return (
    <Section id={list} title={title}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {wishes.map((wish) => (
          <Wish key={wish.id} list={list} wish={wish} onDecide={onDecide} />
        ))}
      </ul>
    </Section>
  );
}

function Wish({
  list,
  wish: { id, text, quote, decision },
  onDecide,
}: {
  list: string;
  wish: WishRow;
  onDecide: Decide;
}) {
  const counts = decision === 'confirmed';
  return (
    <li id={`${list}-${id}`} tabIndex={-1} className="flex items-start gap-2.5 px-3 py-2">
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
          <IconButton label={`Count: ${text}`} onClick={() => void onDecide(id, 'confirmed')}>
            <Check size={16} className="text-good" aria-hidden="true" />
          </IconButton>
          <IconButton label={`Ignore: ${text}`} onClick={() => void onDecide(id, 'dismissed')}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        </span>
      ) : (
        <span className="flex shrink-0 items-center gap-1">
          <Badge tone={counts ? 'good' : 'neutral'}>{counts ? 'Counts' : 'Ignored'}</Badge>
          <Button
            kind="quiet"
            size="sm"
            aria-label={`${counts ? 'Ignore' : 'Count'}: ${text}`}
            onClick={() => void onDecide(id, counts ? 'dismissed' : 'confirmed')}
          >
            {counts ? 'Ignore' : 'Count'}
          </Button>
        </span>
      )}
    </li>
  );
}
