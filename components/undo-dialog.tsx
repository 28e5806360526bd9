import { type ReactNode, useEffect, useState } from 'react';
import { type Problem, problemOf } from '@/lib/domain/problem';
import { Button } from './button';
import { Dialog } from './dialog';
import { Notice, ProblemNotice } from './notice';
import { Spinner } from './spinner';

/** What an undo would meet: only what differs or could not be read. */
export interface UndoFindings {
  /** How many things were read. */
  read: number;
  items: {
    actionId: string;
    summary: string;
    differences: { what: string; written: string; now: string }[];
    problem: Problem | null;
  }[];
  /** Why it cannot be undone at all. */
  refusal: Problem | null;
}

/**
 * Asks before an undo. What was written is first compared with what is there now: when nothing was changed that is
 * one sentence, else both stand side by side and the button says that it goes on all the same.
 */
export function UndoDialog({
  open,
  title,
  undoLabel,
  force,
  compare,
  onClose,
  onUndo,
  children,
}: {
  open: boolean;
  title: string;
  undoLabel: string;
  /** Goes on although something was changed, whatever the comparison says. */
  force: boolean;
  /** Stable identity. */
  compare: () => Promise<UndoFindings>;
  onClose: () => void;
  onUndo: (force: boolean) => void;
  children: ReactNode;
}) {
  const [found, setFound] = useState<UndoFindings | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (!open) return;
    let left = false;
    setFound(null);
    setProblem(null);
    compare().then(
      (next) => !left && setFound(next),
      (error: unknown) => !left && setProblem(problemOf(error)),
    );
    return () => {
      left = true;
    };
  }, [open, compare]);
  const changed = found?.items.some((item) => item.differences.length > 0) ?? false;
  const comparing = !found && !problem;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          {!found?.refusal && (
            <Button kind="danger" busy={comparing} onClick={() => onUndo(force || changed)}>
              {changed ? 'Undo all the same' : undoLabel}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {children}
        {comparing && (
          <p role="status" className="flex items-center gap-2 text-muted">
            <Spinner /> Comparing with what is there now
          </p>
        )}
        {problem && <ProblemNotice problem={problem} tone="warn" />}
        {found && <Findings found={found} />}
      </div>
    </Dialog>
  );
}

function Findings({ found: { read, items, refusal } }: { found: UndoFindings }) {
  if (refusal) return <ProblemNotice problem={refusal} />;
  if (read === 0) return null;
  if (items.length === 0)
    return <Notice tone="good" title="Nobody has changed it: everything is as Fulcrum left it." />;
  const rows = items.flatMap((item) =>
    item.differences.map((one) => ({ ...one, key: `${item.actionId} ${one.what}` })),
  );
  return (
    <div className="flex flex-col gap-3">
      {rows.length > 0 && (
        <Notice tone="warn" title="Somebody has changed it since. Undo takes it back as it is now.">
          <dl className="mt-1 flex flex-col gap-2">
            {rows.map((row) => (
              <div key={row.key} className="rounded-md border border-warn-line bg-surface">
                <dt className="border-b border-line px-2 py-1 text-sm font-semibold">{row.what}</dt>
                <dd className="grid grid-cols-1 divide-line max-sm:divide-y sm:grid-cols-2 sm:divide-x">
                  <Side name="Fulcrum wrote" text={row.written} />
                  <Side name="There now" text={row.now} strong />
                </dd>
              </div>
            ))}
          </dl>
        </Notice>
      )}
      {items
        .filter((item) => item.problem !== null)
        .map((item) => (
          <Notice key={item.actionId} tone="warn" title={`Could not be compared: ${item.summary}`}>
            {item.problem?.message} {item.problem?.next}
          </Notice>
        ))}
    </div>
  );
}

const Side = ({ name, text, strong = false }: { name: string; text: string; strong?: boolean }) => (
  <div className="min-w-0 px-2 py-1">
    <p className="text-xs text-muted">{name}</p>
    <p className={`wrap-anywhere ${strong ? 'font-medium' : ''}`}>
      <bdi>{text}</bdi>
    </p>
  </div>
);
