import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { cx } from './class-names';

/** People as chips, and a field that finds more by name. */
export function PersonPicker({
  directory,
  nameOf,
  label,
  members,
  onChange,
}: {
  /** Everybody who can be added. */
  directory: { id: string; name: string; jobTitle: string | null }[];
  nameOf: (id: string) => string;
  label: string;
  members: string[];
  onChange: (members: string[]) => void;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const free = directory.filter((person) => !members.includes(person.id));
  const shown = (person: (typeof free)[number]) =>
    person.jobTitle ? `${person.name}, ${person.jobTitle}` : person.name;
  const choose = (typed: string) => {
    const wanted = typed.trim().toLowerCase();
    const found = free.filter(
      (person) => shown(person).toLowerCase() === wanted || person.name.toLowerCase() === wanted,
    );
    const only = found.length === 1 ? found[0] : undefined;
    if (only) onChange([...members, only.id]);
    setText(only ? '' : typed);
  };
  const unknown =
    text.trim() !== '' &&
    !free.some((person) => shown(person).toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="flex flex-col gap-1.5">
      {members.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" aria-label={`${label}: chosen`}>
          {members.map((member) => (
            <li
              key={member}
              className="inline-flex max-w-full items-center rounded-md bg-accent-soft pl-2 text-accent-text"
            >
              <span className="truncate">{nameOf(member)}</span>
              <button
                type="button"
                aria-label={`Remove ${nameOf(member)}`}
                onClick={() => onChange(members.filter((one) => one !== member))}
                className="inline-flex size-6 items-center justify-center rounded-md hover:bg-hover"
              >
                <X size={12} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        aria-label={`${label}: add a person`}
        list={id}
        value={text}
        placeholder="Add a person by name"
        autoComplete="off"
        onChange={(event) => choose(event.currentTarget.value)}
        className={cx(
          'h-8 w-full rounded-md border bg-surface px-2 text-base placeholder:text-muted',
          unknown ? 'border-danger' : 'border-line-strong',
        )}
      />
      {unknown && <p className="text-sm text-danger">Nobody in Lever has this name.</p>}
      <datalist id={id}>
        {free.map((person) => (
          <option key={person.id} value={shown(person)} />
        ))}
      </datalist>
    </div>
  );
}
