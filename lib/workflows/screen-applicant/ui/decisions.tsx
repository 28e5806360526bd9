import { Flag, ThumbsUp, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { Kbd } from '@/components/kbd';
import { goesAgainst } from '../rules';
import { DECISIONS, type DecisionKind } from '../schema';
import type { ApplicantView } from '../views';
import { MarkReason } from './mark-reason';
import { DECISION, day } from './words';

const ICON: Record<DecisionKind, ReactNode> = {
  accept: <ThumbsUp size={14} aria-hidden="true" />,
  reject: <X size={14} aria-hidden="true" />,
  flag: <Flag size={14} aria-hidden="true" />,
};

/** What a person says about an applicant as a whole, and why where it goes against the evidence. */
export function Decisions({
  view,
  busy,
  showKeys,
  onDecide,
  onReason,
}: {
  view: ApplicantView;
  busy: boolean;
  showKeys: boolean;
  onDecide: (kind: DecisionKind) => Promise<void>;
  onReason: (reason: string) => void;
}) {
  const [left, setLeft] = useState(false);
  const against =
    view.decision &&
    view.result &&
    !view.result.withheld &&
    goesAgainst(view.decision.kind, view.result.tier);
  const judged = view.result && !view.result.withheld && view.result.score !== null;
  return (
    <div className="flex flex-col gap-1">
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">Your mark</legend>
        {DECISIONS.map((kind) => (
          <Button
            key={kind}
            size="sm"
            icon={ICON[kind]}
            aria-pressed={view.decision?.kind === kind}
            disabled={busy || (kind === 'accept' && !judged)}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
            hint={showKeys ? <Kbd>{DECISION[kind].key}</Kbd> : undefined}
            onClick={() => void onDecide(kind)}
          >
            {DECISION[kind].label}
          </Button>
        ))}
      </fieldset>
      {view.decision && (
        <p className="text-sm text-muted">
          {DECISION[view.decision.kind].done} by {view.decision.byName}, {day(view.decision.at)}.
          {view.decision.reason && ` Why: “${view.decision.reason}”.`}
          {view.decision.kind === 'reject' && ' Only a mark: nothing was written to Lever, nobody was told.'}
        </p>
      )}
      {view.decision && against && !view.decision.reason && !left && (
        <MarkReason
          key={view.decision.at}
          kind={view.decision.kind}
          onReason={(reason) => (reason ? onReason(reason) : setLeft(true))}
        />
      )}
    </div>
  );
}
