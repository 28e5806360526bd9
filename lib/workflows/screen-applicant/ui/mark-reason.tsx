import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import type { DecisionKind } from '../schema';
import { AGAINST } from './words';

/** A mark that says something else than the evidence: why, in the person's own words. It goes into the log beside the mark. */
export function MarkReason({
  kind,
  name,
  id,
  onReason,
}: {
  kind: DecisionKind;
  /** Whose mark it is, where that is not plain from what stands around. */
  name?: string;
  id?: string;
  /** Empty: no reason is given. */
  onReason: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="flex flex-col gap-2 rounded-md bg-sunken p-2"
      onSubmit={(event) => {
        event.preventDefault();
        onReason(reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onReason('');
      }}
    >
      <TextField
        id={id}
        label={name ? `${name}: ${AGAINST[kind]} Why?` : `${AGAINST[kind]} Why?`}
        hint="Kept in the log beside your mark. Escape leaves it out."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="flex gap-2">
        <Button kind="primary" size="sm" type="submit" disabled={reason.trim() === ''}>
          Save the reason
        </Button>
        <Button kind="quiet" size="sm" onClick={() => onReason('')}>
          No reason
        </Button>
      </div>
    </form>
  );
}
