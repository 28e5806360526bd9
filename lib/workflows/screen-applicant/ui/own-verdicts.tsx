import { useId, useState } from 'react';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';
import { OWN_VERDICTS, type OwnVerdict } from '../schema';
import { OWN } from './words';

interface OwnVerdictsProps {
  why: 'setting' | 'sample';
  criteria: { id: string; label: string; kind: 'must' | 'nice' }[];
  busy: boolean;
  onSave: (verdicts: { criterionId: string; verdict: OwnVerdict }[]) => void;
}

/** The person's own verdicts, given before anybody else's could pull them. */
export function OwnVerdicts({ why, criteria, busy, onSave }: OwnVerdictsProps) {
  const [own, setOwn] = useState<Record<string, OwnVerdict>>({});
  const missing = criteria.filter(({ id }) => !own[id]).length;
  const group = useId();
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing > 0) return;
        onSave(Object.entries(own).map(([criterionId, verdict]) => ({ criterionId, verdict })));
      }}
    >
      <p className="text-muted">
        {why === 'sample'
          ? 'This applicant is in the sample that people judge first.'
          : 'People judge first here.'}{' '}
        Read the resume, say what it shows, then the AI’s verdicts appear beside yours.
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {criteria.map(({ id, label, kind }) => (
          <li key={id} className="py-2 first:pt-0">
            <fieldset>
              <legend className="mb-1 font-medium wrap-anywhere">
                {label}
                <span className="ml-1 text-sm font-normal text-muted">
                  {kind === 'must' ? 'Must-have' : 'Nice to have'}
                </span>
              </legend>
              <div className="flex gap-1">
                {OWN_VERDICTS.map((verdict) => (
                  <label
                    key={verdict}
                    className={cx(
                      'flex min-h-7 items-center gap-1.5 rounded-md border px-2 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                      own[id] === verdict
                        ? 'border-accent bg-accent-soft text-accent-text'
                        : 'border-line hover:bg-hover',
                    )}
                  >
                    <input
                      type="radio"
                      name={`${group} ${id}`}
                      className="accent-accent"
                      checked={own[id] === verdict}
                      onChange={() => setOwn((before) => ({ ...before, [id]: verdict }))}
                    />
                    {OWN[verdict]}
                  </label>
                ))}
              </div>
            </fieldset>
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2">
        <Button kind="primary" type="submit" busy={busy} disabled={missing > 0}>
          Show the AI’s verdicts
        </Button>
        {missing > 0 && <span className="text-sm text-muted">{missing} to go</span>}
      </div>
    </form>
  );
}
