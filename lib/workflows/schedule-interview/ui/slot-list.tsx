import { useEffect, useRef } from 'react';
import { Section } from '@/components/card';
import { Kbd } from '@/components/kbd';
import type { ScheduleView } from '../contract';
import { usePanel } from './panel-context';
import { SlotCard } from './slot-card';
import { plural } from './wording';

/** The proposed times, best first, with one roving focus. */
export function SlotList({
  view,
  explained,
  onExplain,
}: {
  view: ScheduleView;
  explained: number | null;
  onExplain: (start: number | null) => void;
}) {
  const selected = usePanel((state) => state.selected);
  const select = usePanel((state) => state.select);
  const preview = usePanel((state) => state.preview);
  const previewing = usePanel((state) => state.task === 'preview');
  const list = useRef<HTMLUListElement>(null);
  const slots = view.answer?.slots ?? [];

  // The first answer takes the focus, so that Enter works at once, and so does coming back; a refresh leaves it alone.
  const chosen = slots.findIndex((slot) => slot.start === selected);
  const ready = chosen >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when there is something to choose for the first time
  useEffect(() => {
    if (!ready || !document.hasFocus()) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    focusSlot(list.current, chosen);
  }, [ready]);

  const feasible = view.answer?.feasibleCount ?? 0;
  return (
    <Section
      id="slots"
      title={feasible === 1 ? 'The only time' : 'Best times'}
      aside={
        <span className="flex items-center gap-1 text-sm text-muted">
          {feasible > slots.length && (
            <span className="tabular">of {plural(feasible, 'possible start')}</span>
          )}
          <span className="ml-1 hidden items-center gap-1 medium:flex" aria-hidden="true">
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd>
          </span>
        </span>
      }
    >
      <ul ref={list} className="flex flex-col gap-2" data-slots>
        {slots.map((slot, index) => (
          <SlotCard
            key={slot.start}
            view={view}
            slot={slot}
            rank={index}
            chosen={index === chosen}
            explained={slot.start === explained}
            previewing={previewing}
            onChoose={() => select(slot.start)}
            onPreview={() => void preview(slot.start, slot.roomId)}
            onExplain={() => onExplain(slot.start === explained ? null : slot.start)}
          />
        ))}
      </ul>
    </Section>
  );
}

/** Puts the focus on the n-th slot under `root`. */
export function focusSlot(root: ParentNode | null, index: number): void {
  root?.querySelectorAll<HTMLElement>('[data-slot]')[index]?.focus();
}
