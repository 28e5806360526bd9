import { useCallback } from 'react';
import { UndoDialog as Frame } from '@/components/undo-dialog';
import type { PlanView } from '../contract';
import { usePanel } from './panel-context';
import { plural } from './wording';

/** Says what undo does, what was changed meanwhile, and what it cannot take back, before it does it. */
export function UndoDialog({
  plan,
  open,
  force,
  onClose,
  onUndo,
}: {
  plan: PlanView;
  open: boolean;
  /** The last undo stopped because somebody had changed something. */
  force: boolean;
  onClose: () => void;
  onUndo: (force: boolean) => void;
}) {
  const ask = usePanel((state) => state.compare);
  const compare = useCallback(() => ask(plan.id), [ask, plan.id]);
  const done = plan.writes.filter((write) => write.state === 'done' && write.effect !== 'check');
  return (
    <Frame
      open={open}
      title="Undo this booking?"
      undoLabel="Undo everything"
      force={force}
      compare={compare}
      onClose={onClose}
      onUndo={onUndo}
    >
      <p>{plan.title}</p>
      <div>
        <h3 className="text-sm font-semibold text-muted">Takes back {plural(done.length, 'write')}</h3>
        <ul className="mt-1 list-disc pl-5">
          {done.map((write) => (
            <li key={write.id} className="wrap-anywhere">
              {write.summary}
            </li>
          ))}
        </ul>
      </div>
      {plan.cannotRecall.length > 0 && (
        <div>
          <h3 className="text-sm font-semibold text-warn">Cannot be taken back</h3>
          <ul className="mt-1 list-disc pl-5">
            {plan.cannotRecall.map((text) => (
              <li key={text} className="wrap-anywhere">
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Frame>
  );
}
