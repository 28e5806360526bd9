import { Select, TextField } from '@/components/field';
import type { SetupDraft } from './draft';

interface Props {
  draft: SetupDraft;
  errors: Record<string, string>;
  onChange: (change: Partial<SetupDraft>) => void;
}

const numberOf = (value: number) => (Number.isNaN(value) ? '' : value);

/** Which days are searched, and how strictly. */
export function SearchFields({ draft, errors, onChange }: Props) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="First day"
          type="date"
          value={draft.fromDate}
          error={errors.from}
          onChange={(event) => onChange({ fromDate: event.currentTarget.value })}
        />
        <TextField
          label="Business days"
          type="number"
          min={1}
          max={30}
          value={numberOf(draft.windowDays)}
          error={errors.days}
          onChange={(event) => onChange({ windowDays: event.currentTarget.valueAsNumber })}
        />
        <TextField
          label="Notice, hours"
          type="number"
          min={0}
          max={168}
          step={0.5}
          value={numberOf(draft.noticeMinutes / 60)}
          error={errors.notice}
          onChange={(event) =>
            onChange({ noticeMinutes: Math.round(event.currentTarget.valueAsNumber * 60) })
          }
        />
        <Select
          label="First shown"
          value={draft.rank}
          choices={[
            { value: 'best', label: 'Best for people' },
            { value: 'earliest', label: 'Earliest' },
          ]}
          onChange={(event) => onChange({ rank: event.currentTarget.value as SetupDraft['rank'] })}
        />
      </div>
      <Select
        label="Tentative meetings"
        value={draft.tentative}
        choices={[
          { value: 'busy', label: 'Count as busy' },
          { value: 'soft', label: 'Avoid, but may be booked over' },
          { value: 'free', label: 'Count as free' },
        ]}
        onChange={(event) => onChange({ tentative: event.currentTarget.value as SetupDraft['tentative'] })}
      />
    </>
  );
}
