import { useCallback } from 'react';
import { UndoDialog, type UndoFindings } from './undo-dialog';
import type { WriteRowView } from './write-list';

/** Says what undoing a booking does, what was changed meanwhile, and what it cannot take back, before it does it. */
export function UndoBooking({
  plan,
  title,
  open,
  force,
  compare: ask,
  onClose,
  onUndo,
}: {
  plan: { id: string; title: string; writes: WriteRowView[]; cannotRecall: string[] };
  title: string;
  open: boolean;
  /** The last undo stopped because somebody had changed something. */
  force: boolean;
  /** Stable identity. */
  compare: (planId: string) => Promise<UndoFindings>;
  onClose: () => void;
  onUndo: (force: boolean) => void;
}) {
  const compare = useCallback(() => ask(plan.id), [ask, plan.id]);
  const done = plan.writes.filter((write) => write.state === 'done' && write.effect !== 'check');
  return (
    <UndoDialog
      open={open}
      title={title}
      undoLabel="Undo everything"
      force={force}
      compare={compare}
      onClose={onClose}
      onUndo={onUndo}
    >
      <p>{plan.title}</p>
      <div>
        <h3 className="text-sm font-semibold text-muted">
          Takes back {done.length === 1 ? '1 write' : `${done.length} writes`}
        </h3>
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
    </UndoDialog>
  );
}
