import { Check, Quote } from 'lucide-react';
import { useId, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import type { OwnVerdict } from '../schema';
import type { CriterionView } from '../views';
import { OWN, VERDICT } from './words';

const comparable = (verdict: CriterionView['verdict']): OwnVerdict =>
  verdict === 'shown' || verdict === 'partly_shown' ? verdict : 'not_found';

interface CriterionListProps {
  criteria: CriterionView[];
  /** Shows the line in the document. */
  onLine?: (line: number) => void;
  /** Records agreement or a correction; absent where there is no room for it. */
  onCorrect?: (criterionId: string, verdict: OwnVerdict, reason: string) => Promise<void>;
  busy?: boolean;
}

/** Per criterion: the verdict, the words that show it, and what a person says to that. */
export function CriterionList({ criteria, ...rest }: CriterionListProps) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {criteria.map((criterion) => (
        <Row key={criterion.id} criterion={criterion} {...rest} />
      ))}
    </ul>
  );
}

function Row({
  criterion,
  onLine,
  onCorrect,
  busy,
}: Omit<CriterionListProps, 'criteria'> & { criterion: CriterionView }) {
  const { label, kind, verdict, level, quotes, changed, correction, confirmed, anchors } = criterion;
  const [editing, setEditing] = useState(false);
  const said = VERDICT[verdict];
  return (
    <li className="flex flex-col gap-1.5 py-2.5 first:pt-0 last:pb-0">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">{label}</p>
          <p className="text-sm text-muted">
            {kind === 'must' ? 'Must-have' : 'Nice to have'}
            {level > 0 && anchors[level] ? ` · Level ${level} of 5: ${anchors[level]}` : ''}
          </p>
        </div>
        <Badge tone={said.tone} className="mt-0.5 shrink-0">
          {said.label}
        </Badge>
      </div>
      {quotes.map((quote) => (
        <QuoteRow key={`${quote.text} ${quote.line}`} quote={quote} onLine={onLine} />
      ))}
      {quotes.length === 0 && verdict === 'not_found' && (
        <p className="text-sm text-muted">The resume does not speak of it. That is no evidence against.</p>
      )}
      {changed && <p className="text-sm text-muted">Check of the quotes: {changed}</p>}
      {correction && (
        <p className="rounded-md bg-sunken px-2 py-1 text-sm">
          <span className="font-medium">
            Corrected to “{OWN[correction.verdict]}” by {correction.byName}:
          </span>{' '}
          {correction.reason}
        </p>
      )}
      {onCorrect && !editing && (
        <div className="flex items-center gap-1">
          {confirmed ? (
            <span className="inline-flex min-h-6 items-center gap-1 text-sm text-good">
              <Check size={13} aria-hidden="true" /> You agree
            </span>
          ) : (
            !correction && (
              <Button
                kind="quiet"
                size="sm"
                className="-ml-2"
                disabled={busy}
                aria-label={`Agree: ${label}`}
                onClick={() => void onCorrect(criterion.id, comparable(verdict), '')}
              >
                Agree
              </Button>
            )
          )}
          <Button
            kind="quiet"
            size="sm"
            className={correction ? '-ml-2' : undefined}
            disabled={busy}
            aria-label={`Correct: ${label}`}
            onClick={() => setEditing(true)}
          >
            Correct
          </Button>
        </div>
      )}
      {onCorrect && editing && (
        <Correction
          criterion={criterion}
          onCancel={() => setEditing(false)}
          onSave={async (own, reason) => {
            await onCorrect(criterion.id, own, reason);
            setEditing(false);
          }}
        />
      )}
    </li>
  );
}

function QuoteRow({
  quote,
  onLine,
}: {
  quote: CriterionView['quotes'][number];
  onLine?: (n: number) => void;
}) {
  const place = quote.line === null ? null : `Page ${quote.page}, line ${quote.line}`;
  if (!quote.counts)
    return (
      <p className="border-l-2 border-line pl-2 text-sm text-muted">
        <span className="line-through">{quote.text}</span> <span>Does not count: {quote.why}</span>
      </p>
    );
  return (
    <blockquote className="flex flex-col items-start gap-0.5 border-l-2 border-accent-line pl-2">
      <p className="wrap-anywhere">
        <Quote size={11} aria-hidden="true" className="mr-1 inline text-muted" />
        {quote.text}
      </p>
      {place &&
        (onLine && quote.line !== null ? (
          <button
            type="button"
            className="min-h-6 text-sm text-accent-text underline-offset-2 hover:underline"
            onClick={() => quote.line !== null && onLine(quote.line)}
          >
            {place}
          </button>
        ) : (
          <span className="text-sm text-muted">{place}</span>
        ))}
    </blockquote>
  );
}

function Correction({
  criterion,
  onCancel,
  onSave,
}: {
  criterion: CriterionView;
  onCancel: () => void;
  onSave: (verdict: OwnVerdict, reason: string) => Promise<void>;
}) {
  const group = useId();
  const ai = comparable(criterion.verdict);
  const others = (['shown', 'partly_shown', 'not_found'] as const).filter((one) => one !== ai);
  const [own, setOwn] = useState<OwnVerdict>(others[0] ?? 'not_found');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <form
      className="flex flex-col gap-2 rounded-md bg-sunken p-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (reason.trim().length >= 3) void onSave(own, reason.trim());
      }}
    >
      <fieldset className="flex flex-wrap gap-3">
        <legend className="sr-only">What the resume shows: {criterion.label}</legend>
        {others.map((one) => (
          <label key={one} className="flex min-h-6 items-center gap-1.5">
            <input
              type="radio"
              name={group}
              className="accent-accent"
              checked={own === one}
              onChange={() => setOwn(one)}
            />
            {OWN[one]}
          </label>
        ))}
      </fieldset>
      <TextField
        label="Why"
        autoFocus
        value={reason}
        maxLength={500}
        error={tried && reason.trim().length < 3 ? 'A correction needs its reason.' : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="flex gap-2">
        <Button kind="primary" size="sm" type="submit">
          Save correction
        </Button>
        <Button kind="quiet" size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
