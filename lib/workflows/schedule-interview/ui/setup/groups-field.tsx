import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/button';
import { TextField } from '@/components/field';
import { PersonPicker } from '@/components/person-picker';
import type { ScheduleView } from '../../contract';
import type { InterviewSetup } from '../../schema';
import { nameOf } from '../wording';

type Group = InterviewSetup['groups'][number];

/** Who must be there: each group needs so many of its members, at the same time. */
export function GroupsField({
  view,
  groups,
  errors,
  onChange,
}: {
  view: ScheduleView;
  groups: Group[];
  errors: Record<string, string>;
  onChange: (groups: Group[]) => void;
}) {
  const put = (index: number, change: Partial<Group>) =>
    onChange(groups.map((group, at) => (at === index ? { ...group, ...change } : group)));
  return (
    <div className="flex flex-col gap-2">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group has no identity but its place
        <fieldset key={index} className="flex flex-col gap-2 rounded-lg border border-line p-3">
          <legend className="sr-only">Group {group.label || index + 1}</legend>
          <div className="flex items-end gap-2">
            <TextField
              label="Group"
              className="min-w-0 flex-1"
              value={group.label}
              maxLength={80}
              onChange={(event) => put(index, { label: event.currentTarget.value })}
            />
            <TextField
              label="Needs"
              className="w-16"
              type="number"
              min={1}
              max={Math.max(1, group.members.length)}
              value={group.need}
              onChange={(event) => put(index, { need: Math.max(1, event.currentTarget.valueAsNumber || 1) })}
            />
            <span className="flex h-8 shrink-0 items-center text-muted">of {group.members.length}</span>
            <IconButton
              label={`Remove the group ${group.label}`}
              className="mb-0.5"
              onClick={() => onChange(groups.filter((_, at) => at !== index))}
            >
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </div>
          <PersonPicker
            directory={view.directory}
            nameOf={(id) => nameOf(view, id)}
            label={group.label || `Group ${index + 1}`}
            members={group.members}
            onChange={(members) => put(index, { members })}
          />
          {errors[`group-${index}`] && <p className="text-sm text-danger">{errors[`group-${index}`]}</p>}
        </fieldset>
      ))}
      <Button
        size="sm"
        kind="quiet"
        className="self-start"
        icon={<Plus size={14} aria-hidden="true" />}
        disabled={groups.length >= 12}
        onClick={() => onChange([...groups, { label: '', members: [], need: 1 }])}
      >
        Add a group
      </Button>
    </div>
  );
}
