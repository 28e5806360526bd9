import { Redo2, Search, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/components/button';
import { Section } from '@/components/card';
import { cx } from '@/components/class-names';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopQuestion } from '../question';
import { breaksOf } from '../rules';
import { bookedPlan } from '../store-state';
import { DayBoard } from './day-board';
import type { LaneMode } from './lanes';
import { useLoop, useLoopSurroundings } from './loop-context';
import { SessionDetail } from './session-detail';
import { breakText, plural } from './words';

const sameSession = (a: LoopPlan, b: LoopPlan, s: number): boolean =>
  a.start[s] === b.start[s] && a.room[s] === b.room[s] && String(a.who[s]) === String(b.who[s]);

/** The plan on the screen: lanes, what is wrong with it, and the session in hand. */
export function PlanView({ question }: { question: LoopQuestion }) {
  const { store } = useLoopSurroundings();
  const shown = useLoop((state) => state.shown);
  const past = useLoop((state) => state.past.length);
  const future = useLoop((state) => state.future.length);
  const pinned = useLoop((state) => state.pinned.size);
  const undo = useLoop((state) => state.undoEdit);
  const redo = useLoop((state) => state.redoEdit);
  const again = useLoop((state) => state.searchAgain);
  const searching = useLoop((state) => state.search.phase === 'running');
  const view = useLoop((state) => state.view);
  const booked = view?.booked ?? null;
  const [mode, setMode] = useState<LaneMode>('sessions');
  const [selected, setSelected] = useState<number | null>(null);
  const [dragged, setDragged] = useState<LoopPlan | null>(null);
  const plan = dragged ?? shown;
  if (!plan) return null;
  const breaks = breaksOf(question.instance, plan);
  const before = bookedPlan(view);
  const changed = new Set(
    question.sessions.flatMap((_, s) => (before && !sameSession(before, plan, s) ? [s] : [])),
  );
  const onMove = (s: number, start: number, done: boolean): void => {
    const base = store.getState().shown;
    if (!base) return;
    const next = { ...base, start: base.start.map((old, i) => (i === s ? start : old)) };
    setDragged(done ? null : next);
    if (!done) return;
    store.getState().edit(next);
    // The block may have changed its lane or day: the keyboard stays with it.
    const id = question.sessions[s]?.id ?? '';
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-session="${id}"]`)?.focus());
  };
  const chosen = selected !== null && selected < question.sessions.length ? selected : null;
  return (
    <Section
      id="loop-plan"
      title={booked ? 'The on-site' : 'The plan'}
      aside={
        <div className="flex items-center gap-1">
          <IconButton label="Undo the last edit (Z)" onClick={undo} disabled={past === 0}>
            <Undo2 size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label="Redo (Y)" onClick={redo} disabled={future === 0}>
            <Redo2 size={16} aria-hidden="true" />
          </IconButton>
          <fieldset className="ml-1 flex overflow-hidden rounded-md border border-line">
            <legend className="sr-only">Lanes</legend>
            {(['sessions', 'people'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={mode === one}
                onClick={() => setMode(one)}
                className={cx(
                  'min-h-6 px-2 text-sm',
                  mode === one
                    ? 'bg-accent-soft font-medium text-accent-text'
                    : 'bg-surface text-muted hover:bg-hover',
                )}
              >
                {one === 'sessions' ? 'Sessions' : 'People'}
              </button>
            ))}
          </fieldset>
        </div>
      }
    >
      <DayBoard
        question={question}
        plan={plan}
        breaks={breaks}
        mode={mode}
        selected={chosen}
        changed={changed}
        onSelect={setSelected}
        onMove={onMove}
      />
      <div aria-live="polite" className="empty:hidden">
        {breaks.length > 0 && (
          <div className="rounded-md border border-danger-line bg-danger-soft px-3 py-2">
            <p className="flex items-center gap-2 font-medium text-danger">
              <TriangleAlert size={14} aria-hidden="true" /> Breaks {plural(breaks.length, 'rule')}
            </p>
            <ul className="mt-1 list-disc pl-5">
              {[...new Set(breaks.map((b) => breakText(question, plan, b)))].map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {chosen !== null && <SessionDetail question={question} plan={plan} session={chosen} />}
      {(pinned > 0 || past > 0) && !searching && (
        <Button
          className="self-start"
          icon={<Search size={14} aria-hidden="true" />}
          onClick={() => void again()}
        >
          {pinned > 0
            ? `Search again around ${plural(pinned, 'pinned session')}`
            : 'Search again from the start'}
        </Button>
      )}
    </Section>
  );
}
