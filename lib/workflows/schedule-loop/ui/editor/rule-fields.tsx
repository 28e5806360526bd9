import { Select, TextArea, TextField } from '@/components/field';
import { Checkbox } from '@/components/toggle';
import type { LoopView } from '../../contract';
import type { EditorField } from '../../explain/sources';
import type { LoopSetup } from '../../schema';

type Change = (change: Partial<LoopSetup>) => void;
interface Props {
  setup: LoopSetup;
  onChange: Change;
}

const none = (label: string) => ({ value: '', label });
const minutes = (list: number[]) => list.map((m) => ({ value: String(m), label: `${m} min` }));
const number = (value: string): number | null => (value === '' ? null : Number(value));

/** Days, hours and breaks. */
export function DayFields({ setup, onChange }: Props) {
  const days = (change: Partial<LoopSetup['days']>) => onChange({ days: { ...setup.days, ...change } });
  const gap = (change: Partial<LoopSetup['gap']>) => onChange({ gap: { ...setup.gap, ...change } });
  const { lunch } = setup;
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label="Zone of the place"
        className="col-span-2"
        list="loop-zones"
        value={setup.zone}
        onChange={(event) => onChange({ zone: event.currentTarget.value })}
      />
      <datalist id="loop-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Select
        label="At most"
        data-field={'days.most' satisfies EditorField}
        value={String(setup.days.most)}
        onChange={(event) => days({ most: Number(event.currentTarget.value) })}
        choices={[1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: n === 1 ? '1 day' : `${n} days` }))}
      />
      <Select
        label="Sessions a day"
        data-field={'days.sessionsMost' satisfies EditorField}
        value={String(setup.days.sessionsMost ?? '')}
        onChange={(event) => days({ sessionsMost: number(event.currentTarget.value) })}
        choices={[
          none('Any number'),
          ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ value: String(n), label: `At most ${n}` })),
        ]}
      />
      {setup.days.most > 1 && (
        <div className="col-span-2" data-field={'days.adjacent' satisfies EditorField}>
          <Checkbox
            label="Days next to each other"
            checked={setup.days.adjacent}
            onChange={(adjacent) => days({ adjacent })}
          />
        </div>
      )}
      <TextField
        label="From"
        type="time"
        value={setup.days.from}
        onChange={(event) => days({ from: event.currentTarget.value })}
      />
      <TextField
        label="To"
        type="time"
        value={setup.days.to}
        onChange={(event) => days({ to: event.currentTarget.value })}
      />
      <Select
        label="Longest day"
        data-field={'days.spanMost' satisfies EditorField}
        value={String(setup.days.spanMost ?? '')}
        onChange={(event) => days({ spanMost: number(event.currentTarget.value) })}
        choices={[
          none('Any length'),
          ...[180, 240, 300, 360, 420, 480].map((m) => ({ value: String(m), label: `${m / 60} hours` })),
        ]}
      />
      <Select
        label="Break between sessions"
        data-field={'gap.least' satisfies EditorField}
        value={String(setup.gap.least)}
        onChange={(event) => gap({ least: Number(event.currentTarget.value) })}
        choices={minutes([0, 5, 10, 15, 30, 45, 60])}
      />
      <Select
        label="Longest wait"
        data-field={'gap.most' satisfies EditorField}
        value={String(setup.gap.most ?? '')}
        onChange={(event) => gap({ most: number(event.currentTarget.value) })}
        choices={[none('Any'), ...minutes([0, 15, 30, 45, 60, 90, 120, 180])]}
      />
      <Select
        label="Lunch"
        data-field={'lunch' satisfies EditorField}
        value={String(lunch?.minutes ?? '')}
        onChange={(event) => {
          const length = number(event.currentTarget.value);
          onChange({
            lunch: length === null ? null : { from: '12:00', to: '14:00', ...lunch, minutes: length },
          });
        }}
        choices={[none('No lunch'), ...minutes([30, 45, 60, 90])]}
      />
      {lunch && (
        <>
          <TextField
            label="Lunch not before"
            type="time"
            value={lunch.from}
            onChange={(event) => onChange({ lunch: { ...lunch, from: event.currentTarget.value } })}
          />
          <TextField
            label="Lunch over by"
            type="time"
            value={lunch.to}
            onChange={(event) => onChange({ lunch: { ...lunch, to: event.currentTarget.value } })}
          />
        </>
      )}
    </div>
  );
}

/** Which rooms are looked at, and what the candidate is told. */
export function PlaceFields({ view, setup, onChange }: Props & { view: LoopView }) {
  const { emails } = setup.rooms;
  const rooms = (change: Partial<LoopSetup['rooms']>) => onChange({ rooms: { ...setup.rooms, ...change } });
  return (
    <div className="flex flex-col gap-3">
      {view.rooms.length > 0 && (
        <fieldset data-field={'rooms' satisfies EditorField}>
          <legend className="text-sm font-medium">
            Rooms{emails.length === 0 && ': any that is large enough'}
          </legend>
          <div className="mt-1 grid grid-cols-2 gap-x-4">
            {view.rooms.map((room) => (
              <Checkbox
                key={room.email}
                label={room.name}
                checked={emails.includes(room.email)}
                onChange={(on) =>
                  rooms({ emails: on ? [...emails, room.email] : emails.filter((e) => e !== room.email) })
                }
              />
            ))}
          </div>
          <div className="mt-1" data-field={'rooms.onePerDay' satisfies EditorField}>
            <Checkbox
              label="One room for the whole day"
              checked={setup.rooms.onePerDay}
              onChange={(onePerDay) => rooms({ onePerDay })}
            />
          </div>
        </fieldset>
      )}
      <TextArea
        label="Note to the candidate"
        hint="Stands in the itinerary."
        value={setup.candidateNote}
        maxLength={4000}
        onChange={(event) => onChange({ candidateNote: event.currentTarget.value })}
      />
    </div>
  );
}
