import { ChevronRight } from 'lucide-react';
import { Badge } from './badge';
import { Section } from './card';

/** A text that would be sent or written. */
export interface Draft {
  to: string[];
  subject: string;
  body: string;
  audience: 'panel' | 'candidate' | 'lever';
}

const AUDIENCE: Record<Draft['audience'], string> = {
  candidate: 'Invitation to the candidate',
  panel: 'Invitation to the panel',
  lever: 'Note in Lever',
};
const ORDER: Draft['audience'][] = ['candidate', 'panel', 'lever'];

/** The texts exactly as they would be sent; what the candidate reads is open from the start. */
export function DraftList({ drafts }: { drafts: Draft[] }) {
  if (drafts.length === 0) return null;
  const sorted = [...drafts].sort((a, b) => ORDER.indexOf(a.audience) - ORDER.indexOf(b.audience));
  return (
    <Section id="drafts" title="Exactly as it will be sent">
      <div className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
        {sorted.map((draft) => (
          <details
            key={`${draft.audience}${draft.subject}`}
            open={draft.audience === 'candidate'}
            className="group"
          >
            <summary className="flex min-h-9 list-none items-center gap-2 rounded-lg px-3 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
              <ChevronRight
                size={14}
                className="shrink-0 text-muted transition-transform group-open:rotate-90"
                aria-hidden="true"
              />
              <span className="min-w-0 flex-1 truncate font-medium">{AUDIENCE[draft.audience]}</span>
              {draft.to.length > 1 && <Badge>{draft.to.length} people</Badge>}
            </summary>
            <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
                {draft.to.length > 0 && (
                  <>
                    <dt className="text-muted">To</dt>
                    <dd className="wrap-anywhere">{draft.to.join(', ')}</dd>
                  </>
                )}
                {draft.subject && (
                  <>
                    <dt className="text-muted">Subject</dt>
                    <dd className="font-medium wrap-anywhere">{draft.subject}</dd>
                  </>
                )}
              </dl>
              <p className="rounded-md bg-canvas p-3 whitespace-pre-wrap wrap-anywhere">{draft.body}</p>
            </div>
          </details>
        ))}
      </div>
    </Section>
  );
}
