import { useState } from 'react';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import type { Acting } from '@/components/use-call';
import type { FairnessView } from '../contract';
import type { Bar } from '../schema';

const parsed = (text: string, by: number, most: number): number | null => {
  const value = Number(text.replace(',', '.'));
  return text.trim() !== '' && value >= 0 && value <= most ? value / by : null;
};

/** The bar, and what it blocks now. */
export function GatePart({ view, act, onBar }: { view: FairnessView; act: Acting; onBar(bar: Bar): void }) {
  const [flips, setFlips] = useState(String(Math.round(view.bar.flipRate * 1000) / 10));
  const [ratio, setRatio] = useState(String(view.bar.ratio));
  const flipRate = parsed(flips, 100, 100);
  const least = parsed(ratio, 1, 1);
  const blocked = view.postings.filter(({ gate }) => !gate.allowed);
  const unchecked = view.postings.filter(({ gate }) => gate.allowed && !gate.checked);
  return (
    <Section id="gate" title="Write-back">
      <Card className="flex flex-col gap-3 p-4">
        {blocked.map(({ id, title, gate }) => (
          <Notice key={id} tone="danger" title={`${title}: write-back is blocked`}>
            {gate.reason}
          </Notice>
        ))}
        {unchecked.length > 0 && (
          <Notice
            tone="warn"
            title={`Not checked in the last year: ${unchecked.length} of ${view.postings.length} postings`}
          >
            People may still write results back. Nothing is written by itself.
          </Notice>
        )}
        {view.postings.length > 0 && blocked.length + unchecked.length === 0 && (
          <Notice tone="good" title="Every posting is within the bar" />
        )}
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            label="Flipped resumes, at most (%)"
            inputMode="decimal"
            className="w-48"
            value={flips}
            error={flipRate === null ? 'A number from 0 to 100' : null}
            onChange={(event) => setFlips(event.currentTarget.value)}
          />
          <TextField
            label="Impact ratio, at least"
            inputMode="decimal"
            className="w-48"
            value={ratio}
            error={least === null ? 'A number from 0 to 1' : null}
            onChange={(event) => setRatio(event.currentTarget.value)}
          />
          <Button
            busy={act.busy === 'bar'}
            disabled={flipRate === null || least === null}
            onClick={() => flipRate !== null && least !== null && onBar({ flipRate, ratio: least })}
          >
            Set the bar
          </Button>
        </div>
        {act.problem && <ProblemNotice problem={act.problem} />}
      </Card>
    </Section>
  );
}
