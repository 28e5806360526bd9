import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { type Loaded, useAct } from '@/components/use-call';
import type { Settings } from '@/lib/domain/settings';
import type { Client } from '@/lib/messaging/contract';
import type { PreferencesView, setPreferences } from '../contract';
import { PreferencesFields } from './preferences-fields';

/** Fields of `draft` that differ from what is in force. */
export function changeOf(draft: Settings, present: Settings): Partial<Settings> {
  const fields = Object.keys(draft) as (keyof Settings)[];
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(present[field]))
      .map((field) => [field, draft[field]]),
  );
}

const SET_ASIDE = { stored: 'stored', admin: 'preset by your administrator' } as const;

/** All scheduling preferences. Nothing is saved before the button is pressed; leaving fields untouched keeps them. */
export function PreferencesPage({
  client,
  preferences,
}: {
  client: Client<typeof setPreferences>;
  preferences: Loaded<PreferencesView>;
}) {
  const { value } = preferences;
  const [draft, setDraft] = useState<Settings | null>(null);
  const [asking, setAsking] = useState(false);
  const [saved, setSaved] = useState(false);
  /** Counts what empties the fields, so that text which was never a value goes with it. */
  const [turn, setTurn] = useState(0);
  const fields = useRef<HTMLDivElement>(null);
  const act = useAct();
  useEffect(() => {
    if (value) setDraft((now) => now ?? value.settings);
  }, [value]);

  if (preferences.problem && !value) {
    return (
      <ProblemNotice
        problem={preferences.problem}
        action={<Button onClick={preferences.reload}>Try again</Button>}
      />
    );
  }
  if (!value || !draft) {
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label="Loading the preferences"
        className="flex flex-col gap-3"
      >
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    );
  }
  const present = value.settings;
  const change = changeOf(draft, present);
  const changed = Object.keys(change).length;

  async function save() {
    // A field that shows something else than what would be saved must not be passed over.
    const wrong = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) {
      wrong.focus();
      return;
    }
    const view = await act.run('save', () => client.change({ change }));
    if (!view) return;
    preferences.set(view);
    setDraft(view.settings);
    setSaved(true);
  }
  async function reset() {
    setAsking(false);
    const view = await act.run('reset', () => client.reset({}));
    if (!view) return;
    preferences.set(view);
    setDraft(view.settings);
    setTurn(turn + 1);
  }
  function discard() {
    setDraft(present);
    setTurn(turn + 1);
    act.clear();
  }

  return (
    <div className="flex flex-col gap-5">
      {value.setAside.length > 0 && (
        <Notice tone="warn" title="Some values could not be used; the defaults are in force for them.">
          <ul className="list-disc pl-5">
            {value.setAside.map((one) => (
              <li key={`${one.from} ${one.path}`}>
                <code className="font-mono text-sm">{one.path}</code> ({SET_ASIDE[one.from]}): {one.reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {value.problems.map((problem) => (
        <ProblemNotice key={problem.code + problem.message} problem={problem} tone="warn" />
      ))}
      <div ref={fields} key={turn} className="flex flex-col gap-5">
        <PreferencesFields
          view={value}
          draft={draft}
          onChange={(part) => {
            setSaved(false);
            setDraft({ ...draft, ...part });
          }}
        />
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div className="sticky bottom-0 -mx-1 flex flex-wrap items-center gap-2 border-t border-line bg-canvas px-1 py-3">
        <Button kind="primary" disabled={changed === 0} busy={act.busy === 'save'} onClick={save}>
          Save
        </Button>
        <Button disabled={changed === 0} onClick={discard}>
          Discard changes
        </Button>
        <p role="status" className="text-muted">
          {changed > 0
            ? `${changed} ${changed === 1 ? 'change' : 'changes'} not saved`
            : saved
              ? 'Saved.'
              : ''}
        </p>
        <Button
          kind="quiet"
          className="sm:ml-auto"
          busy={act.busy === 'reset'}
          onClick={() => setAsking(true)}
        >
          Back to the defaults
        </Button>
      </div>
      <Dialog
        open={asking}
        title="Back to the defaults?"
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep mine</Button>
            <Button kind="danger" onClick={reset}>
              Forget my preferences
            </Button>
          </>
        }
      >
        <p>
          This also forgets what you set for single people, calendar addresses included. Connections stay.
        </p>
      </Dialog>
    </div>
  );
}
