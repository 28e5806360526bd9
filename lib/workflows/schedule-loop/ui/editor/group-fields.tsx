import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/button';
import { Select, TextField } from '@/components/field';
import { PersonPicker } from '@/components/person-picker';
import type { LoopView } from '../../contract';
import { groupInWords } from '../../explain/clash';
import type { EditorField } from '../../explain/sources';
import type { LoopGroup, LoopSetup } from '../../schema';

/** Who has to be there over the whole on-site: at least one senior, at most two of a team. */
export function GroupFields({
  view,
  setup,
  onChange,
}: {
  view: LoopView;
  setup: LoopSetup;
  onChange: (change: Partial<LoopSetup>) => void;
}) {
  const { groups } = setup;
  const pooled = new Set(setup.sessions.flatMap((s) => s.roles.flatMap((role) => role.members)));
  const seats = setup.sessions.reduce((sum, s) => sum + s.roles.reduce((all, role) => all + role.need, 0), 0);
  const counts = Array.from({ length: Math.min(seats, 20) + 1 }, (_, n) => ({
    value: String(n),
    label: String(n),
  }));
  const set = (n: number, change: Partial<LoopGroup>) =>
    onChange({ groups: groups.map((one, i) => (i === n ? { ...one, ...change } : one)) });
  const add = () => {
    const id = [...Array(20).keys()]
      .map((n) => `group-${n + 1}`)
      .find((one) => !groups.some((g) => g.id === one));
    if (id)
      onChange({
        groups: [
          ...groups,
          { id, name: groups.length === 0 ? 'Seniors' : 'Group', members: [], min: 1, max: null },
        ],
      });
  };
  return (
    <div className="flex flex-col gap-3">
      {groups.map((group, n) => (
        <fieldset
          key={group.id}
          data-field={`group:${group.id}` satisfies EditorField}
          className="flex flex-col gap-2 rounded-lg border border-line bg-canvas p-3"
        >
          <legend className="sr-only">Rule about people: {group.name}</legend>
          <div className="flex items-end gap-2">
            <TextField
              label="Group"
              className="flex-1"
              value={group.name}
              maxLength={80}
              onChange={(event) => set(n, { name: event.currentTarget.value })}
            />
            <Select
              label="At least"
              className="w-20"
              value={String(group.min)}
              onChange={(event) => set(n, { min: Number(event.currentTarget.value) })}
              choices={counts}
            />
            <Select
              label="At most"
              className="w-20"
              value={group.max === null ? '' : String(group.max)}
              onChange={(event) =>
                set(n, { max: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })
              }
              choices={[{ value: '', label: 'Any' }, ...counts]}
            />
            <IconButton
              label={`Remove the rule about ${group.name}`}
              onClick={() => onChange({ groups: groups.filter((_, i) => i !== n) })}
            >
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </div>
          <PersonPicker
            directory={view.directory.filter(({ id }) => pooled.has(id))}
            nameOf={(id) => view.directory.find((p) => p.id === id)?.name ?? id}
            label={group.name || 'Group'}
            members={group.members}
            onChange={(members) => set(n, { members })}
          />
          <p className="text-sm text-muted">{groupInWords(group.name, group)}, over all sessions together.</p>
        </fieldset>
      ))}
      {groups.length < 8 && (
        <Button
          size="sm"
          kind="quiet"
          className="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={add}
        >
          Add who has to be there
        </Button>
      )}
    </div>
  );
}
