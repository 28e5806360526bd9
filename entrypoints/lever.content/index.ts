import browser from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import type { leverPage, PanelCommand } from '@/lib/lever/page/contract';
import { createDock } from '@/lib/lever/page/dock-panel';
import { listedCandidates, missingControls, mountBadges, mountScheduleButton } from '@/lib/lever/page/mounts';
import type { PageKind } from '@/lib/lever/page/page-kind';
import { readTheme, watchPage } from '@/lib/lever/page/watch-page';
import type { Call, Client } from '@/lib/messaging/contract';

type Page = Client<typeof leverPage>;

/** Raw calls: the schemas of the contract live in the worker, so that this script stays small. */
function call<M extends keyof Page>(
  method: M,
  input: Parameters<Page[M]>[0],
): Promise<Awaited<ReturnType<Page[M]>> | null> {
  const message: Call = { fulcrum: 1, contract: 'lever-page', method, input };
  // A worker that is being updated does not answer; the page works on without badge and button hint.
  return browser.runtime.sendMessage(message).then(
    (answer) =>
      (answer as { ok?: boolean; value?: unknown } | undefined)?.ok
        ? ((answer as { value: never }).value ?? null)
        : null,
    () => null,
  );
}

/** The same list is asked about at most this often. */
const BADGE_LIFE_MS = 60_000;

export default defineContentScript({
  matches: ['https://hire.lever.co/*', 'https://hire.eu.lever.co/*', 'https://hire.sandbox.lever.co/*'],
  runAt: 'document_idle',
  main(ctx) {
    const dock = createDock(document, browser.runtime.getURL('panel.html'));
    let page: PageKind = { kind: 'other' };
    let hint = 'Interview times for this candidate';
    let reported = false;
    let drawing = false;
    let theme = readTheme(window);
    let badges: { ids: string; at: number; text: Map<string, string> } = { ids: '', at: 0, text: new Map() };

    const drawMounts = async (): Promise<void> => {
      drawing = false;
      if (page.kind === 'candidate') mountScheduleButton(document, () => dock.open(), hint);
      const ids = listedCandidates(document, location.href);
      if (ids.length === 0 || page.kind === 'other') return;
      if (badges.ids !== ids.join() || performance.now() - badges.at > BADGE_LIFE_MS) {
        const text = await call('badges', { ids });
        badges = { ids: ids.join(), at: performance.now(), text: new Map(Object.entries(text ?? {})) };
      }
      mountBadges(document, location.href, badges.text);
    };
    /** Lever re-renders often; drawing waits for a calm moment and happens once. */
    const soon = (): void => {
      if (drawing) return;
      drawing = true;
      ctx.setTimeout(() => ctx.requestIdleCallback(() => void drawMounts()), 250);
    };

    const announce = (): void => {
      theme = readTheme(window);
      void call('arrived', { opportunityId: page.kind === 'candidate' ? page.opportunityId : null, theme });
    };
    const arrived = (next: PageKind): void => {
      page = next;
      announce();
      if (next.kind === 'other') dock.close();
      if (next.kind === 'candidate') {
        ctx.requestIdleCallback(() => dock.warm());
        ctx.setTimeout(() => {
          if (reported || page.kind !== 'candidate' || mountScheduleButton(document, () => dock.open(), hint))
            return;
          reported = true;
          void call('broke', missingControls(document, location.pathname));
        }, 4000);
      }
      soon();
    };

    browser.runtime.onMessage.addListener((message: unknown) => {
      const { fulcrum, command } = (message ?? {}) as Partial<PanelCommand>;
      if (fulcrum !== 1 || page.kind !== 'candidate') return undefined;
      if (command === 'toggle-panel') dock.toggle();
      if (command === 'open-panel') dock.open();
      if (command === 'close-panel') dock.close();
      return Promise.resolve(dock.isOpen());
    });
    void call('shortcut', {}).then((keys) => {
      if (keys) hint = `Interview times for this candidate (${keys})`;
    });
    watchPage(window, ctx.signal, arrived);
    // A tab that leaves Lever has no candidate; the side panel must not go on showing the last one.
    window.addEventListener(
      'pagehide',
      () => void call('arrived', { opportunityId: null, theme: readTheme(window) }),
      { signal: ctx.signal },
    );
    const observer = new MutationObserver(soon);
    observer.observe(document.body, { childList: true, subtree: true });
    // Lever changes classes of the root for many reasons; each message would wake the worker.
    const rootObserver = new MutationObserver(() => {
      if (readTheme(window) !== theme) announce();
    });
    rootObserver.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'class', 'data-color-mode'],
    });
    ctx.onInvalidated(() => {
      observer.disconnect();
      rootObserver.disconnect();
      dock.remove();
    });
  },
});
