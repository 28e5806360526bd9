import { useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { TextArea, TextField } from '@/components/field';
import { Notice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import { CsvFault } from '@/lib/evidence/csv';
import type { Client } from '@/lib/messaging/contract';
import type { auditFairness, FairnessView } from '../contract';
import { byWords } from '../report-text';
import { countOutcomes, type MeasuredTable, measure } from '../rules';
import type { LeftOut, Outcomes } from '../schema';
import { FilePicker } from './file-picker';
import { RatioLegend, RatioPlot } from './ratio-plot';
import { RatioTable } from './ratio-table';
import { SaveReport } from './save-report';

const EXAMPLE = 'category,selected,total\nWomen,45,100\nMen,60,110';

function read(text: string): { outcomes: Outcomes | null; fault: string | null } {
  if (text.trim() === '') return { outcomes: null, fault: null };
  try {
    return { outcomes: countOutcomes(text), fault: null };
  } catch (error) {
    if (error instanceof CsvFault) return { outcomes: null, fault: `Line ${error.line}, ${error.message}.` };
    throw error;
  }
}

function Exclusion({ category, onLeaveOut }: { category: string; onLeaveOut(why: string): void }) {
  const [why, setWhy] = useState('');
  return (
    <div className="flex flex-wrap items-end gap-2">
      <TextField
        label={`${category} is below 2 % of the data. Why leave it out?`}
        className="min-w-60 flex-1"
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <Button disabled={why.trim() === ''} onClick={() => onLeaveOut(why.trim())}>
        Leave out
      </Button>
    </div>
  );
}

function OneTable({
  table,
  bar,
  scoring,
  onLeaveOut,
  onTakeIn,
}: {
  table: MeasuredTable;
  bar: number;
  scoring: boolean;
  onLeaveOut(one: LeftOut): void;
  onTakeIn(one: LeftOut): void;
}) {
  const { by, report, leftOut, small } = table;
  const title = byWords(by);
  const open = small.filter((category) => !leftOut.some((one) => one.category === category));
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <h3 className="font-medium">{title}</h3>
      <RatioPlot report={report} bar={bar} title={title} />
      <RatioTable report={report} title={title} scoring={scoring} />
      {report.warnings.length > 0 && (
        <ul className="list-disc pl-5 text-sm text-muted">
          {report.warnings.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {leftOut.map((one) => (
        <p key={one.category} className="flex flex-wrap items-center gap-2 text-sm">
          <span>
            Left out: {one.category}. {one.why}
          </span>
          <Button size="sm" onClick={() => onTakeIn(one)}>
            Take in again
          </Button>
        </p>
      ))}
      {open.map((category) => (
        <Exclusion
          key={category}
          category={category}
          onLeaveOut={(why) => onLeaveOut({ by, category, why })}
        />
      ))}
    </div>
  );
}

/** Impact ratios of a table that never leaves the page; counts are kept when a report is saved. */
export function RatiosPart({
  client,
  bar,
  postingId,
  onSaved,
}: {
  client: Client<typeof auditFairness>;
  bar: number;
  postingId: string | null;
  onSaved(view: FairnessView): void;
}) {
  const [text, setText] = useState('');
  const [leftOut, setLeftOut] = useState<LeftOut[]>([]);
  const act = useAct();
  const { outcomes, fault } = useMemo(() => read(text), [text]);
  const whole = useMemo(() => (outcomes ? { ...outcomes, leftOut } : null), [outcomes, leftOut]);
  const measured = useMemo(() => (whole ? measure(whole) : null), [whole]);
  const use = (next: string): void => {
    setText(next);
    setLeftOut([]);
  };
  return (
    <Section id="ratios" title="Impact ratios">
      <Card className="flex min-w-0 flex-col gap-3 p-4">
        <p className="text-muted">
          Who was moved forward, by category, or every score with its category. The table stays in this page.
          Categories written “Women / Black” give three tables.
        </p>
        <TextArea
          label="Outcomes"
          rows={6}
          placeholder={EXAMPLE}
          hint="category,selected,total or category,score. Write “unknown” where the category is not known."
          error={fault}
          value={text}
          onChange={(event) => use(event.currentTarget.value)}
        />
        <FilePicker
          label="Open a table"
          accept=".csv,text/csv,text/plain"
          onFiles={async ([file]) => {
            if (file) use(await file.text());
          }}
        />
        {measured && whole && (
          <>
            {measured.warnings.map((one) => (
              <Notice key={one} tone="warn" title={one} />
            ))}
            <RatioLegend bar={bar} />
            {measured.tables.map((table) => (
              <OneTable
                key={table.by ?? 'all'}
                table={table}
                bar={bar}
                scoring={whole.kind === 'scoring'}
                onLeaveOut={(one) => setLeftOut([...leftOut, one])}
                onTakeIn={(one) => setLeftOut(leftOut.filter((other) => other !== one))}
              />
            ))}
            <SaveReport
              act={act}
              name="save-ratios"
              onSave={async (about) => {
                const view = await act.run('save-ratios', () =>
                  client.save({ postingId, ...about, outcomes: whole, twins: null }),
                );
                if (view) onSaved(view);
                return view !== undefined;
              }}
            />
          </>
        )}
      </Card>
    </Section>
  );
}
