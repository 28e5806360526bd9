import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/button';
import { TextField } from '@/components/field';
import type { Settings } from '@/lib/domain/settings';

type Window = Settings['hours'][number];
/** Monday first; numbers as in `Date.getDay`. */
const DAYS: readonly (readonly [number, string, string])[] = [
  [1, 'Mon', 'Monday'],
  [2, 'Tue', 'Tuesday'],
  [3, 'Wed', 'Wednesday'],
  [4, 'Thu', 'Thursday'],
  [5, 'Fri', 'Friday'],
  [6, 'Sat', 'Saturday'],
  [0, 'Sun', 'Sunday'],
];
const NEW: Window = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' };

/** Weekly hours as one or more windows. `24:00` is written as the browser's `00:00`. */
export function HoursField({
  legend,
  hint,
  value,
  disabled,
  error,
  onChange,
}: {
  legend: string;
  hint?: string;
  value: readonly Window[];
  disabled?: boolean;
  error?: string | null;
  onChange: (value: Window[]) => void;
}) {
  const put = (at: number, change: Partial<Window>) =>
    onChange(value.map((window, i) => (i === at ? { ...window, ...change } : window)));
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {value.map((window, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows have no identity but their place
        <div key={at} className="flex flex-wrap items-end gap-2">
          <fieldset aria-label={`Days of window ${at + 1}`} className="flex flex-wrap gap-1">
            {DAYS.map(([day, short, long]) => {
              const on = window.days.includes(day);
              return (
                <button
                  key={day}
                  type="button"
                  aria-label={long}
                  aria-pressed={on}
                  onClick={() =>
                    put(at, {
                      days: on ? window.days.filter((one) => one !== day) : [...window.days, day].sort(),
                    })
                  }
                  className={`h-8 min-w-10 rounded-md border px-1.5 text-sm font-medium disabled:opacity-50 ${on ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface text-muted'}`}
                >
                  {short}
                </button>
              );
            })}
          </fieldset>
          <TextField
            label="From"
            type="time"
            className="w-28"
            value={window.from}
            onChange={(event) => event.currentTarget.value && put(at, { from: event.currentTarget.value })}
          />
          <TextField
            label="To"
            type="time"
            className="w-28"
            value={window.to === '24:00' ? '00:00' : window.to}
            onChange={(event) =>
              event.currentTarget.value &&
              put(at, { to: event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value })
            }
          />
          <IconButton
            label={`Remove window ${at + 1}`}
            onClick={() => onChange(value.filter((_, i) => i !== at))}
          >
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange([...value, NEW])}
        >
          Add hours
        </Button>
      </div>
      {hint && !error && <p className="text-sm text-muted">{hint}</p>}
      {error && <p className="text-sm text-danger">{error}</p>}
    </fieldset>
  );
}
