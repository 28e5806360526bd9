import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { PersonPicker } from '@/components/person-picker';
import { Checkbox, Switch } from '@/components/toggle';
import type { ScheduleView } from '../../contract';
import type { InterviewSetup } from '../../schema';
import { ConstraintList } from '../constraint-list';
import { usePanel } from '../panel-context';
import { FailedCall } from '../problems';
import { nameOf } from '../wording';
import { CandidateFields } from './candidate-fields';
import { adjustmentOf, draftOf, errorsOf, type SetupDraft } from './draft';
import { GroupsField } from './groups-field';
import { fieldSource, InterviewFields, TextFields } from './interview-fields';

import { SearchFields } from './search-fields';
import { SourceNote } from './source-note';

/** Everything about this interview that can be set. Nothing counts until "Search with this". */
export function SetupDrawer({
  view,
  open,
  onClose,
}: {
  view: ScheduleView;
  open: boolean;
  onClose: () => void;
}) {
  const adjust = usePanel((state) => state.adjust);
  const remember = usePanel((state) => state.remember);
  const automate = usePanel((state) => state.automate);
  const reset = usePanel((state) => state.reset);
  const searching = usePanel((state) => state.task === 'search');
  const failed = usePanel((state) => state.failed !== null);
  const [draft, setDraft] = useState<SetupDraft>(() => draftOf(view));
  const [keep, setKeep] = useState(view.setup.remembered);
  const [automatic, setAutomatic] = useState(view.automatic);
  const [checked, setChecked] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing must survive a refresh behind the drawer
  useEffect(() => {
    if (!open) return;
    setDraft(draftOf(view));
    setKeep(view.setup.remembered);
    setAutomatic(view.automatic);
    setChecked(false);
  }, [open]);

  const change = (part: Partial<SetupDraft>) => setDraft((now) => ({ ...now, ...part }));
  const onSetup = (part: Partial<InterviewSetup>) =>
    setDraft((now) => ({ ...now, setup: { ...now.setup, ...part } }));
  const all = errorsOf(draft);
  const errors = checked ? all : {};
  const wrong = Object.keys(all).length > 0;

  const apply = async () => {
    setChecked(true);
    if (wrong) return;
    const adjustment = adjustmentOf(draft, view);
    if (Object.keys(adjustment).length > 0 && !(await adjust(adjustment))) return;
    if (keep || automatic) await remember();
    if (automatic !== view.automatic) await automate(automatic);
    onClose();
  };
  const startOver = async () => {
    await reset();
    onClose();
  };

  return (
    <Dialog
      open={open}
      place="drawer"
      title="Set up the interview"
      onClose={onClose}
      footer={
        <div className="flex w-full flex-col gap-2">
          {checked && wrong && (
            <p role="alert" className="text-sm text-danger">
              Some fields need a look before searching.
            </p>
          )}
          <Checkbox
            label="Remember for this posting and stage"
            hint={[view.posting?.title, view.stage?.name].filter(Boolean).join(' · ')}
            checked={keep || automatic}
            disabled={automatic}
            onChange={setKeep}
          />
          {view.posting && (
            <Switch
              label="Propose times by itself when somebody enters this stage"
              hint="Proposals wait under Approvals; whoever is in the stage now is left alone."
              checked={automatic}
              onChange={setAutomatic}
            />
          )}
          <div className="flex items-center justify-between gap-2">
            <Button kind="quiet" onClick={() => void startOver()}>
              Forget my changes
            </Button>
            <Button kind="primary" busy={searching} onClick={() => void apply()}>
              Search with this
            </Button>
          </div>
        </div>
      }
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        {failed && <FailedCall />}
        <Part title="Interview">
          <InterviewFields {...{ view, draft, errors, onSetup }} />
        </Part>
        <Part title="Must be there" aside={<SourceNote text={fieldSource(view, draft, 'groups')} />}>
          <GroupsField
            view={view}
            groups={draft.setup.groups}
            errors={errors}
            onChange={(groups) => onSetup({ groups })}
          />
        </Part>
        <Part
          title="Welcome, but not needed"
          aside={<SourceNote text={fieldSource(view, draft, 'optional')} />}
        >
          <PersonPicker
            directory={view.directory}
            nameOf={(id) => nameOf(view, id)}
            label="Optional"
            members={draft.setup.optional}
            onChange={(optional) => onSetup({ optional })}
          />
        </Part>
        <Part title="Candidate">
          <CandidateFields {...{ view, draft, errors, onChange: change }} />
        </Part>
        <Part title="Search">
          <SearchFields {...{ draft, errors, onChange: change }} />
        </Part>
        <Part title="Texts">
          <TextFields {...{ view, draft, errors, onSetup }} />
        </Part>
        <ConstraintList id="constraints" constraints={view.constraints} title="Found in the notes" />
        <button type="submit" className="hidden" aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}

function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <div className="flex items-baseline justify-between gap-2 border-b border-line pb-1">
        <h3 className="text-sm font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
