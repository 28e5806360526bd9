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
import { BatchPicker } from './batch-picker';
import { SaveReport } from './save-report';
import { TwinResult } from './twin-result';
import { type BatchItem, type RunOrder, type TwinRun, useTwinRun } from './use-twin-run';

const LEVELS = LEVEL_LABELS.map((label, i) => ({ value: String(i), label }));
const money = (usd: number): string => (usd === 0 ? 'no cost' : `at most $${Math.max(0.01, usd).toFixed(2)}`);
const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

const levelHint = (level: BlindingLevel, screening: BlindingLevel): string => {
  if (level === screening) return 'As screening does it.';
  if (level === 0) return 'To compare only: does not count for the gate.';
  return level > screening
    ? 'Screening takes out less: this can block, but clears nothing.'
    : 'Screening takes out more than this.';
};

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
  const [level, setLevel] = useState<BlindingLevel>(view.blinding);
  const [items, setItems] = useState<readonly BatchItem[]>([]);
  const chosen = items.filter(({ skipped }) => !skipped);
  const [order, setOrder] = useState<RunOrder | null>(null);
  const [draft, setDraft] = useState<DraftView | null>(null);
  const act = useAct();
  const { run, reset, count, start } = useTwinRun(client);
  const rates = useMemo(() => twinRates(run.outcomes), [run.outcomes]);
  const busy = run.state === 'counting' || run.state === 'running';
  const screened = view.postings.find(({ id }) => id === postingId)?.screened ?? 0;
  const model = view.engine?.model ?? 'nobody';
  const change = (work: () => void): void => {
    work();
    reset();
  };

  const prepare = (): Promise<unknown> =>
    act.run('count', async () => {
      const drafted = await client.criteria({ postingId, description });
      setDraft(drafted);
      const next = { items: chosen, rubric: drafted.rubric, posting: drafted.description, level };
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
            hint={
              postingId
                ? 'Empty: the approved criteria, or those drafted from the posting in Lever.'
                : 'One on each line.'
            }
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
            hint={levelHint(level, view.blinding)}
            onChange={(event) => {
              const value = Number(event.currentTarget.value) as BlindingLevel;
              change(() => setLevel(value));
            }}
          />
        </div>
        <BatchPicker
          client={client}
          postingId={postingId}
          screened={screened}
          items={items}
          busy={busy || act.busy !== null}
          onChange={(next) => change(() => setItems(next))}
        />
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
            {view.engine?.engine === 'rules' && ' Fixed rules on this computer; no AI model is used.'}
          </Notice>
        )}
        {run.state !== 'counted' && (
          <div>
            <Button
              kind={run.state === 'done' ? 'secondary' : 'primary'}
              busy={busy || act.busy === 'count'}
              disabled={chosen.length === 0}
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
              {run.failed.map(({ key, label, problem }) => (
                <li key={key}>
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
