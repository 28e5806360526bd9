import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Dialog } from '@/components/dialog';
import { Notice } from '@/components/notice';
import { Checkbox } from '@/components/toggle';
import { clockTime, instantOf, isZone, localDate } from '@/components/zoned';
import type { LoopView } from '../../contract';
import type { EditorField } from '../../explain/sources';
import { checkSetup, checkWindows, malformed, unknownZone, type WindowRow } from '../../rules';
import { type LoopDraft, type LoopSessionSetup, type LoopSetup, loopSetupSchema } from '../../schema';
import { useLoop, useLoopSurroundings } from '../loop-context';
import { CandidateFields } from './candidate-fields';
import { GroupFields } from './group-fields';
import { OrderFields } from './order-fields';
import { DayFields, PlaceFields } from './rule-fields';
import { SessionFields } from './session-fields';

const rowOf = ({ start, end }: { start: number; end: number }, zone: string): WindowRow => {
  const same = localDate(start, zone) === localDate(end, zone);
  return {
    date: localDate(start, zone),
    from: clockTime(start, zone),
    to: same ? clockTime(end, zone) : '24:00',
  };
};

const spanOf = ({ date, from, to }: WindowRow, zone: string): { start: number; end: number } => ({
  start: instantOf(date, from, zone),
  end: instantOf(date, to, zone),
});

/** Puts the keyboard where a fact leads to. */
function focusField(root: HTMLElement | null, field: EditorField): void {
  const CONTROL = 'input, select, textarea, button';
  const place = root?.querySelector<HTMLElement>(`[data-field=${JSON.stringify(field)}]`);
  const control = place?.matches(CONTROL) ? place : place?.querySelector<HTMLElement>(CONTROL);
  control?.scrollIntoView({ block: 'center' });
  control?.focus();
}

/** The stage plan: what an on-site of this posting and stage is made of. Saved for this candidate, or for all. */
export function StageEditor({
  view,
  open,
  field,
  onClose,
}: {
  view: LoopView;
  open: boolean;
  /** Where to begin; null = at the top. */
  field: EditorField | null;
  onClose: () => void;
}) {
  const { now } = useLoopSurroundings();
  const save = useLoop((state) => state.save);
  const remember = useLoop((state) => state.remember);
  const saving = useLoop((state) => state.task === 'save');
  const [setup, setSetup] = useState(view.setup);
  const [draft, setDraft] = useState<LoopDraft>(view.draft);
  const [windows, setWindows] = useState<WindowRow[] | null>(null);
  const [forAll, setForAll] = useState(true);
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening starts from what is in force
  useEffect(() => {
    if (open) {
      setSetup(view.setup);
      setDraft(view.draft);
      const zone = view.draft.candidateZone ?? view.candidate.zone;
      setWindows(view.draft.windows?.map((one) => rowOf(one, zone)) ?? null);
      if (field) focusField(body.current, field);
    }
  }, [open]);
  const change = (part: Partial<LoopSetup>) => setSetup({ ...setup, ...part });
  const known = new Set(view.directory.map((p) => p.id));
  const away = new Set(
    view.people.filter((p) => p.state === 'opted-out' || p.state === 'inactive').map((p) => p.id),
  );
  const nameOf = (id: string): string =>
    view.directory.find((p) => p.id === id)?.name ?? 'somebody not in Lever';
  const zone = draft.candidateZone ?? view.candidate.zone;
  const parsed = loopSetupSchema.safeParse(setup);
  const problems = [
    ...checkSetup(setup, (id) => known.has(id) && !away.has(id), nameOf),
    ...checkWindows(windows, isZone(zone) ? localDate(now(), zone) : ''),
    ...(isZone(zone) ? [] : [unknownZone(zone)]),
    ...(isZone(setup.zone) ? [] : [unknownZone(setup.zone)]),
    ...(parsed.success ? [] : malformed(setup, parsed.error.issues)),
  ];
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
    const given = windows?.map((row) => spanOf(row, zone)) ?? null;
    const done = await save({ ...draft, setup, windows: given }, 'Stage plan changed');
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
      <div ref={body} className="flex flex-col gap-5">
        {general.length > 0 && (
          <Notice tone="danger" title="This plan cannot be searched yet.">
            <ul className="list-disc pl-5">
              {general.map((p) => (
                <li key={p.message}>
                  {p.message} {p.next}
                </li>
              ))}
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
        <Section id="editor-groups" title="Who has to be there">
          <GroupFields view={view} setup={setup} onChange={change} />
        </Section>
        <Section id="editor-place" title="Rooms and note">
          <PlaceFields view={view} setup={setup} onChange={change} />
        </Section>
        <Section id="editor-candidate" title="For this candidate only">
          <CandidateFields
            view={view}
            draft={draft}
            onChange={setDraft}
            windows={windows}
            onWindows={setWindows}
          />
        </Section>
      </div>
    </Dialog>
  );
}
