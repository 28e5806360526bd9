import { ExternalLink } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Notice, ProblemNotice } from '@/components/notice';
import { UndoDialog } from '@/components/undo-dialog';
import { useAct } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { ExceptionChoice, ExceptionItem, handleExceptions } from '../contract';
import { HandOverDialog } from './hand-over-dialog';
import { KIND, WORKFLOW } from './words';

const BUTTON: Partial<Record<ExceptionChoice, 'primary' | 'danger' | 'quiet'>> = {
  retry: 'primary',
  'take-back': 'primary',
  undo: 'danger',
  'force-undo': 'danger',
};

/** One exception: what happened, what is certain and what is not, and each choice with what it would do. */
export function ExceptionCard({
  item,
  client,
  onChanged,
}: {
  item: ExceptionItem;
  client: Client<typeof handleExceptions>;
  onChanged: () => Promise<void>;
}) {
  const { planId, problem, handedOver } = item;
  const [asking, setAsking] = useState<'undo' | 'force-undo' | 'hand-over' | null>(null);
  const act = useAct();
  const compare = useCallback(() => client.compare({ planId }), [client, planId]);
  const { words, tone } = KIND[item.kind];

  const run = async (name: string, work: () => Promise<unknown>) => {
    if ((await act.run(name, work)) !== undefined) await onChanged();
  };
  const choose = (choice: ExceptionChoice) => {
    switch (choice) {
      case 'undo':
      case 'force-undo':
      case 'hand-over':
        return setAsking(choice);
      case 'retry':
        return run(choice, () => client.retry({ planId }));
      case 'skip':
        return item.waitsFor === null
          ? undefined
          : run(choice, () => client.skip({ planId, actionId: item.waitsFor ?? '' }));
      case 'take-back':
        return run(choice, () => client.takeBack({ planId }));
      case 'dismiss':
        return run(choice, () => client.dismiss({ planId }));
    }
  };

  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-md font-semibold wrap-anywhere">
            <bdi>{item.title}</bdi>
          </h2>
          <p className="text-sm text-muted">
            {WORKFLOW[item.workflow] ?? item.workflow}, since <When at={item.since} />
            {' · '}
            <a
              href={item.leverUrl}
              target="_blank"
              rel="noreferrer noopener"
              className="inline-flex items-center gap-1 font-medium text-accent-text underline underline-offset-2"
            >
              Open in Lever
              <ExternalLink size={12} aria-hidden="true" />
            </a>
          </p>
        </div>
        <Badge tone={handedOver ? 'accent' : tone}>{handedOver ? 'With a colleague' : words}</Badge>
      </div>
      {handedOver && (
        <Notice
          tone="info"
          title={
            <>
              Handed over to {handedOver.to} on <When at={handedOver.at} /> by {handedOver.by}
            </>
          }
        >
          {handedOver.note || null}
        </Notice>
      )}
      <p className="wrap-anywhere">{item.happened}</p>
      {problem && (
        <ProblemNotice problem={problem} tone={item.kind === 'failed' || handedOver ? 'warn' : 'danger'} />
      )}
      <Facts item={item} />
      {act.problem && <ProblemNotice problem={act.problem} />}
      <ul className="flex flex-col divide-y divide-line border-t border-line">
        {item.choices.map(({ choice, label, effect }) => (
          <li key={choice} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <Button
              kind={BUTTON[choice] ?? 'secondary'}
              busy={act.busy === choice}
              onClick={() => void choose(choice)}
              className="w-44 justify-center max-sm:w-full"
              aria-describedby={`${planId}-${choice}`}
            >
              {label}
            </Button>
            <p
              id={`${planId}-${choice}`}
              className="min-w-0 flex-1 basis-56 text-sm text-muted wrap-anywhere"
            >
              {effect}
            </p>
          </li>
        ))}
      </ul>
      <UndoDialog
        open={asking === 'undo' || asking === 'force-undo'}
        title="Undo the rest?"
        undoLabel="Undo"
        force={asking === 'force-undo'}
        compare={compare}
        onClose={() => setAsking(null)}
        onUndo={(force) => {
          setAsking(null);
          void run('undo', () => client.undo({ planId, force }));
        }}
      >
        <p className="font-medium wrap-anywhere">{item.title}</p>
        {item.cannotRecall.length > 0 && (
          <div className="flex flex-col gap-1">
            <p>Everything else is taken back, but not:</p>
            <ul className="list-disc pl-5">
              {item.cannotRecall.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        )}
      </UndoDialog>
      {asking === 'hand-over' && (
        <HandOverDialog
          item={item}
          client={client}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            void onChanged();
          }}
        />
      )}
    </Card>
  );
}

function Facts({ item }: { item: ExceptionItem }) {
  const groups = [
    { title: 'Certainly done', rows: item.done },
    { title: 'Nobody can tell', rows: item.unknown },
    { title: 'Certainly not done', rows: item.notDone },
  ].filter((group) => group.rows.length > 0);
  if (groups.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
      {groups.map(({ title, rows }) => (
        <section key={title} className="min-w-0">
          <h3 className="text-sm font-semibold text-muted">{title}</h3>
          <ul className="mt-1 list-disc pl-5 text-sm">
            {rows.map((row) => (
              <li key={row} className="wrap-anywhere">
                <bdi>{row}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
