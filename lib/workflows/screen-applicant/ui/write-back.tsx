import { useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Notice, ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { screenApplicant } from '../contract';
import type { PlanView } from '../views';

type Writer = Pick<Client<typeof screenApplicant>, 'preview' | 'write' | 'discard' | 'undo'>;

const STATE: Record<PlanView['writes'][number]['state'], string> = {
  planned: 'to do',
  intended: 'under way',
  unknown: 'outcome unknown',
  done: 'done',
  failed: 'failed',
  skipped: 'left out',
  undoing: 'being undone',
  undone: 'undone',
  'undo-failed': 'could not be undone',
};

/** Every write of one plan in words, with the note word for word. */
function PlanWrites({ plan, one }: { plan: PlanView; one: boolean }) {
  const writes = plan.writes.filter(({ effect }) => effect !== 'check');
  return (
    <div className="flex flex-col gap-1.5">
      {!one && <p className="font-medium wrap-anywhere">{plan.title}</p>}
      <ul className="flex flex-col gap-1">
        {writes.map(({ id, summary, state }) => (
          <li key={id} className="flex items-start justify-between gap-3">
            <span className="min-w-0 wrap-anywhere">{summary}</span>
            {state !== 'planned' && <span className="shrink-0 text-sm text-muted">{STATE[state]}</span>}
          </li>
        ))}
      </ul>
      <details className="text-sm">
        <summary className="min-h-6 text-accent-text">The note, word for word</summary>
        <pre className="mt-1 rounded-md bg-sunken p-2 font-sans whitespace-pre-wrap wrap-anywhere">
          {plan.note}
        </pre>
      </details>
      {plan.formLeftOut && <p className="text-sm text-muted">{plan.formLeftOut}</p>}
      {plan.fairness && <p className="text-sm text-muted">{plan.fairness}</p>}
      {plan.advanceLeftOut && <p className="text-sm text-muted">{plan.advanceLeftOut}</p>}
    </div>
  );
}

/** What would be written for accepted applicants, before anything is: each write, then one button. */
export function WritePreview({
  client,
  opportunityIds,
  onDone,
  onCancel,
}: {
  client: Writer;
  opportunityIds: string[];
  onDone: (plans: PlanView[]) => void;
  onCancel: () => void;
}) {
  const act = useAct();
  const { run } = act;
  const [plans, setPlans] = useState<PlanView[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the preview is made once for what was chosen
  useEffect(() => {
    void run('preview', () => client.preview({ opportunityIds })).then((made) => made && setPlans(made));
  }, []);
  const planIds = (plans ?? []).map(({ id }) => id);
  const stays = [...new Set((plans ?? []).flatMap(({ cannotRecall }) => cannotRecall))];
  const count = (plans ?? []).flatMap(({ writes }) =>
    writes.filter(({ effect }) => effect !== 'check'),
  ).length;

  const cancel = () =>
    act.run('discard', async () => {
      if (planIds.length > 0) await client.discard({ planIds });
      onCancel();
    });
  return (
    <section
      aria-label="Preview"
      aria-busy={act.busy === 'preview' || undefined}
      className="flex flex-col gap-3"
    >
      <h2 className="text-md font-semibold">
        {plans ? `${count} ${count === 1 ? 'write' : 'writes'} to Lever` : 'Preparing the preview'}
      </h2>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {plans && (
        <>
          <p className="text-muted">Nothing has been sent yet. Nobody is rejected or archived by this.</p>
          <div className="flex flex-col gap-3 divide-y divide-line [&>*+*]:pt-3">
            {plans.map((plan) => (
              <PlanWrites key={plan.id} plan={plan} one={plans.length === 1} />
            ))}
          </div>
          {stays.length > 0 && (
            <Notice tone="info" title="Undo takes back all of it but:">
              <ul>
                {stays.slice(0, 3).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Notice>
          )}
        </>
      )}
      <div className="flex gap-2">
        <Button
          kind="primary"
          disabled={!plans || plans.length === 0}
          busy={act.busy === 'write'}
          onClick={() =>
            void act
              .run('write', () => client.write({ planIds }))
              .then((written) => written && onDone(written))
          }
        >
          Write to Lever
        </Button>
        <Button onClick={() => void cancel()}>Cancel</Button>
      </div>
    </section>
  );
}

/** What became of a write, and undo. */
export function WriteResult({
  client,
  plan,
  onChanged,
}: {
  client: Writer;
  plan: PlanView;
  onChanged: (plan: PlanView) => void;
}) {
  const act = useAct();
  const undo = (force: boolean) =>
    void act
      .run('undo', () => client.undo({ planId: plan.id, force }))
      .then((next) => next && onChanged(next));
  if (plan.state === 'proposed' || plan.state === 'discarded' || plan.state === 'expired') return null;
  const done = plan.state === 'done';
  const title = {
    done: 'Written to Lever',
    undone: 'Taken back from Lever',
    'rolled-back': 'Not written: it failed, and everything done was taken back',
    parked: 'Stopped, and waits for you',
    running: 'Being written',
    undoing: 'Being taken back',
  }[plan.state];
  return (
    <Notice
      tone={done ? 'good' : plan.state === 'parked' || plan.state === 'rolled-back' ? 'warn' : 'info'}
      title={title}
      action={
        (done || plan.state === 'parked') && (
          <>
            <Button size="sm" busy={act.busy === 'undo'} onClick={() => undo(false)}>
              Undo
            </Button>
            {plan.problem?.code === 'changed-by-someone' && (
              <Button size="sm" kind="danger" onClick={() => undo(true)}>
                Undo anyway
              </Button>
            )}
          </>
        )
      }
    >
      {plan.problem && (
        <p>
          {plan.problem.message} {plan.problem.next}
        </p>
      )}
      {act.problem && <p className="text-danger">{act.problem.message}</p>}
      {done && plan.cannotRecall[0] && <p className="text-sm">{plan.cannotRecall[0]}</p>}
    </Notice>
  );
}
