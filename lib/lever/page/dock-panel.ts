/** Our own root beside Lever's app, so that its re-rendering never touches it. */
const TAG = 'fulcrum-dock';
const WIDTH = 440;
const FRAME_ATTRIBUTES = new Set(['src', 'title', 'allow', 'style']);

/** What keeps the panel in sight; `!important`, because the page may have rules for our element or for every element. */
const IN_PLACE = {
  position: 'fixed',
  inset: '0 0 0 auto',
  'z-index': '2147483646',
  margin: '0',
  padding: '0',
  border: '0',
  width: 'auto',
  height: 'auto',
  visibility: 'visible',
  opacity: '1',
  transform: 'none',
  filter: 'none',
  'clip-path': 'none',
  'pointer-events': 'auto',
};

const hostStyle = (shown: boolean): string =>
  Object.entries({ ...IN_PLACE, display: shown ? 'block' : 'none' })
    .map(([name, value]) => `${name}: ${value} !important`)
    .join('; ');

export interface Dock {
  open(): void;
  close(): void;
  toggle(): void;
  /** False also when it was opened and the page has since taken it away or changed it. */
  isOpen(): boolean;
  /** Loads the panel page unseen, so that the shortcut shows it at once. */
  warm(): void;
  remove(): void;
}

/**
 * Docks the panel at the right edge of the document as a frame of the extension. The frame has the
 * extension's origin: the page can neither read nor script it, Lever's styles and key handlers do not reach
 * it, and this script stays a few kilobytes. The page can take the element away, move, empty or restyle it:
 * every showing puts that right again.
 */
export function createDock(doc: Document, panelUrl: string): Dock {
  const host = doc.createElement(TAG);
  const shadow = host.attachShadow({ mode: 'open' });
  let frame: HTMLIFrameElement | null = null;
  let shown = false;
  let focusBefore: Element | null = null;
  /** Styles as the browser writes them, to notice a page that changed them. */
  let style = '';
  let frameStyle = '';

  const createFrame = (): HTMLIFrameElement => {
    const made = doc.createElement('iframe');
    made.title = 'Fulcrum: schedule an interview';
    made.allow = 'clipboard-write';
    made.style.cssText = `border: 0; width: min(${WIDTH}px, 100vw); height: 100vh; display: block; color-scheme: normal; background: transparent; box-shadow: 0 0 0 1px rgb(0 0 0 / 0.12), -8px 0 24px rgb(0 0 0 / 0.12);`;
    frameStyle = made.style.cssText;
    made.src = panelUrl;
    // A frame that was focused while it still loaded keeps the focus here, but its new document has none.
    made.addEventListener('load', () => {
      if (!shown) return;
      made.blur();
      made.focus();
    });
    return made;
  };
  const frameIsOurs = (): boolean =>
    frame !== null &&
    shadow.childNodes.length === 1 &&
    frame.parentNode === shadow &&
    frame.getAttribute('src') === panelUrl &&
    frame.style.cssText === frameStyle &&
    [...frame.attributes].every((a) => FRAME_ATTRIBUTES.has(a.name));
  const hostIsOurs = (): boolean =>
    host.parentNode === doc.documentElement && host.attributes.length === 1 && host.style.cssText === style;

  const attach = (): HTMLIFrameElement => {
    if (host.parentNode !== doc.documentElement) doc.documentElement.append(host);
    for (const { name } of [...host.attributes]) host.removeAttribute(name);
    host.style.cssText = hostStyle(shown);
    style = host.style.cssText;
    const there = frame && frameIsOurs() ? frame : createFrame();
    if (there !== frame) shadow.replaceChildren(there);
    frame = there;
    return there;
  };
  const isOpen = (): boolean => shown && hostIsOurs() && frameIsOurs();

  return {
    isOpen,
    warm() {
      if (!frame) attach();
    },
    open() {
      if (!shown) focusBefore = doc.activeElement;
      shown = true;
      attach().focus();
    },
    close() {
      if (!shown) return;
      shown = false;
      attach();
      if (focusBefore instanceof HTMLElement && focusBefore.isConnected) focusBefore.focus();
    },
    toggle() {
      if (isOpen()) this.close();
      else this.open();
    },
    remove: () => host.remove(),
  };
}
