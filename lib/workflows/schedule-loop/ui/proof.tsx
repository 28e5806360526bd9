import { BadgeCheck, CircleAlert, Download, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/button';
import { Spinner } from '@/components/spinner';
import type { Checked } from '../solver/check';
import { useLoop } from './loop-context';
import { plural } from './words';

/** What was proven, whether the second program agrees, how, and the file to check it anywhere. */
export function Proof({ children }: { children: ReactNode }) {
  const checked = useLoop((state) => state.checked);
  const impossible = useLoop((state) => state.search.phase === 'impossible');
  const pinned = useLoop((state) => state.pinned.size > 0);
  const objective = useLoop((state) => state.search.objective);
  const icon =
    checked?.verdict === 'invalid' ? (
      <CircleAlert size={16} className="text-danger" aria-hidden="true" />
    ) : impossible ? (
      <SearchX size={16} className="text-danger" aria-hidden="true" />
    ) : (
      <BadgeCheck size={16} className="text-good" aria-hidden="true" />
    );
  const line = (
    <>
      <span className="shrink-0">{icon}</span>
      <span role="status" className="min-w-0 flex-1">
        <span className="font-medium">{children}</span>{' '}
        <span className="text-muted">{checked ? SAID[checked.verdict] : ''}</span>
      </span>
    </>
  );
  if (!checked)
    return (
      <div className="flex min-h-9 items-center gap-2 rounded-lg border border-line bg-surface px-3 py-1.5">
        {line}
        {!pinned && (
          <span className="flex shrink-0 items-center gap-2 text-sm text-muted">
            <Spinner /> Checking the proof
          </span>
        )}
      </div>
    );
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="flex min-h-9 items-center gap-2 rounded-lg px-3 py-1.5 hover:bg-hover">
        {line}
        <span className="shrink-0 text-sm font-medium text-accent-text">How</span>
      </summary>
      <div className="flex flex-col items-start gap-2 border-t border-line px-3 py-2">
        <p>
          {impossible
            ? 'The search ruled out every plan.'
            : `The search ruled out every plan with fewer than ${plural(objective ?? 0, 'point')}.`}{' '}
          {howOf(checked)}
        </p>
        {checked.errors.length > 0 && (
          <ul className="list-disc pl-5 text-danger">
            {checked.errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        )}
        <Button size="sm" icon={<Download size={14} aria-hidden="true" />} onClick={() => save(checked)}>
          Save the proof
        </Button>
        <p className="text-sm text-muted">
          Question, answer and certificate in one line for{' '}
          <code className="font-mono">cli -- check-loop</code>. Times and numbers only: no name, no address.
        </p>
      </div>
    </details>
  );
}

const SAID: Record<Checked['verdict'], string> = {
  valid: 'Checked by a second, independent program.',
  unproven: 'Too long to be checked again here.',
  invalid: 'The second program disagrees.',
};

function howOf({ verdict, claims }: Checked): string {
  if (verdict === 'invalid') return 'The second program does not come to the same result:';
  if (verdict === 'unproven')
    return 'The second program, written apart from it, found nothing wrong, but one claim takes too long to prove again here.';
  const each =
    claims > 1
      ? `: ${claims} claims one by one, that the facts clash, that each of them is needed, and what each change opens`
      : '';
  return `A second program, written apart from it and working from the rules alone, proved the same${each}.`;
}

function save({ file }: Checked): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file)}\n`], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'on-site-proof.jsonl';
  link.click();
  // The download holds the blob by itself once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
