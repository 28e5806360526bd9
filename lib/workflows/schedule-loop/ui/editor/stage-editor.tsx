import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Dialog } from '@/components/dialog';
import { Select, TextField } from '@/components/field';
import { Notice } from '@/components/notice';
import { Checkbox } from '@/components/toggle';
import type { LoopView } from '../../contract';
import { checkSetup } from '../../rules';
import { type LoopDraft, type LoopSessionSetup, type LoopSetup, loopSetupSchema } from '../../schema';
import { useLoop } from '../loop-context';
import { DayFields, OrderFields, PlaceFields } from './rule-fields';
import { SessionFields } from './session-fields';

/** The stage plan: what an on-site of this posting and stage is made of. Saved for this candidate, or for all. */
export function StageEditor({ view, open, onClose }: { view: LoopView; open: boolean; onClose: () => void }) {
  const save = useLoop((state) => state.save);
  const remember = useLoop((state) => state.remember);
  const saving = useLoop((state) => state.task === 'save');
  const [setup, setSetup] = useState(view.setup);
  const [draft, setDraft] = useState<LoopDraft>(view.draft);
  const [forAll, setForAll] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening starts from what is in force
  useEffect(() => {
    if (open) {
      setSetup(view.setup);
      setDraft(view.draft);
    }
  }, [open]);
  const change = (part: Partial<LoopSetup>) => setSetup({ ...setup, ...part });
  const known = new Set(view.directory.map((p) => p.id));
  const away = new Set(
    view.people.filter((p) => p.state === 'opted-out' || p.state === 'inactive').map((p) => p.id),
  );
  const nameOf = (id: string): string =>
    view.directory.find((p) => p.id === id)?.name ?? 'somebody not in Lever';
  const problems = checkSetup(setup, (id) => known.has(id) && !away.has(id), nameOf);
  const parsed = loopSetupSchema.safeParse(setup);
  const malformed = parsed.success
    ? null
    : `${parsed.error.issues[0]?.path.join(' ')}: ${parsed.error.issues[0]?.message}`;
  const names = new Set(setup.sessions.map((s) => s.name));
  const general = problems.filter((p) => !names.has(p.subject ?? ''));
  const session = (n: number, next: LoopSessionSetup) =>
    change({ sessions: setup.sessions.map((one, i) => (i === n ? next : one)) });
  const move = (n: number, by: number) => {
    const sessions = [...setup.sessions];
    const [one] = sessions.splice(n, 1);
    if (one) sessions.splice(n + by, 0, one);
    change({ sessions });
  };
  const remove = (n: number) => {
    const gone = setup.sessions[n]?.id ?? '';
    const { order } = setup;
    change({
      sessions: setup.sessions.filter((_, i) => i !== n),
      order: {
        first: order.first === gone ? null : order.first,
        last: order.last === gone ? null : order.last,
        before: order.before.filter((pair) => !pair.includes(gone)),
        sameDay: order.sameDay.filter((pair) => !pair.includes(gone)),
      },
    });
  };
  const add = () => {
    const id = [...Array(20).keys()]
      .map((n) => `session-${n + 1}`)
      .find((one) => !setup.sessions.some((s) => s.id === one));
    if (id)
      change({
        sessions: [
          ...setup.sessions,
          {
            id,
            name: `Session ${setup.sessions.length + 1}`,
            minutes: 60,
            roles: [{ label: 'Interviewer', members: [], need: 1, ordered: false }],
            shadow: null,
            room: setup.sessions.some((s) => s.room),
            video: true,
            optional: false,
            focus: '',
          },
        ],
      });
  };
  const onSave = async () => {
    const done = await save({ ...draft, setup }, 'Stage plan changed');
    if (done && forAll) await remember();
    if (done) onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="drawer"
      title="Stage plan"
      footer={
        <>
          <span className="mr-auto">
            <Checkbox
              label={
                view.posting
                  ? `Remember for ${view.stage?.name ?? 'this stage'} of ${view.posting.title}`
                  : 'Remember'
              }
              checked={forAll}
              onChange={setForAll}
            />
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            busy={saving}
            disabled={problems.length > 0 || !parsed.success}
            onClick={() => void onSave()}
          >
            Save and search
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {(general.length > 0 || malformed) && (
          <Notice tone="danger" title="This plan cannot be searched yet.">
            <ul className="list-disc pl-5">
              {general.map((p) => (
                <li key={p.message}>
                  {p.message} {p.next}
                </li>
              ))}
              {malformed && <li>{malformed}</li>}
            </ul>
          </Notice>
        )}
        <Section id="editor-sessions" title="Sessions">
          {setup.sessions.map((one, n) => (
            <SessionFields
              key={one.id}
              view={view}
              session={one}
              n={n}
              count={setup.sessions.length}
              problems={problems.filter((p) => p.subject === one.name)}
              onChange={(next) => session(n, next)}
              onMove={(by) => move(n, by)}
              onRemove={() => remove(n)}
            />
          ))}
          {setup.sessions.length < 10 && (
            <Button className="self-start" icon={<Plus size={14} aria-hidden="true" />} onClick={add}>
              Add a session
            </Button>
          )}
        </Section>
        <Section id="editor-days" title="Days and breaks">
          <DayFields setup={setup} onChange={change} />
        </Section>
        <Section id="editor-order" title="Order">
          <OrderFields setup={setup} onChange={change} />
        </Section>
        <Section id="editor-place" title="Rooms and note">
          <PlaceFields view={view} setup={setup} onChange={change} />
        </Section>
        <Section id="editor-candidate" title="For this candidate only">
          <div className="grid grid-cols-2 gap-3">
            <Select
              label="Days searched"
              value={String(draft.windowDays ?? view.windowDays)}
              onChange={(event) => setDraft({ ...draft, windowDays: Number(event.currentTarget.value) })}
              choices={[...new Set([5, 7, 10, 15, 20, 30, view.windowDays])]
                .sort((a, b) => a - b)
                .map((n) => ({ value: String(n), label: `${n} working days` }))}
            />
            <TextField
              label="Zone of the candidate"
              list="loop-zones"
              value={draft.candidateZone ?? view.candidate.zone}
              hint={view.candidate.zoneIsGuess ? 'Guessed from the location.' : undefined}
              onChange={(event) => setDraft({ ...draft, candidateZone: event.currentTarget.value })}
            />
          </div>
          <LimitFields view={view} draft={draft} onChange={setDraft} />
        </Section>
      </div>
    </Dialog>
  );
}

/** Decisions about single people that hold for this candidate only. */
function LimitFields({
  view,
  draft,
  onChange,
}: {
  view: LoopView;
  draft: LoopDraft;
  onChange: (draft: LoopDraft) => void;
}) {
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
