import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/button';
import { Select, TextField } from '@/components/field';
import { Checkbox } from '@/components/toggle';
import { dayName, localDate, nextWorkday, timeRange } from '@/components/zoned';
import type { LoopView } from '../../contract';
import type { EditorField } from '../../explain/sources';
import type { WindowRow } from '../../rules';
import type { LoopDraft } from '../../schema';

interface Props {
  view: LoopView;
  draft: LoopDraft;
  onChange: (draft: LoopDraft) => void;
  /** Times the candidate gave, as wall clock of their zone; null = their usual hours. */
  windows: WindowRow[] | null;
  onWindows: (windows: WindowRow[] | null) => void;
}

/** What holds for this candidate only: their zone and times, how far ahead, and what people agreed to. */
export function CandidateFields({ view, draft, onChange, windows, onWindows }: Props) {
  const zone = draft.candidateZone ?? view.candidate.zone;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Days searched"
          value={String(draft.windowDays ?? view.windowDays)}
          onChange={(event) => onChange({ ...draft, windowDays: Number(event.currentTarget.value) })}
          choices={[...new Set([5, 7, 10, 15, 20, 30, view.windowDays])]
            .sort((a, b) => a - b)
            .map((n) => ({ value: String(n), label: `${n} working days` }))}
        />
        <TextField
          label="Zone of the candidate"
          list="loop-zones"
          value={zone}
          hint={view.candidate.zoneIsGuess && !draft.candidateZone ? 'Guessed from the location.' : undefined}
          onChange={(event) => onChange({ ...draft, candidateZone: event.currentTarget.value })}
        />
      </div>
      <Windows zone={zone} first={view.horizon.start} windows={windows} onWindows={onWindows} />
      <Agreed view={view} draft={draft} onChange={onChange} />
      <Vouched view={view} draft={draft} onChange={onChange} />
    </div>
  );
}

/** The times the candidate gave, one a row. */
function Windows({
  zone,
  first,
  windows,
  onWindows,
}: Pick<Props, 'windows' | 'onWindows'> & { zone: string; first: number }) {
  const set = (n: number, change: Partial<WindowRow>) =>
    onWindows((windows ?? []).map((one, i) => (i === n ? { ...one, ...change } : one)));
  const next = (): WindowRow => {
    const last = windows?.at(-1);
    return last
      ? { ...last, date: last.date ? nextWorkday(last.date) : last.date }
      : { date: nextWorkday(localDate(first, zone)), from: '09:00', to: '17:00' };
  };
  return (
    <fieldset data-field={'windows' satisfies EditorField} className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">When the candidate can</legend>
      <Checkbox
        label="Only at times they gave"
        hint={
          windows
            ? `In their zone, ${zone.replaceAll('_', ' ')}.`
            : 'Otherwise their usual hours, from Preferences.'
        }
        checked={windows !== null}
        onChange={(on) => onWindows(on ? [next()] : null)}
      />
      {windows?.map((row, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place
        <div key={n} className="flex items-end gap-2">
          <TextField
            label={`Day ${n + 1}`}
            labelHidden={n > 0}
            type="date"
            className="flex-1"
            value={row.date}
            onChange={(event) => set(n, { date: event.currentTarget.value })}
          />
          <TextField
            label={n > 0 ? `From, day ${n + 1}` : 'From'}
            labelHidden={n > 0}
            type="time"
            className="w-24"
            value={row.from}
            onChange={(event) => set(n, { from: event.currentTarget.value })}
          />
          <TextField
            label={n > 0 ? `To, day ${n + 1}` : 'To'}
            labelHidden={n > 0}
            type="time"
            className="w-24"
            value={row.to}
            onChange={(event) => set(n, { to: event.currentTarget.value })}
          />
          <IconButton
            label={`Remove the times of day ${n + 1}`}
            disabled={windows.length === 1}
            onClick={() => onWindows(windows.filter((_, i) => i !== n))}
          >
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {windows && windows.length < 30 && (
        <Button
          size="sm"
          kind="quiet"
          className="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onWindows([...windows, next()])}
        >
          Add a day
        </Button>
      )}
    </fieldset>
  );
}

/** Times somebody agreed to give on top of what calendars say; each can be taken back. */
function Agreed({ view, draft, onChange }: Pick<Props, 'view' | 'draft' | 'onChange'>) {
  const { agreed = [], extraWindows = [] } = draft;
  if (agreed.length + extraWindows.length === 0) return null;
  const zone = view.setup.zone;
  const name = (id: string): string => view.directory.find((p) => p.id === id)?.name ?? 'Somebody';
  const rows = [
    ...agreed.map((one) => ({
      text: `${name(one.who)}: ${dayName(one.start, zone)} ${timeRange(one.start, one.end, zone)}`,
      without: { ...draft, agreed: agreed.filter((other) => other !== one) },
    })),
    ...extraWindows.map((one) => ({
      text: `${view.candidate.name}: ${dayName(one.start, zone)} ${timeRange(one.start, one.end, zone)}`,
      without: { ...draft, extraWindows: extraWindows.filter((other) => other !== one) },
    })),
  ];
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">Agreed to on top</legend>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {rows.map(({ text, without }) => (
          <li key={text} className="flex items-center justify-between gap-2 pl-3">
            <span className="tabular min-w-0 wrap-anywhere">{text}</span>
            <IconButton label={`Take back: ${text}`} onClick={() => onChange(without)}>
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Decisions about single people: unreadable calendars vouched for, limits lifted. */
function Vouched({ view, draft, onChange }: Pick<Props, 'view' | 'draft' | 'onChange'>) {
  const toggle = (list: string[] | undefined, id: string, on: boolean): string[] =>
    on ? [...(list ?? []), id] : (list ?? []).filter((one) => one !== id);
  const unknown = view.people.filter((p) => p.state === 'unknown' || p.state === 'assumed');
  return (
    <div className="flex flex-col gap-2">
      {unknown.map((person) => (
        <Checkbox
          key={person.id}
          label={`I know that ${person.name} is free in their working hours`}
          hint={person.problem?.message}
          checked={draft.assumeFree?.includes(person.id) ?? false}
          onChange={(on) => onChange({ ...draft, assumeFree: toggle(draft.assumeFree, person.id, on) })}
        />
      ))}
      <details>
        <summary className="min-h-6 text-sm font-medium">Interview limits</summary>
        <div className="mt-1 flex flex-col">
          {view.people.map((person) => (
            <Checkbox
              key={person.id}
              label={`Lift the limit of ${person.name}`}
              checked={draft.liftLimits?.includes(person.id) ?? false}
              onChange={(on) => onChange({ ...draft, liftLimits: toggle(draft.liftLimits, person.id, on) })}
            />
          ))}
        </div>
      </details>
    </div>
  );
}
