import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/button';
import { Select } from '@/components/field';
import type { EditorField } from '../../explain/sources';
import type { LoopSetup } from '../../schema';

type Pair = LoopSetup['order']['before'][number];
type Named = { value: string; label: string }[];

/** First, last, what comes before what, and what shares a day. */
export function OrderFields({
  setup,
  onChange,
}: {
  setup: LoopSetup;
  onChange: (change: Partial<LoopSetup>) => void;
}) {
  const order = (change: Partial<LoopSetup['order']>) => onChange({ order: { ...setup.order, ...change } });
  const sessions: Named = setup.sessions.map((s) => ({ value: s.id, label: s.name }));
  const any = [{ value: '', label: 'Any session' }, ...sessions];
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Comes first"
          data-field={'order.first' satisfies EditorField}
          value={setup.order.first ?? ''}
          onChange={(event) => order({ first: event.currentTarget.value || null })}
          choices={any}
        />
        <Select
          label="Comes last"
          data-field={'order.last' satisfies EditorField}
          value={setup.order.last ?? ''}
          onChange={(event) => order({ last: event.currentTarget.value || null })}
          choices={any}
        />
      </div>
      <Pairs
        kind="before"
        title="Before one another"
        word="comes before"
        pairs={setup.order.before}
        sessions={sessions}
        onChange={(before) => order({ before })}
      />
      <Pairs
        kind="sameDay"
        title="On the same day"
        word="and"
        pairs={setup.order.sameDay}
        sessions={sessions}
        onChange={(sameDay) => order({ sameDay })}
      />
    </div>
  );
}

/** Rules about two sessions, one a row. */
function Pairs({
  kind,
  title,
  word,
  pairs,
  sessions,
  onChange,
}: {
  kind: 'before' | 'sameDay';
  title: string;
  word: string;
  pairs: Pair[];
  sessions: Named;
  onChange: (pairs: Pair[]) => void;
}) {
  const set = (n: number, pair: Pair) => onChange(pairs.map((one, i) => (i === n ? pair : one)));
  const next = freePair(sessions, pairs);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      {pairs.map(([a, b], n) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place
          key={n}
          data-field={`pair:${kind} ${a} ${b}` satisfies EditorField}
          className="flex items-center gap-2"
        >
          <Select
            label={`${title}, rule ${n + 1}: one session`}
            labelHidden
            className="flex-1"
            value={a}
            onChange={(event) => set(n, [event.currentTarget.value, b])}
            choices={sessions}
          />
          <span className="shrink-0 text-sm text-muted">{word}</span>
          <Select
            label={`${title}, rule ${n + 1}: the other session`}
            labelHidden
            className="flex-1"
            value={b}
            onChange={(event) => set(n, [a, event.currentTarget.value])}
            choices={sessions}
          />
          <IconButton
            label={`Remove rule ${n + 1} of “${title}”`}
            onClick={() => onChange(pairs.filter((_, i) => i !== n))}
          >
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {next && pairs.length < 20 && (
        <Button
          size="sm"
          kind="quiet"
          className="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange([...pairs, next])}
        >
          {kind === 'before' ? 'Add an order of two sessions' : 'Add two sessions of one day'}
        </Button>
      )}
    </fieldset>
  );
}

/** Two sessions that no rule of this kind names yet; null when all pairs are taken. */
function freePair(sessions: Named, pairs: Pair[]): Pair | null {
  const taken = (a: string, b: string): boolean =>
    pairs.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
  for (const { value: a } of sessions)
    for (const { value: b } of sessions) if (a !== b && !taken(a, b)) return [a, b];
  return null;
}
