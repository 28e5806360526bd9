import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, Undo2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Badge, type Tone } from '@/components/badge';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { ProblemNotice } from '@/components/notice';
import { UndoDialog } from '@/components/undo-dialog';
import { useAct } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { ActivityPlan, reviewActivity } from '../contract';

export const PLAN: Record<ActivityPlan['state'], { words: string; tone: Tone }> = {
  proposed: { words: 'Previewed', tone: 'neutral' },
  running: { words: 'Running', tone: 'accent' },
  done: { words: 'Done', tone: 'good' },
  'rolled-back': { words: 'Failed, taken back', tone: 'warn' },
  parked: { words: 'Needs you', tone: 'danger' },
  undoing: { words: 'Being undone', tone: 'accent' },
  undone: { words: 'Undone', tone: 'neutral' },
  discarded: { words: 'Discarded', tone: 'neutral' },
  expired: { words: 'Expired', tone: 'warn' },
};
export const PLAN_STATES = Object.entries(PLAN).map(([value, { words }]) => ({ value, label: words }));

type Write = ActivityPlan['writes'][number];
export const WRITE: Record<Write['state'], { words: string; Icon: typeof CircleCheck; className: string }> = {
  planned: { words: 'not yet', Icon: CircleDashed, className: 'text-muted' },
  intended: { words: 'under way', Icon: CircleDashed, className: 'text-accent-text' },
  unknown: { words: 'outcome unknown', Icon: CircleAlert, className: 'text-warn' },
  done: { words: 'done', Icon: CircleCheck, className: 'text-good' },
  failed: { words: 'failed', Icon: CircleAlert, className: 'text-danger' },
  skipped: { words: 'skipped', Icon: CircleSlash, className: 'text-muted' },
  undoing: { words: 'being undone', Icon: Undo2, className: 'text-accent-text' },
  undone: { words: 'undone', Icon: Undo2, className: 'text-muted' },
  'undo-failed': { words: 'could not be undone', Icon: CircleAlert, className: 'text-danger' },
};
const SYSTEM = { lever: 'Lever', google: 'Google', microsoft: 'Microsoft', fulcrum: 'Fulcrum' } as const;
const EFFECT = { check: 'check', write: 'write', mail: 'mail to people' } as const;

function WriteLine({ write }: { write: Write }) {
  const { words, Icon, className } = WRITE[write.state];
  return (
    <li className="flex items-start gap-2 py-1.5">
      <Icon size={14} aria-hidden="true" className={`mt-[3px] shrink-0 ${className}`} />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">
          <bdi>{write.summary}</bdi>
        </p>
        <p className="text-sm text-muted">
          {SYSTEM[write.system]}, {EFFECT[write.effect]}, {words}{' '}
          {write.state !== 'planned' && <When at={write.at} />}
        </p>
        {write.problem && (
          <p className="text-sm text-danger wrap-anywhere">
            {write.problem.message} {write.problem.next}
          </p>
        )}
      </div>
    </li>
  );
}

/** One plan with its writes and what can be done about it. Undo says first what it cannot take back. */
export function PlanCard({
  client,
  plan,
  onChanged,
}: {
  client: Client<typeof reviewActivity>;
  plan: ActivityPlan;
  onChanged: (plan: ActivityPlan) => void;
}) {
  const [asking, setAsking] = useState<'undo' | 'force-undo' | null>(null);
  const act = useAct();
  const { words, tone } = PLAN[plan.state];
  const can = (choice: ActivityPlan['choices'][number]) => plan.choices.includes(choice);
  const waiting = plan.writes.find((write) => write.id === plan.waitsFor);

  const press = async (name: string, work: () => Promise<ActivityPlan>) => {
    const next = await act.run(name, work);
    if (next) onChanged(next);
  };
  const compare = useCallback(() => client.compare({ planId: plan.id }), [client, plan.id]);
  const undo = (force: boolean) => {
    setAsking(null);
    return press('undo', () => client.undo({ planId: plan.id, force }));
  };

  return (
    <Card className="flex flex-col gap-2 p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-md font-semibold wrap-anywhere">
            <bdi>{plan.title}</bdi>
          </h2>
          <p className="text-sm text-muted">
            <When at={plan.createdAt} />
            {plan.approvedBy ? `, approved by ${plan.approvedBy}` : ', not approved'}
          </p>
        </div>
        <Badge tone={tone}>{words}</Badge>
      </div>
      {plan.problem && (
        <ProblemNotice problem={plan.problem} tone={plan.state === 'parked' ? 'danger' : 'warn'} />
      )}
      <details open={plan.state === 'parked'}>
        <summary className="w-fit rounded-sm font-medium text-accent-text">
          {plan.writes.length} {plan.writes.length === 1 ? 'step' : 'steps'}
        </summary>
        <ol className="mt-1 divide-y divide-line">
          {plan.writes.map((write) => (
            <WriteLine key={write.id} write={write} />
          ))}
        </ol>
      </details>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {plan.choices.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {can('retry') && (
            <Button
              kind="primary"
              busy={act.busy === 'retry'}
              onClick={() => press('retry', () => client.retry({ planId: plan.id }))}
            >
              Retry
            </Button>
          )}
          {can('skip') && waiting && (
            <Button
              busy={act.busy === 'skip'}
              onClick={() => press('skip', () => client.skip({ planId: plan.id, actionId: waiting.id }))}
            >
              Skip “{waiting.summary}”
            </Button>
          )}
          {can('undo') && (
            <Button kind="danger" busy={act.busy === 'undo'} onClick={() => setAsking('undo')}>
              {plan.state === 'parked'
                ? 'Undo the rest'
                : plan.state === 'running'
                  ? 'Stop and undo'
                  : 'Undo'}
            </Button>
          )}
          {can('force-undo') && (
            <Button kind="danger" busy={act.busy === 'undo'} onClick={() => setAsking('force-undo')}>
              Undo although it was changed
            </Button>
          )}
        </div>
      )}
      <UndoDialog
        open={asking !== null}
        title="Undo this?"
        undoLabel="Undo"
        force={asking === 'force-undo'}
        compare={compare}
        onClose={() => setAsking(null)}
        onUndo={undo}
      >
        <p className="font-medium wrap-anywhere">{plan.title}</p>
        {asking === 'force-undo' && <p>Changes somebody else made to it meanwhile are lost as well.</p>}
        {plan.cannotRecall.length === 0 ? (
          <p>Everything it wrote is taken back.</p>
        ) : (
          <div className="flex flex-col gap-1">
            <p>Everything else is taken back, but not:</p>
            <ul className="list-disc pl-5">
              {plan.cannotRecall.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        )}
      </UndoDialog>
    </Card>
  );
}
