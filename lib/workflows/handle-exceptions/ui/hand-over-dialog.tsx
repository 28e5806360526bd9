import { useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Select, TextArea } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ExceptionItem, HandOverPreview, handleExceptions } from '../contract';

/** To whom and why, then every write and text, then done. */
export function HandOverDialog({
  item,
  client,
  onClose,
  onDone,
}: {
  item: ExceptionItem;
  client: Client<typeof handleExceptions>;
  onClose: () => void;
  onDone: () => void;
}) {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [preview, setPreview] = useState<HandOverPreview | null>(null);
  const act = useAct();
  const colleagues = useLoad(useCallback(() => client.colleagues({}), [client]));

  const drop = async () => {
    const planId = preview?.planId;
    setPreview(null);
    return planId === undefined ? true : act.run('drop', () => client.cancelHandOver({ planId }));
  };
  const close = () => {
    void drop();
    onClose();
  };
  const show = async () => {
    const next = await act.run('preview', () => client.previewHandOver({ planId: item.planId, to, note }));
    if (next) setPreview(next);
  };
  const confirm = async () => {
    if (!preview) return;
    const done = await act.run('confirm', () => client.handOver({ planId: preview.planId }));
    if (done !== undefined) onDone();
  };

  return (
    <Dialog
      open
      title={preview ? 'Hand over: this will happen' : 'Hand over'}
      onClose={close}
      footer={
        preview ? (
          <>
            <Button onClick={() => void drop()}>Back</Button>
            <Button kind="primary" busy={act.busy === 'confirm'} onClick={() => void confirm()}>
              Hand it over
            </Button>
          </>
        ) : (
          <>
            <Button onClick={close}>Keep it</Button>
            <Button
              kind="primary"
              disabled={to === ''}
              busy={act.busy === 'preview'}
              onClick={() => void show()}
            >
              Preview
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <p className="font-medium wrap-anywhere">{item.title}</p>
        {act.problem && <ProblemNotice problem={act.problem} />}
        {colleagues.problem && <ProblemNotice problem={colleagues.problem} />}
        {preview ? (
          <Previewed preview={preview} />
        ) : (
          <>
            <Select
              label="To"
              choices={[
                { value: '', label: colleagues.value ? 'Choose a colleague' : 'Reading the users of Lever' },
                ...(colleagues.value ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <TextArea
              label="Note"
              hint="Goes into Lever as it is. In the message the candidate’s name becomes initials."
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Previewed({ preview }: { preview: HandOverPreview }) {
  const gone = preview.writes.flatMap((one) => one.irrevocable ?? []);
  return (
    <>
      {preview.warning && <Notice tone="warn" title={preview.warning} />}
      <ol className="list-decimal pl-5">
        {preview.writes.map((one) => (
          <li key={one.id} className="wrap-anywhere">
            {one.summary}
          </li>
        ))}
      </ol>
      {preview.texts.map(({ where, text }) => (
        <section key={where} className="min-w-0">
          <h3 className="text-sm font-semibold text-muted">{where}</h3>
          <p className="mt-1 rounded-md border border-line bg-canvas p-2 text-sm whitespace-pre-wrap wrap-anywhere">
            {text}
          </p>
        </section>
      ))}
      {gone.length > 0 && (
        <Notice tone="warn" title="Cannot be taken back">
          {gone.join(' ')}
        </Notice>
      )}
    </>
  );
}
