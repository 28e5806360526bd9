import { useEffect } from 'react';
import { cardsOf, type InboxStore } from '../store';

/** A second Enter counts only a moment after the card was opened, so that one press cannot do both. */
export const ARMED_MS = 400;

export const KEYS: { keys: string[]; text: string }[] = [
  { keys: ['J', 'K'], text: 'next, previous' },
  { keys: ['Enter'], text: 'open, then approve' },
  { keys: ['X'], text: 'select' },
  { keys: ['Shift'], text: 'with a move: select a range' },
  { keys: ['D'], text: 'turn down' },
  { keys: ['O'], text: 'open in Lever' },
  { keys: ['U'], text: 'undo' },
  { keys: ['Esc'], text: 'back' },
];

const WRITES = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], dialog[open]';
const PRESSED = 'button, a, summary, input';

/** One listener for the page; fields, dialogs and the browser's own shortcuts go first. */
export function useInboxKeys(store: InboxStore, now: () => number): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing)
        return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(WRITES) || store.getState().asking) return;
      if (event.key === 'Enter' && target?.closest(PRESSED)) return;
      if (handle(event, store, now)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, now]);
}

/** True when the key was used. */
function handle(event: KeyboardEvent, store: InboxStore, now: () => number): boolean {
  const state = store.getState();
  const { selection, opened, inbox } = state;
  const item = cardsOf(inbox).find((one) => one.planId === selection.at);
  const isOpen = inbox?.open.some((one) => one.planId === selection.at) ?? false;
  const chosen = [...selection.chosen];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const one = !event.repeat;
  switch (key) {
    case 'j':
    case 'ArrowDown':
    case 'k':
    case 'ArrowUp':
      if (cardsOf(inbox).length === 0) return false;
      state.move(key === 'j' || key === 'ArrowDown' ? 1 : -1, event.shiftKey);
      return true;
    case 'x':
      if (!item || !isOpen || !one) return false;
      state.toggle(item.planId, event.shiftKey);
      return true;
    case 'Enter':
      if (!one) return true;
      if (chosen.length > 0) state.ask({ what: 'several', planIds: chosen });
      else if (!item) return false;
      else if (opened?.planId !== item.planId) state.open(item.planId);
      else if (isOpen && now() - opened.at >= ARMED_MS) void state.approve([item.planId]);
      return true;
    case 'd':
      if (!one || (chosen.length === 0 && !isOpen)) return false;
      state.ask({ what: 'turn-down', planIds: chosen.length > 0 ? chosen : item ? [item.planId] : [] });
      return true;
    case 'o':
      if (!item || !one) return false;
      void state.change(item.planId);
      return true;
    case 'u':
      if (!one || !item || (item.state !== 'done' && item.state !== 'parked')) return false;
      state.ask({ what: 'undo', planIds: [item.planId] });
      return true;
    case 'Escape':
      if (opened) state.open(null);
      else if (chosen.length > 0) state.chooseAll(false);
      else return false;
      return true;
    default:
      return false;
  }
}
