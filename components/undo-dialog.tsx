import { Button } from './button';
import { Dialog } from './dialog';
import type { WriteRowView } from './write-list';

/** Says what undo does and what it cannot take back, before it does it. */
export function UndoDialog({
  plan,
  open,
  onClose,
  onUndo,
}: {
  plan: { title: string; writes: WriteRowView[]; cannotRecall: string[] };
  open: boolean;
  onClose: () => void;
  onUndo: () => void;
}) {
  const done = plan.writes.filter((write) => write.state === 'done' && write.effect !== 'check');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Undo this booking?"
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" onClick={onUndo}>
            Undo everything
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
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
      </div>
    </Dialog>
  );
}
