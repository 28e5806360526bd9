/** Our own root beside Lever's app, so that its re-rendering never touches it. */
const TAG = 'fulcrum-dock';
const WIDTH = 440;

export interface Dock {
  open(): void;
  close(): void;
  toggle(): void;
  isOpen(): boolean;
  /** Loads the panel page unseen, so that the shortcut shows it at once. */
  warm(): void;
  remove(): void;
}

/**
 * Docks the panel at the right edge of the document as a frame of the extension. The frame has the
 * extension's origin: the page can neither read nor script it, Lever's styles and key handlers do not reach
 * it, and this script stays a few kilobytes.
 */
export function createDock(doc: Document, panelUrl: string): Dock {
  const host = doc.createElement(TAG);
  const shadow = host.attachShadow({ mode: 'open' });
  const frame = doc.createElement('iframe');
  let shown = false;
  let loaded = false;
  let focusBefore: Element | null = null;

  host.style.cssText =
    'all: initial; position: fixed; inset: 0 0 0 auto; z-index: 2147483646; display: none;';
  frame.title = 'Fulcrum: schedule an interview';
  frame.allow = 'clipboard-write';
  frame.style.cssText = `border: 0; width: min(${WIDTH}px, 100vw); height: 100vh; display: block; color-scheme: normal; background: transparent; box-shadow: 0 0 0 1px rgb(0 0 0 / 0.12), -8px 0 24px rgb(0 0 0 / 0.12);`;
  // A frame that was focused while it still loaded keeps the focus here, but its new document has none.
  frame.addEventListener('load', () => {
    if (!shown) return;
    frame.blur();
    frame.focus();
  });
  shadow.append(frame);

  const attach = (): void => {
    if (!host.isConnected) doc.documentElement.append(host);
  };
  const warm = (): void => {
    if (loaded) return;
    loaded = true;
    attach();
    frame.src = panelUrl;
  };

  return {
    warm,
    isOpen: () => shown,
    open() {
      warm();
      attach();
      if (!shown) focusBefore = doc.activeElement;
      shown = true;
      host.style.display = 'block';
      frame.focus();
    },
    close() {
      shown = false;
      host.style.display = 'none';
      if (focusBefore instanceof HTMLElement && focusBefore.isConnected) focusBefore.focus();
    },
    toggle() {
      if (shown) this.close();
      else this.open();
    },
    remove: () => host.remove(),
  };
}
