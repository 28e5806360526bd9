// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import type { PageKind } from './page-kind';
import { watchPage } from './watch-page';

const ID = '39ca916a-8096-4cdd-9b0f-39396b52fba8';
const CANDIDATE: PageKind = { kind: 'candidate', opportunityId: ID };
const persisted = (value: boolean): Event =>
  Object.assign(new Event('pageshow'), { persisted: value }) as Event;

beforeEach(() => window.history.replaceState(null, '', `/candidates/${ID}`));

test('says what is on screen at once, and again only when the address changed', () => {
  const seen: PageKind[] = [];
  watchPage(window, new AbortController().signal, (page) => seen.push(page));
  window.dispatchEvent(new Event('popstate'));
  window.history.replaceState(null, '', '/candidates');
  window.dispatchEvent(new Event('popstate'));
  expect(seen).toEqual([CANDIDATE, { kind: 'candidate-list' }]);
});

test('a page brought back from the cache, or shown after prerendering, says it anew', () => {
  const seen: PageKind[] = [];
  watchPage(window, new AbortController().signal, (page) => seen.push(page));
  window.dispatchEvent(persisted(false));
  expect(seen).toHaveLength(1);
  window.dispatchEvent(persisted(true));
  document.dispatchEvent(new Event('prerenderingchange'));
  expect(seen).toEqual([CANDIDATE, CANDIDATE, CANDIDATE]);
});

test('after the script was replaced nothing listens any more', () => {
  const seen: PageKind[] = [];
  const stop = new AbortController();
  watchPage(window, stop.signal, (page) => seen.push(page));
  stop.abort();
  window.history.replaceState(null, '', '/jobs');
  for (const event of [new Event('popstate'), new Event('hashchange'), persisted(true)])
    window.dispatchEvent(event);
  document.dispatchEvent(new Event('prerenderingchange'));
  expect(seen).toHaveLength(1);
});
