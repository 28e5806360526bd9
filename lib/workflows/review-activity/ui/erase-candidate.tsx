import { Eraser } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { CandidateRow, ErasurePreview, reviewActivity } from '../contract';

type Erasing = Pick<Client<typeof reviewActivity>, 'candidates' | 'erasure' | 'erase'>;

const Lines = ({ title, lines }: { title: string; lines: string[] }) => (
  <div>
    <h3 className="text-sm font-medium">{title}</h3>
    <ul className="list-disc pl-5">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </div>
);

function Found({ rows, onPick }: { rows: CandidateRow[]; onPick: (row: CandidateRow) => void }) {
  if (rows.length === 0)
    return <p className="text-muted">Nobody matches. Search by a word of a plan’s title or by Lever’s id.</p>;
  return (
    <ul className="divide-y divide-line" aria-label="Candidates">
      {rows.map((row) => (
        <li key={row.opportunityId} className="flex items-start justify-between gap-2 py-2">
          <div className="min-w-0">
            <p className="wrap-anywhere">{row.label}</p>
            <p className="text-sm text-muted">
              {row.plans} plans, {row.entries} log entries, last <When at={row.lastAt} />
            </p>
            {row.erased && (
              <p className="text-sm text-muted">
                Erased on <When at={row.erased.at} /> by {row.erased.by}
              </p>
            )}
          </div>
          <Button size="sm" aria-label={`Look at ${row.label}`} onClick={() => onPick(row)}>
            Look
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Find a candidate, see what would be erased and what stays, erase, and have it checked. */
export function EraseCandidate({ client, onErased }: { client: Erasing; onErased: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Eraser size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        Erase a candidate
      </Button>
      <Dialog open={open} title="Erase a candidate" onClose={() => setOpen(false)} place="drawer">
        <Erase client={client} onErased={onErased} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Erase({
  client,
  onErased,
  onClose,
}: {
  client: Erasing;
  onErased: () => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [preview, setPreview] = useState<ErasurePreview | null>(null);
  const [said, setSaid] = useState<{ ok: boolean; message: string } | null>(null);
  const act = useAct();
  const found = useLoad(useCallback(() => client.candidates({ text: asked }), [client, asked]));
  const search = (event: FormEvent) => {
    event.preventDefault();
    setAsked(text);
  };
  const look = async ({ opportunityId }: CandidateRow) => {
    const next = await act.run('look', () => client.erasure({ opportunityId }));
    if (next) setPreview(next);
  };
  const erase = async () => {
    if (!preview) return;
    const done = await act.run('erase', () => client.erase({ opportunityId: preview.opportunityId }));
    if (!done) return;
    setSaid(done);
    onErased();
  };

  if (said)
    return (
      <Notice
        tone={said.ok ? 'good' : 'danger'}
        title={said.ok ? 'Erased' : 'Not everything was erased'}
        action={<Button onClick={onClose}>Close</Button>}
      >
        {said.message}
      </Notice>
    );
  if (preview)
    return (
      <div className="flex flex-col gap-4">
        <p className="font-medium wrap-anywhere">{preview.label}</p>
        <Lines title="Is erased here, for good" lines={preview.erases} />
        <Lines title="Stays" lines={preview.stays} />
        {preview.refusal && <ProblemNotice problem={preview.refusal} tone="warn" />}
        {act.problem && <ProblemNotice problem={act.problem} />}
        <div className="flex flex-wrap gap-2">
          <Button
            kind="danger"
            busy={act.busy === 'erase'}
            disabled={preview.refusal !== null}
            onClick={() => void erase()}
          >
            Erase for good
          </Button>
          <Button onClick={() => setPreview(null)}>Back</Button>
        </div>
      </div>
    );
  return (
    <div className="flex flex-col gap-3">
      <form onSubmit={search} className="flex items-end gap-2">
        <TextField
          label="Candidate"
          type="search"
          className="flex-1"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" busy={found.loading}>
          Find
        </Button>
      </form>
      {(found.problem ?? act.problem) && (
        <ProblemNotice problem={(found.problem ?? act.problem) as NonNullable<typeof act.problem>} />
      )}
      {found.value && <Found rows={found.value} onPick={(row) => void look(row)} />}
    </div>
  );
}
