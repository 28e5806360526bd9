import { Save } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { TextArea, TextField } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import type { Acting } from '@/components/use-call';

/** Where the data come from, and the button that keeps the report. */
export function SaveReport({
  act,
  name,
  onSave,
}: {
  act: Acting;
  name: string;
  /** True when it was saved. */
  onSave(about: { source: string; distributedOn: string }): Promise<boolean>;
}) {
  const [source, setSource] = useState('');
  const [distributedOn, setDistributedOn] = useState('');
  const [saved, setSaved] = useState(false);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_180px]">
        <TextArea
          label="Source of the data"
          rows={2}
          hint="Who, from when to when, what counts as selected, how categories were learnt."
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <TextField
          label="Tool in use since"
          type="date"
          value={distributedOn}
          onChange={(event) => setDistributedOn(event.currentTarget.value)}
        />
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div className="flex items-center gap-3">
        <Button
          kind="primary"
          icon={<Save size={14} aria-hidden="true" />}
          busy={act.busy === name}
          onClick={async () => setSaved(await onSave({ source, distributedOn }))}
        >
          Save report
        </Button>
        <span role="status" className="text-sm text-muted">
          {saved && 'Saved under Reports below.'}
        </span>
      </div>
    </div>
  );
}
