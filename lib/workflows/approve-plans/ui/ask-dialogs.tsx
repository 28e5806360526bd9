import { useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { TextArea } from '@/components/field';
import type { ApprovalItem } from '../contract';
import { cardsOf } from '../store';
import { useInbox } from './inbox-context';
import { plural } from './wording';

function useAsked(what: 'turn-down' | 'undo'): ApprovalItem[] {
  const asking = useInbox((state) => state.asking);
  const inbox = useInbox((state) => state.inbox);
  if (asking?.what !== what) return [];
  return cardsOf(inbox).filter((item) => asking.planIds.includes(item.planId));
}

/** A no with, if wanted, the reason for it. */
export function TurnDownDialog() {
  const items = useAsked('turn-down');
  const { ask, turnDown } = useInbox((state) => state);
  const [reason, setReason] = useState('');
  const open = items.length > 0;
  useEffect(() => {
    if (open) setReason('');
  }, [open]);
  const no = () =>
    void turnDown(
      items.map((item) => item.planId),
      reason,
    );
  return (
    <Dialog
      open={open}
      title={items.length > 1 ? `Turn down ${items.length} proposals?` : 'Turn this down?'}
      onClose={() => ask(null)}
      footer={
        <>
          <Button onClick={() => ask(null)}>Keep it</Button>
          <Button kind="danger" onClick={no}>
            Turn down
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          no();
        }}
      >
        <ul>
          {items.map((item) => (
            <li key={item.planId} className="font-medium wrap-anywhere">
              {item.title}
            </li>
          ))}
        </ul>
        <p>Nothing was sent, and nothing will be. The candidate stays where they are.</p>
        <TextArea
          label="Reason, if you like"
          hint="Kept in the log on this computer."
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  );
}

/** Says what undo does and what it cannot take back, before it does it. */
export function UndoDialog() {
  const item = useAsked('undo')[0];
  const { ask, undo } = useInbox((state) => state);
  const forced = item?.state === 'parked';
  const done = item?.writes.filter((write) => write.state === 'done' && write.effect !== 'check') ?? [];
  return (
    <Dialog
      open={item !== undefined}
      title="Undo this?"
      onClose={() => ask(null)}
      footer={
        <>
          <Button onClick={() => ask(null)}>Keep it</Button>
          <Button kind="danger" onClick={() => item && void undo(item.planId, forced)}>
            Undo everything
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <p className="font-medium wrap-anywhere">{item?.title}</p>
        <p>
          Takes back {plural(done.length, 'write')}.
          {forced && ' Changes somebody else made to it meanwhile are lost as well.'}
        </p>
        {item && item.cannotRecall.length > 0 && (
          <>
            <p>What cannot be taken back:</p>
            <ul className="list-disc pl-5 text-warn">
              {item.cannotRecall.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  );
}
