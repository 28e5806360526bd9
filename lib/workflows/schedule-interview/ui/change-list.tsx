import { MoveLeft } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { CopyButton } from '@/components/copy-field';
import { clockTime, dayName } from '@/components/zoned';
import type { Change } from '@/lib/scheduling/panel';
import type { ScheduleView } from '../contract';
import { usePanel } from './panel-context';
import { conditionText, gainText, needsSomebodyElse, plural, requestDraft } from './wording';

const SHOWN = 3;

/** The smallest changes that open an earlier time, cheapest first. */
export function ChangeList({
  view,
  changes,
  onShow,
}: {
  view: ScheduleView;
  changes: Change[];
  onShow: (at: number) => void;
}) {
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  const shown = all ? changes : changes.slice(0, SHOWN);
  return (
    <Section
      id="changes"
      title={view.answer?.slots.length ? 'What would open an earlier time' : 'What would open a time'}
    >
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {shown.map((change) => (
          <li key={change.id} className="flex flex-col px-3 py-2">
            <ChangeBody view={view} change={change} onShow={onShow} />
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && (
        <Button
          kind="quiet"
          size="sm"
          className="self-start"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show all ${plural(changes.length, 'change')}`}
        </Button>
      )}
    </Section>
  );
}

/** One change: which time it opens, what has to happen, and the way to make it happen. */
export function ChangeBody({
  view,
  change,
  onShow,
}: {
  view: ScheduleView;
  change: Change;
  onShow?: (at: number) => void;
}) {
  const apply = usePanel((state) => state.applyChange);
  const searching = usePanel((state) => state.task === 'search');
  const [applying, setApplying] = useState(false);
  const [drafting, setDrafting] = useState(false);
  const when = `${dayName(change.opens, view.recruiterZone)}, ${clockTime(change.opens, view.recruiterZone)}`;
  const run = async () => {
    setApplying(true);
    await apply(change.id);
    setApplying(false);
  };
  return (
    <>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="tabular flex flex-wrap items-center gap-x-2">
            {onShow ? (
              <button
                type="button"
                title="Show this time in the day"
                onClick={() => onShow(change.opens)}
                className="min-h-6 rounded-sm font-semibold hover:text-accent-text hover:underline"
              >
                {when}
              </button>
            ) : (
              <span className="font-semibold">{when}</span>
            )}
            <span className="inline-flex items-center gap-1 text-sm font-medium text-good">
              <MoveLeft size={12} aria-hidden="true" />
              {gainText(change)}
            </span>
          </p>
          <p className="wrap-anywhere text-muted">{conditionText(change.text)}</p>
        </div>
        {needsSomebodyElse(change) ? (
          <Button
            size="sm"
            className="mt-0.5"
            aria-expanded={drafting}
            onClick={() => setDrafting(!drafting)}
          >
            {drafting ? 'Close' : 'Ask'}
            <span className="sr-only">: {when}</span>
          </Button>
        ) : (
          <Button
            size="sm"
            className="mt-0.5"
            busy={applying}
            disabled={searching && !applying}
            onClick={() => void run()}
          >
            Apply<span className="sr-only">: {when}</span>
          </Button>
        )}
      </div>
      {drafting && (
        <div className="mt-2 mb-1 flex animate-enter flex-col items-start gap-2 rounded-md bg-canvas p-3">
          <p className="wrap-anywhere whitespace-pre-wrap">{requestDraft(change, view)}</p>
          <CopyButton text={requestDraft(change, view)} label="Copy message" />
        </div>
      )}
    </>
  );
}
