import { useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { Select, TextArea } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import type { BlindingLevel } from '@/lib/evidence/blinding';
import { twinRates } from '@/lib/evidence/twin-rates';
import type { Client } from '@/lib/messaging/contract';
import type { auditFairness, DraftView, FairnessView } from '../contract';
import { LEVEL_LABELS } from '../report-text';
import { FilePicker } from './file-picker';
import { SaveReport } from './save-report';
import { TwinResult } from './twin-result';
import { type BatchItem, type RunOrder, type TwinRun, useTwinRun } from './use-twin-run';

const MOST = 100;
const LEVELS = LEVEL_LABELS.map((label, i) => ({ value: String(i), label }));
const money = (usd: number): string => (usd === 0 ? 'no cost' : `at most $${Math.max(0.01, usd).toFixed(2)}`);
const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function Criteria({ draft }: { draft: DraftView }) {
  return (
    <details className="text-sm">
      <summary>{plural(draft.rubric.criteria.length, 'criterion').replace('criterions', 'criteria')}</summary>
      <ul className="list-disc pl-5">
        {draft.rubric.criteria.map(({ id, label, kind }) => (
          <li key={id}>
            {label} <span className="text-muted">({kind})</span>
          </li>
        ))}
        {draft.leftOut.map(({ text, why }) => (
          <li key={text} className="text-muted">
            Left out: {text}. {why}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Progress({ run }: { run: TwinRun }) {
  if (run.state !== 'counting' && run.state !== 'running') return null;
  const what = run.state === 'counting' ? 'Counting' : 'Judging';
  return (
    <div role="status" className="flex items-center gap-3 text-sm">
      <progress aria-label={what} max={run.of} value={run.done} className="h-2 flex-1 accent-accent" />
      {what} {run.done} of {run.of}
    </div>
  );
}

/** Resumes judged again with one thing changed. */
export function TwinsPart({
  client,
  view,
  postingId,
  onSaved,
}: {
  client: Client<typeof auditFairness>;
  view: FairnessView;
  postingId: string | null;
  onSaved(view: FairnessView): void;
}) {
  const [description, setDescription] = useState('');
  const [level, setLevel] = useState<BlindingLevel>(2);
  const [items, setItems] = useState<BatchItem[]>([]);
  const [order, setOrder] = useState<RunOrder | null>(null);
  const [draft, setDraft] = useState<DraftView | null>(null);
  const act = useAct();
  const { run, reset, count, start } = useTwinRun(client);
  const rates = useMemo(() => twinRates(run.outcomes), [run.outcomes]);
  const busy = run.state === 'counting' || run.state === 'running';
  const screened = view.postings.find(({ id }) => id === postingId)?.screened ?? null;
  const model = view.engine?.model ?? 'nobody';
  const change = (work: () => void): void => {
    work();
    reset();
  };
  const choose = (next: BatchItem[]): void => change(() => setItems(next.slice(0, MOST)));

  const prepare = (): Promise<unknown> =>
    act.run('count', async () => {
      const drafted = await client.criteria({ postingId, description });
      setDraft(drafted);
      const next = { items, rubric: drafted.rubric, posting: drafted.description, level };
      setOrder(next);
      await count(next);
    });

  return (
    <Section id="twins" title="Twins">
      <Card className="flex min-w-0 flex-col gap-3 p-4">
        <p className="text-muted">
          Each resume is judged again with one thing changed: name, pronouns, hints at age, school, a year
          without work. Nothing of it is kept but counts.
        </p>
        <div className="grid gap-3 sm:grid-cols-[1fr_220px]">
          <TextArea
            label="Requirements"
            rows={4}
            placeholder={'Requirements:\n5 years of Python\nExperience with Kubernetes'}
            hint={postingId ? 'Empty: the description of the posting in Lever.' : 'One on each line.'}
            value={description}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change(() => setDescription(value));
            }}
          />
          <Select
            label="Blinding"
            choices={LEVELS}
            value={String(level)}
            hint={level === 0 ? 'To compare only: does not count for the gate.' : 'As screening does it.'}
            onChange={(event) => {
              const value = Number(event.currentTarget.value) as BlindingLevel;
              change(() => setLevel(value));
            }}
          />
        </div>
        <FilePicker
          label="Choose resumes"
          accept=".pdf,.docx"
          multiple
          onFiles={(files) => choose([...items, ...files.map((file) => ({ label: file.name, file }))])}
        />
        <div className="flex flex-wrap items-center gap-2 text-sm">
          {screened !== null && screened > 0 && postingId !== null && (
            <Button
              size="sm"
              busy={act.busy === 'applicants'}
              onClick={() =>
                act.run('applicants', async () => {
                  const ids = await client.applicants({ postingId });
                  choose(ids.map((id, i) => ({ label: `Applicant ${i + 1}`, applicant: { postingId, id } })));
                })
              }
            >
              Use the {plural(screened, 'applicant')} screened before
            </Button>
          )}
          <span>{plural(items.length, 'resume')} chosen</span>
          {items.length > 0 && (
            <Button size="sm" kind="quiet" disabled={busy} onClick={() => choose([])}>
              Clear
            </Button>
          )}
          {items.length >= MOST && <span className="text-muted">{MOST} at most in one run.</span>}
        </div>
        {act.problem && <ProblemNotice problem={act.problem} />}
        {run.state === 'counted' && order && (
          <Notice
            tone="info"
            title={`${plural(run.cost.twins, 'twin')}, request identical: ${run.cost.identical}`}
            action={
              run.cost.twins > 0 && (
                <Button kind="primary" onClick={() => start(order)}>
                  Run
                </Button>
              )
            }
          >
            {plural(run.cost.requests, 'request')} to {model}, {money(run.cost.worstUsd)}.
          </Notice>
        )}
        {run.state !== 'counted' && (
          <div>
            <Button
              kind={run.state === 'done' ? 'secondary' : 'primary'}
              busy={busy || act.busy === 'count'}
              disabled={items.length === 0}
              onClick={prepare}
            >
              Count twins and cost
            </Button>
          </div>
        )}
        <Progress run={run} />
        {draft && run.state !== 'new' && <Criteria draft={draft} />}
        {run.failed.length > 0 && (
          <Notice tone="warn" title={`${plural(run.failed.length, 'resume')} left out`}>
            <ul className="list-disc pl-5">
              {run.failed.map(({ label, problem }) => (
                <li key={label}>
                  {label}: {problem.message} {problem.next}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {rates.length > 0 && order && (
          <>
            <TwinResult rates={rates} bar={view.bar.flipRate} level={order.level} />
            {run.state === 'done' && (
              <SaveReport
                act={act}
                name="save-twins"
                onSave={async (about) => {
                  const twins = {
                    level: order.level,
                    model,
                    criteria: order.rubric.criteria.length,
                    leftOut: run.failed.length,
                    notMade: run.notMade,
                    outcomes: run.outcomes,
                  };
                  const next = await act.run('save-twins', () =>
                    client.save({ postingId, ...about, outcomes: null, twins }),
                  );
                  if (next) onSaved(next);
                  return next !== undefined;
                }}
              />
            )}
          </>
        )}
      </Card>
    </Section>
  );
}
