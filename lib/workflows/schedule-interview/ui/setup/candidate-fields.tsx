import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { Button, IconButton } from '@/components/button';
import { TextField } from '@/components/field';
import { Switch } from '@/components/toggle';
import { addDays } from '@/components/zoned';
import type { ScheduleView } from '../../contract';
import { sourceText } from '../wording';
import type { SetupDraft } from './draft';
import { SourceNote } from './source-note';

interface Props {
  view: ScheduleView;
  draft: SetupDraft;
  errors: Record<string, string>;
  onChange: (change: Partial<SetupDraft>) => void;
}

const ZONES = Intl.supportedValuesOf('timeZone');

/** The candidate's zone, and when they said they can. */
export function CandidateFields({ view, draft, errors, onChange }: Props) {
  const id = useId();
  const windows = draft.windows ?? [];
  const put = (key: string, change: object) =>
    onChange({ windows: windows.map((window) => (window.key === key ? { ...window, ...change } : window)) });
  const add = () => {
    const last = windows[windows.length - 1];
    const date = last ? addDays(last.date, 1) : draft.fromDate;
    onChange({
      windows: [
        ...windows,
        { key: crypto.randomUUID(), date, from: last?.from ?? '09:00', to: last?.to ?? '17:00' },
      ],
    });
  };
  return (
    <>
      <TextField
        label="Time zone"
        list={id}
        value={draft.candidateZone}
        error={errors.zone}
        autoComplete="off"
        aside={
          <SourceNote
            text={
              draft.candidateZone === view.candidate.zone ? sourceText(view.candidate.zoneSource) : 'changed'
            }
          />
        }
        onChange={(event) => onChange({ candidateZone: event.currentTarget.value.trim() })}
      />
      <datalist id={id}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Switch
        label="The candidate named times"
        hint="Only these times are searched, in the candidate’s zone."
        checked={draft.windows !== null}
        onChange={(on) => (on ? add() : onChange({ windows: null }))}
      />
      {draft.windows && (
        <ul className="flex flex-col gap-2">
          {windows.map((window, index) => (
            <li key={window.key} className="flex flex-col gap-1">
              <div className="flex items-end gap-1.5">
                <TextField
                  label={`Date ${index + 1}`}
                  labelHidden
                  type="date"
                  className="min-w-0 flex-1"
                  value={window.date}
                  onChange={(event) => put(window.key, { date: event.currentTarget.value })}
                />
                <TextField
                  label={`From ${index + 1}`}
                  labelHidden
                  type="time"
                  className="w-24"
                  value={window.from}
                  onChange={(event) => put(window.key, { from: event.currentTarget.value })}
                />
                <TextField
                  label={`To ${index + 1}`}
                  labelHidden
                  type="time"
                  className="w-24"
                  value={window.to === '24:00' ? '23:59' : window.to}
                  onChange={(event) => put(window.key, { to: event.currentTarget.value })}
                />
                <IconButton
                  label={`Remove time ${index + 1}`}
                  className="mb-0.5"
                  onClick={() => onChange({ windows: windows.filter((one) => one.key !== window.key) })}
                >
                  <Trash2 size={14} aria-hidden="true" />
                </IconButton>
              </div>
              {errors[window.key] && <p className="text-sm text-danger">{errors[window.key]}</p>}
            </li>
          ))}
          <li>
            <Button
              size="sm"
              kind="quiet"
              icon={<Plus size={14} aria-hidden="true" />}
              disabled={windows.length >= 100}
              onClick={add}
            >
              Add a time
            </Button>
          </li>
        </ul>
      )}
    </>
  );
}
