import { Ban, Check, CircleDashed, CircleHelp, Mail, PenLine, RotateCcw, ShieldCheck, X } from 'lucide-react';
import { Section } from './card';
import { cx } from './class-names';
import { Spinner } from './spinner';

/** One write of a plan, as any workflow shows it. */
export interface WriteRowView {
  id: string;
  summary: string;
  system: 'lever' | 'google' | 'microsoft' | 'fulcrum';
  effect: 'check' | 'write' | 'mail';
  irrevocable: string | null;
  state:
    | 'planned'
    | 'intended'
    | 'unknown'
    | 'done'
    | 'failed'
    | 'skipped'
    | 'undoing'
    | 'undone'
    | 'undo-failed';
  problem: { message: string; next: string } | null;
}

export const SYSTEM: Record<WriteRowView['system'], string> = {
  lever: 'Lever',
  google: 'Google Calendar',
  microsoft: 'Microsoft 365',
  fulcrum: 'On this computer',
};

const EFFECT = {
  check: { icon: ShieldCheck, text: 'Check' },
  write: { icon: PenLine, text: 'Write' },
  mail: { icon: Mail, text: 'Reaches people' },
};

const STATE_TEXT: Record<WriteRowView['state'], string> = {
  planned: 'waiting',
  intended: 'running',
  unknown: 'asking what became of it',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
  undoing: 'being taken back',
  undone: 'taken back',
  'undo-failed': 'could not be taken back',
};

/** Every effect in words, grouped by system in the order they happen. `live` shows how far each one is. */
export function WriteList({ writes, title, live }: { writes: WriteRowView[]; title: string; live: boolean }) {
  return (
    <Section id="writes" title={title}>
      <ol className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-3">
        {bySystem(writes).map(({ system, writes: group }) => (
          <li key={group[0]?.id} className="flex flex-col gap-1">
            <h3 className="text-sm font-semibold text-muted">{SYSTEM[system]}</h3>
            <ol className="flex flex-col gap-1">
              {group.map((write) => (
                <WriteRow key={write.id} write={write} live={live} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function WriteRow({ write, live }: { write: WriteRowView; live: boolean }) {
  const { icon: Effect, text } = EFFECT[write.effect];
  return (
    <li className="flex items-start gap-2">
      <span className="mt-[3px] inline-flex size-3.5 shrink-0 items-center justify-center">
        {live ? (
          <StateIcon state={write.state} />
        ) : (
          <Effect
            size={14}
            className={write.effect === 'mail' ? 'text-warn' : 'text-muted'}
            aria-hidden="true"
          />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <p
          className={cx(
            'wrap-anywhere',
            live && (write.state === 'planned' || write.state === 'skipped') && 'text-muted',
          )}
        >
          <span className="sr-only">{live ? STATE_TEXT[write.state] : text}: </span>
          {write.summary}
          {live && write.state !== 'planned' && write.state !== 'done' && write.state !== 'intended' && (
            <span className="text-muted"> · {STATE_TEXT[write.state]}</span>
          )}
        </p>
        {!live && write.irrevocable && <p className="text-sm text-warn wrap-anywhere">{write.irrevocable}</p>}
        {write.problem && (
          <p className="text-danger wrap-anywhere">
            {write.problem.message} {write.problem.next}
          </p>
        )}
      </div>
    </li>
  );
}

function StateIcon({ state }: { state: WriteRowView['state'] }) {
  switch (state) {
    case 'intended':
    case 'undoing':
      return <Spinner className="text-accent-text" />;
    case 'done':
      return <Check size={14} className="animate-enter text-good" aria-hidden="true" />;
    case 'failed':
    case 'undo-failed':
      return <X size={14} className="text-danger" aria-hidden="true" />;
    case 'unknown':
      return <CircleHelp size={14} className="text-warn" aria-hidden="true" />;
    case 'undone':
      return <RotateCcw size={14} className="text-muted" aria-hidden="true" />;
    case 'skipped':
      return <Ban size={14} className="text-muted" aria-hidden="true" />;
    case 'planned':
      return <CircleDashed size={14} className="text-muted" aria-hidden="true" />;
  }
}

/** Runs of writes in one system; the order of the plan is kept. */
function bySystem(writes: WriteRowView[]): { system: WriteRowView['system']; writes: WriteRowView[] }[] {
  const groups: { system: WriteRowView['system']; writes: WriteRowView[] }[] = [];
  for (const write of writes) {
    const last = groups[groups.length - 1];
    if (last?.system === write.system) last.writes.push(write);
    else groups.push({ system: write.system, writes: [write] });
  }
  return groups;
}
