import { Users } from 'lucide-react';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { Checkbox } from '@/components/toggle';
import { useAct } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { auditFairness } from '../contract';
import { FilePicker } from './file-picker';
import type { BatchItem } from './use-twin-run';

/** Resumes in one run: each is judged up to two dozen times. */
const MOST = 100;
const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

interface BatchPickerProps {
  client: Pick<Client<typeof auditFairness>, 'applicants'>;
  postingId: string | null;
  /** Applicants of the posting that were screened before. */
  screened: number;
  items: readonly BatchItem[];
  busy: boolean;
  onChange(items: BatchItem[]): void;
}

/** Whose resumes are judged again: applicants of the posting who were screened before, and files. */
export function BatchPicker({ client, postingId, screened, items, busy, onChange }: BatchPickerProps) {
  const act = useAct();
  const chosen = items.filter(({ skipped }) => !skipped);
  const add = (more: readonly BatchItem[]): void => {
    const known = new Set(items.map(({ key }) => key));
    const fresh = more.filter(({ key }) => !known.has(key));
    // Who is over the limit can still be ticked in place of somebody else.
    const room = MOST - chosen.length;
    onChange([...items, ...fresh.map((one, i) => (i < room ? one : { ...one, skipped: true }))]);
  };
  const tick = (at: number, on: boolean): void =>
    onChange(items.map((one, i) => (i === at ? { ...one, skipped: !on } : one)));
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {postingId === null ? (
        <p className="text-sm text-muted">Choose a posting above to run the applicants who were screened.</p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            icon={<Users size={14} aria-hidden="true" />}
            busy={act.busy === 'applicants'}
            disabled={screened === 0 || busy}
            onClick={() =>
              act.run('applicants', async () => {
                const found = await client.applicants({ postingId });
                add(
                  found.map(({ id, name }) => ({
                    key: id,
                    label: name || 'No name',
                    applicant: { postingId, id },
                  })),
                );
              })
            }
          >
            Add the {plural(screened, 'applicant')} screened before
          </Button>
          {screened === 0 && (
            <span className="text-sm text-muted">Nobody of this posting was screened on this computer.</span>
          )}
        </div>
      )}
      <FilePicker
        label="Choose resumes"
        accept=".pdf,.docx"
        multiple
        onFiles={(files) => add(files.map((file) => ({ key: crypto.randomUUID(), label: file.name, file })))}
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span role="status">{plural(chosen.length, 'resume')} chosen</span>
        {items.length > 0 && (
          <Button size="sm" kind="quiet" disabled={busy} onClick={() => onChange([])}>
            Clear
          </Button>
        )}
        {chosen.length >= MOST && <span className="text-muted">{MOST} at most in one run.</span>}
      </div>
      {items.length > 0 && (
        <details className="text-sm">
          <summary className="min-h-6 text-accent-text">Choose one by one</summary>
          <fieldset
            disabled={busy}
            className="mt-1 grid max-h-56 gap-x-4 overflow-y-auto scroll-thin rounded-md border border-line p-2 sm:grid-cols-2"
          >
            <legend className="sr-only">Resumes in this run</legend>
            {items.map((item, i) => (
              <Checkbox
                key={item.key}
                label={
                  <bdi className="wrap-anywhere" dir="auto">
                    {item.label}
                  </bdi>
                }
                checked={!item.skipped}
                disabled={item.skipped && chosen.length >= MOST}
                onChange={(on) => tick(i, on)}
              />
            ))}
          </fieldset>
          <p className="mt-1 text-muted">Names are shown here only. A report holds counts.</p>
        </details>
      )}
    </div>
  );
}
