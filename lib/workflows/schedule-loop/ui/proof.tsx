import { BadgeCheck, CircleAlert, Download, Hourglass } from 'lucide-react';
import { Button } from '@/components/button';
import { Spinner } from '@/components/spinner';
import type { Checked } from '../solver/check';
import { useLoop } from './loop-context';
import { plural } from './words';

/** Whether the second program agrees, how the proof works, and the file to check it anywhere. */
export function Proof() {
  const checked = useLoop((state) => state.checked);
  const pinned = useLoop((state) => state.search.phase === 'proven' && state.pinned.size > 0);
  const search = useLoop((state) => state.search);
  if (search.result === null || (search.phase !== 'proven' && search.phase !== 'impossible')) return null;
  if (!checked)
    return pinned ? null : (
      <p className="flex items-center gap-2 text-sm text-muted">
        <Spinner /> A second program checks the proof
      </p>
    );
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="flex min-h-8 items-center gap-2 rounded-lg px-3 hover:bg-hover">
        <Verdict checked={checked} />
        <span className="ml-auto shrink-0 text-sm text-accent-text">How</span>
      </summary>
      <div className="flex flex-col items-start gap-2 border-t border-line px-3 py-2">
        <p>
          {search.phase === 'proven'
            ? `The search ruled out every plan with fewer than ${plural(search.objective ?? 0, 'point')}.`
            : 'The search ruled out every plan.'}{' '}
          {checked.verdict === 'invalid'
            ? 'The second program does not come to the same result:'
            : checked.verdict === 'unproven'
              ? 'The second program, written apart from it, found nothing wrong, but one claim was too long to prove again here.'
              : `A second program, written apart from it and working from the rules alone, proved the same${checked.claims > 1 ? `, ${plural(checked.claims, 'claim')} one by one: the clash, that each part of it is needed, and what each change opens` : ''}.`}
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

function Verdict({ checked }: { checked: Checked }) {
  if (checked.verdict === 'invalid')
    return (
      <>
        <CircleAlert size={16} className="shrink-0 text-danger" aria-hidden="true" />
        <span className="font-medium text-danger">The check of the proof failed</span>
      </>
    );
  if (checked.verdict === 'unproven')
    return (
      <>
        <Hourglass size={16} className="shrink-0 text-warn" aria-hidden="true" />
        <span>Proven by the search; too long to check again here</span>
      </>
    );
  return (
    <>
      <BadgeCheck size={16} className="shrink-0 text-good" aria-hidden="true" />
      <span>Proof checked by a second, independent program</span>
    </>
  );
}

function save({ file }: Checked): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file)}\n`], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'on-site-proof.jsonl';
  link.click();
  // The download holds the blob by itself once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url));
}
