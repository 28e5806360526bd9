import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/button';
import { Select, TextArea, TextField } from '@/components/field';
import { PersonPicker } from '@/components/person-picker';
import { Checkbox } from '@/components/toggle';
import type { Problem } from '@/lib/domain/problem';
import type { LoopView } from '../../contract';
import type { EditorField } from '../../explain/sources';
import type { LoopRole, LoopSessionSetup } from '../../schema';

const LENGTHS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240];

/** One session of the stage plan. */
export function SessionFields({
  view,
  session,
  n,
  count,
  problems,
  onChange,
  onMove,
  onRemove,
}: {
  view: LoopView;
  session: LoopSessionSetup;
  n: number;
  count: number;
  problems: Problem[];
  onChange: (session: LoopSessionSetup) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const set = (change: Partial<LoopSessionSetup>) => onChange({ ...session, ...change });
  const role = (q: number, change: Partial<LoopRole>) =>
    set({ roles: session.roles.map((one, i) => (i === q ? { ...one, ...change } : one)) });
  const nameOf = (id: string): string => view.directory.find((p) => p.id === id)?.name ?? id;
  const lengths = [...new Set([...LENGTHS, session.minutes])].sort((a, b) => a - b);
  return (
    <fieldset
      data-field={`session:${session.id}` satisfies EditorField}
      className="flex flex-col gap-3 rounded-lg border border-line bg-canvas p-3"
    >
      <legend className="sr-only">
        Session {n + 1}: {session.name}
      </legend>
      <div className="flex items-end gap-2">
        <TextField
          label="Session"
          className="flex-1"
          value={session.name}
          maxLength={80}
          error={session.name.trim() === '' ? 'Give it a name.' : null}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label="Minutes"
          className="w-24"
          value={String(session.minutes)}
          onChange={(event) => set({ minutes: Number(event.currentTarget.value) })}
          choices={lengths.map((m) => ({ value: String(m), label: String(m) }))}
        />
        <span className="flex pb-0.5">
          <IconButton label={`Move ${session.name} up`} disabled={n === 0} onClick={() => onMove(-1)}>
            <ArrowUp size={14} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={`Move ${session.name} down`}
            disabled={n === count - 1}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={14} aria-hidden="true" />
          </IconButton>
          <IconButton label={`Remove ${session.name}`} disabled={count === 1} onClick={onRemove}>
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      {session.roles.map((one, q) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: roles are edited in place
        <div key={q} className="flex flex-col gap-2 border-l-2 border-line pl-3">
          <div className="flex items-end gap-2">
            <TextField
              label="Role"
              className="flex-1"
              value={one.label}
              maxLength={80}
              onChange={(event) => role(q, { label: event.currentTarget.value })}
            />
            <Select
              label="How many"
              className="w-20"
              value={String(one.need)}
              onChange={(event) => role(q, { need: Number(event.currentTarget.value) })}
              choices={[1, 2, 3, 4].map((need) => ({ value: String(need), label: String(need) }))}
            />
            {session.roles.length > 1 && (
              <IconButton
                label={`Remove the role ${one.label}`}
                onClick={() => set({ roles: session.roles.filter((_, i) => i !== q) })}
              >
                <Trash2 size={14} aria-hidden="true" />
              </IconButton>
            )}
          </div>
          <PersonPicker
            directory={view.directory}
            nameOf={nameOf}
            label={`${session.name}, ${one.label}`}
            members={one.members}
            onChange={(members) => role(q, { members })}
          />
          {one.members.length > 1 && (
            <Checkbox
              label="Prefer them in this order"
              checked={one.ordered}
              onChange={(ordered) => role(q, { ordered })}
            />
          )}
        </div>
      ))}
      {problems.map((problem) => (
        <p key={problem.message} className="text-danger">
          {problem.message}
        </p>
      ))}
      {session.roles.length < 4 && (
        <Button
          size="sm"
          kind="quiet"
          className="self-start"
          onClick={() =>
            set({ roles: [...session.roles, { label: 'Interviewer', members: [], need: 1, ordered: false }] })
          }
        >
          Add another role
        </Button>
      )}
      <div className="grid grid-cols-2 gap-x-4">
        <Checkbox label="Needs a room" checked={session.room} onChange={(room) => set({ room })} />
        <Checkbox label="Video link" checked={session.video} onChange={(video) => set({ video })} />
        <Checkbox
          label="Optional: may be left out"
          checked={session.optional}
          onChange={(optional) => set({ optional })}
        />
      </div>
      <Select
        label="Shadow"
        hint="Sits in to learn and never decides: invited as optional when free, not part of the panel in Lever."
        value={session.shadow ?? ''}
        onChange={(event) => set({ shadow: event.currentTarget.value || null })}
        choices={[
          { value: '', label: 'Nobody' },
          ...view.directory.map((p) => ({ value: p.id, label: p.name })),
        ]}
      />
      <TextArea
        label="Focus"
        rows={2}
        hint="For the interviewers only."
        value={session.focus}
        maxLength={2000}
        onChange={(event) => set({ focus: event.currentTarget.value })}
      />
    </fieldset>
  );
}
