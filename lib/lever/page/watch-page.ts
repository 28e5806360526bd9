import { type PageKind, pageKind } from './page-kind';

/**
 * Calls `onChange` with the kind of page, at once and after every client-side navigation. Lever is a
 * single-page app: in the isolated world its `pushState` cannot be seen, so the address is compared when the
 * page changes, when history moves, and (cheaply) when the browser tells about navigation.
 */
export function watchPage(win: Window, signal: AbortSignal, onChange: (page: PageKind) => void): void {
  let last = '';
  const look = (): void => {
    if (win.location.href === last) return;
    last = win.location.href;
    onChange(pageKind(win.location));
  };
  const navigation = (win as Window & { navigation?: EventTarget }).navigation;
  navigation?.addEventListener('currententrychange', look, { signal });
  win.addEventListener('popstate', look, { signal });
  win.addEventListener('hashchange', look, { signal });
  // A page that comes back from the back/forward cache, or is shown after it was prerendered, kept its address
  // while another one was on screen: it has to say anew what is.
  const again = (): void => {
    last = '';
    look();
  };
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) again();
  };
  win.addEventListener('pageshow', shown, { signal });
  win.document.addEventListener('prerenderingchange', again, { signal });
  // Firefox has no Navigation API before 147: a change of address there always comes with a change of the page.
  if (!navigation) {
    const observer = new MutationObserver(look);
    observer.observe(win.document.documentElement, { childList: true, subtree: true });
    signal.addEventListener('abort', () => observer.disconnect());
  }
  look();
}

/** Whether Lever shows itself dark: what it says about itself, else how bright its background is. */
export function readTheme(win: Window): 'light' | 'dark' {
  const root = win.document.documentElement;
  const said = root.dataset.theme ?? root.getAttribute('data-color-mode') ?? '';
  if (/dark/i.test(said) || root.classList.contains('dark')) return 'dark';
  if (/light/i.test(said)) return 'light';
  const colour = win.getComputedStyle(win.document.body ?? root).backgroundColor;
  const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (r === undefined || g === undefined || b === undefined || a === 0) return 'light';
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 96 ? 'dark' : 'light';
}
