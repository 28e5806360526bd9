// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { createDock } from './dock-panel';

const URL = 'chrome-extension://abc/panel.html';
const dockOf = () => document.querySelector('fulcrum-dock') as HTMLElement;
const frameOf = () => dockOf().shadowRoot?.querySelector('iframe') as HTMLIFrameElement;

beforeEach(() => {
  document.querySelector('fulcrum-dock')?.remove();
  document.body.innerHTML = '<main></main>';
});

test('warm loads it unseen, open shows it, toggle hides it', () => {
  const dock = createDock(document, URL);
  dock.warm();
  const frame = frameOf();
  expect(dockOf().style.display).toBe('none');
  dock.open();
  expect(frameOf()).toBe(frame);
  expect([dockOf().style.display, dock.isOpen()]).toEqual(['block', true]);
  dock.toggle();
  expect([dockOf().style.display, dock.isOpen()]).toEqual(['none', false]);
});

test('closing what was never opened adds nothing to the page', () => {
  createDock(document, URL).close();
  expect(dockOf()).toBeNull();
});

test.each<[string, () => void]>([
  ['removes it', () => dockOf().remove()],
  ['moves it into something hidden', () => document.querySelector('main')?.append(dockOf())],
  ['hides it', () => dockOf().style.setProperty('display', 'none', 'important')],
  ['gives it an attribute', () => dockOf().setAttribute('inert', '')],
  ['empties it', () => dockOf().shadowRoot?.replaceChildren()],
  ['covers the frame', () => dockOf().shadowRoot?.append(document.createElement('div'))],
  ['shrinks the frame', () => frameOf().style.setProperty('width', '0')],
  ['sends the frame elsewhere', () => frameOf().setAttribute('src', 'https://elsewhere.example/')],
  ['gives the frame a document', () => frameOf().setAttribute('srcdoc', '<p>not ours</p>')],
  ['locks the frame up', () => frameOf().setAttribute('sandbox', '')],
])('a page that %s: the next toggle shows it again, as it was', (_what, meddle) => {
  const dock = createDock(document, URL);
  dock.open();
  meddle();
  expect(dock.isOpen()).toBe(false);
  dock.toggle();
  expect(dock.isOpen()).toBe(true);
  expect(dockOf().parentNode).toBe(document.documentElement);
  expect([...dockOf().attributes].map((a) => a.name)).toEqual(['style']);
  expect(dockOf().style.display).toBe('block');
  expect(dockOf().shadowRoot?.childNodes).toHaveLength(1);
  expect(frameOf().getAttribute('src')).toBe(URL);
  expect(frameOf().hasAttribute('srcdoc') || frameOf().hasAttribute('sandbox')).toBe(false);
});
