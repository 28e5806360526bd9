import { Select, TextArea, TextField } from '@/components/field';
import { Switch } from '@/components/toggle';
import type { ScheduleView, Source } from '../../contract';
import type { InterviewSetup } from '../../schema';
import { sourceText } from '../wording';
import type { SetupDraft } from './draft';
import { SourceNote } from './source-note';

export interface InterviewFieldsProps {
  view: ScheduleView;
  draft: SetupDraft;
  errors: Record<string, string>;
  onSetup: (change: Partial<InterviewSetup>) => void;
}

/** Where a field's value came from; `changed` while it differs from what is shown. */
export function fieldSource(
  view: ScheduleView,
  draft: SetupDraft,
  field: keyof InterviewSetup,
): string | null {
  if (JSON.stringify(draft.setup[field]) !== JSON.stringify(view.setup[field])) return 'changed';
  const source: Source | undefined = view.setup.sources[field];
  return sourceText(source);
}

export function InterviewFields({ view, draft, errors, onSetup }: InterviewFieldsProps) {
  const { setup } = draft;
  const from = (field: keyof InterviewSetup) => <SourceNote text={fieldSource(view, draft, field)} />;
  return (
    <>
      <TextField
        label="Title"
        value={setup.title}
        maxLength={200}
        error={errors.title}
        aside={from('title')}
        onChange={(event) => onSetup({ title: event.currentTarget.value })}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Minutes"
          type="number"
          min={15}
          max={480}
          step={15}
          value={Number.isNaN(setup.durationMinutes) ? '' : setup.durationMinutes}
          error={errors.duration}
          aside={from('durationMinutes')}
          onChange={(event) => onSetup({ durationMinutes: event.currentTarget.valueAsNumber })}
        />
        <Select
          label="Room"
          value={setup.roomPolicy}
          aside={from('roomPolicy')}
          choices={[
            { value: 'none', label: 'No room' },
            { value: 'preferred', label: 'If one is free' },
            { value: 'required', label: 'Always' },
          ]}
          onChange={(event) =>
            onSetup({ roomPolicy: event.currentTarget.value as InterviewSetup['roomPolicy'] })
          }
        />
      </div>
      <Switch
        label="Video link"
        hint="Meet or Teams, by the organiser’s calendar."
        checked={setup.video}
        onChange={(video) => onSetup({ video })}
      />
    </>
  );
}

export function TextFields({ view, draft, onSetup }: InterviewFieldsProps) {
  return (
    <>
      <TextArea
        label="Note to the candidate"
        hint="Stands in their invitation."
        value={draft.setup.candidateNote}
        maxLength={4000}
        aside={<SourceNote text={fieldSource(view, draft, 'candidateNote')} />}
        onChange={(event) => onSetup({ candidateNote: event.currentTarget.value })}
      />
      <TextArea
        label="Focus, for the panel only"
        value={draft.setup.focus}
        maxLength={4000}
        aside={<SourceNote text={fieldSource(view, draft, 'focus')} />}
        onChange={(event) => onSetup({ focus: event.currentTarget.value })}
      />
    </>
  );
}
