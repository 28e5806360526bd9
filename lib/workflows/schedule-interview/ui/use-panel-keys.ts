import { useEffect, useRef } from 'react';
import { isMoving } from '@/lib/interviews/follow-plans';
import type { PanelStore } from '../store';
import type { PanelTab } from './header';
import { belongsElsewhere, singleKeysOn } from './keys';
import { focusSlot } from './slot-list';

export interface KeyActions {
  store: PanelStore;
  tab: PanelTab;
  closable: boolean;
  onTab: (tab: PanelTab) => void;
  onKeys: () => void;
  onSetup: () => void;
  onExplain: (start: number) => void;
}

/** One listener for the whole document; what has the focus goes first. */
export function usePanelKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (belongsElsewhere(event)) return;
      if (handle(event, latest.current)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** True when the key was used. */
function handle(event: KeyboardEvent, actions: KeyActions): boolean {
  const state = actions.store.getState();
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'Escape') return goBack(actions);
  const letters = singleKeysOn() && !event.repeat;
  if (letters && key === '?') return run(actions.onKeys);
  if (state.plan) return letters && key === 'n' && takeNextBest(actions);
  if (letters && key === 'r') return run(() => void state.refresh());
  if (letters && key === 's' && state.view) return run(actions.onSetup);
  if (actions.tab !== 'schedule') return false;
  return onTimes(event, key, letters, actions);
}

function onTimes(event: KeyboardEvent, key: string, letters: boolean, actions: KeyActions): boolean {
  const state = actions.store.getState();
  const slots = state.view?.answer?.slots ?? [];
  const chosen = slots.findIndex((slot) => slot.start === state.selected);
  const target = event.target instanceof Element ? event.target : null;
  const onSlot = !!target?.closest('[data-slot]');
  const nowhere = target === document.body || target === document.documentElement;
  const slot = slots[chosen];

  if ((key === 'ArrowDown' || key === 'ArrowUp') && (onSlot || nowhere) && slots.length > 0) {
    const step = key === 'ArrowDown' ? 1 : -1;
    return run(() => focusSlot(document, Math.max(0, Math.min(slots.length - 1, chosen + step))));
  }
  if (onSlot && (key === 'Home' || key === 'End'))
    return run(() => focusSlot(document, key === 'Home' ? 0 : slots.length - 1));
  if (key === 'Enter' && (onSlot || nowhere) && slot) {
    if (!event.repeat) void state.preview(slot.start, slot.roomId);
    return true;
  }
  if (!letters) return false;
  const number = Number(key);
  if (number >= 1 && number <= slots.length) return run(() => focusSlot(document, number - 1));
  if (key === 'e' && slot) return run(() => actions.onExplain(slot.start));
  if (key === 'g') return run(() => document.querySelector<HTMLElement>('[data-day-cursor]')?.focus());
  return false;
}

function goBack({ store, tab, onTab, closable }: KeyActions): boolean {
  const state = store.getState();
  if (state.plan) {
    if (!isMoving(state.plan)) void state.closePlan();
    return true;
  }
  if (tab !== 'schedule') onTab('schedule');
  else if (closable) void state.closePanel();
  return true;
}

function takeNextBest({ store }: KeyActions): boolean {
  const { plan, preview } = store.getState();
  if (!plan?.nextBest || isMoving(plan) || plan.state === 'done') return false;
  void preview(plan.nextBest.start);
  return true;
}

function run(action: () => void): true {
  action();
  return true;
}
