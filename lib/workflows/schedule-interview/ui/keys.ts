/** The panel's single-key shortcuts, as the key map shows them. */
export const KEY_MAP: { keys: string[]; text: string }[] = [
  { keys: ['↑', '↓'], text: 'Choose a time' },
  { keys: ['1', '…', '5'], text: 'Choose that time' },
  { keys: ['Enter'], text: 'Preview; in the preview, book' },
  { keys: ['E'], text: 'Explain the rank of the chosen time' },
  { keys: ['G'], text: 'Go to the day; then ← → move, Page Up and Page Down change the day' },
  { keys: ['S'], text: 'Set up the interview' },
  { keys: ['R'], text: 'Read the calendars again' },
  { keys: ['N'], text: 'Take the next best time, when one was taken meanwhile' },
  { keys: ['?'], text: 'This list' },
  { keys: ['Esc'], text: 'Back; from the list of times, close' },
];

const STORED = 'fulcrum.single-keys';

let chosen = true;

/** A browser that blocks third-party storage denies it to a frame on Lever's page; the choice then lasts as long as the panel. */
function store(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** Single letters may be switched off, for people who dictate. */
export function singleKeysOn(): boolean {
  const stored = store()?.getItem(STORED);
  return stored ? stored !== 'off' : chosen;
}

export function setSingleKeys(on: boolean): void {
  chosen = on;
  store()?.setItem(STORED, on ? 'on' : 'off');
}

const WRITES = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** True when the key belongs to what has the focus: a field, an open dialog, a menu, or a browser shortcut. */
export function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing)
    return true;
  const target = event.target instanceof Element ? event.target : null;
  return !!target?.closest(`${WRITES}, dialog[open]`);
}
