import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callerOf, type SenderRules, type StampedSender } from './sender';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const OWN = `chrome-extension://${ID}`;
const HIRE = 'https://hire.lever.co';
const LEVER = [HIRE, 'https://hire.eu.lever.co', 'https://hire.sandbox.lever.co'];
const RULES: SenderRules = { extensionId: ID, extensionOrigin: OWN, leverOrigins: LEVER };
const CANDIDATE = '/candidates/39ca916a-8096-4cdd-9b0f-39396b52fba8';

const content = (origin: string, more: StampedSender = {}): StampedSender => ({
  id: ID,
  origin,
  url: `${origin}${CANDIDATE}`,
  frameId: 0,
  tab: { id: 7, url: `${origin}${CANDIDATE}` },
  ...more,
});
const own = (path: string, more: StampedSender = {}): StampedSender => ({
  id: ID,
  origin: OWN,
  url: `${OWN}/${path}`,
  ...more,
});

describe('our content script', () => {
  test.each(LEVER)('in the top frame of %s is `page`', (origin) => {
    expect(callerOf(content(origin), RULES)).toEqual({
      sender: 'page',
      tabId: 7,
      url: `${origin}${CANDIDATE}`,
    });
  });

  test.each<[string, StampedSender]>([
    ['in a sub-frame', content(HIRE, { frameId: 12 })],
    ['in a prerendered page, which has a frame number of its own', content(HIRE, { frameId: 2048 })],
    ['without a frame number', content(HIRE, { frameId: undefined })],
    ['without a tab', content(HIRE, { tab: undefined })],
    ['in a tab without a number', content(HIRE, { tab: {} })],
    ['in a sandboxed document', content(HIRE, { origin: 'null' })],
    ['with an empty origin', content(HIRE, { origin: '' })],
    ['on another site', content('https://elsewhere.example')],
    ['on a site that ends like Lever', content('https://hire.lever.co.elsewhere.example')],
    ['on a site that starts like Lever', content('https://evilhire.lever.co')],
    ['over plain HTTP', content('http://hire.lever.co')],
    ['on another port', content('https://hire.lever.co:8443')],
    ['on Lever’s API host', content('https://api.lever.co')],
    ['on Lever’s address, of another extension', content(HIRE, { id: OTHER_ID })],
    ['on Lever’s address, of nobody', content(HIRE, { id: undefined })],
    [
      'whose address says Lever but whose origin does not',
      content('https://elsewhere.example', { url: `${HIRE}${CANDIDATE}` }),
    ],
  ])('%s is refused', (_what, sender) => {
    expect(callerOf(sender, RULES)).toBeNull();
  });
});

describe('a page of the extension', () => {
  test.each<[string, StampedSender, number | null]>([
    ['the popup', own('popup.html'), null],
    [
      'the control room in a tab',
      own('options.html', { frameId: 0, tab: { id: 3, url: `${OWN}/options.html` } }),
      3,
    ],
    [
      'the panel framed in Lever',
      own('panel.html', { frameId: 5, tab: { id: 7, url: `${HIRE}${CANDIDATE}` } }),
      7,
    ],
  ])('%s is `own`', (_what, sender, tabId) => {
    expect(callerOf(sender, RULES)).toMatchObject({ sender: 'own', tabId });
  });

  test('in Firefox, which leaves the origin out, the address decides', () => {
    const rules = {
      ...RULES,
      extensionId: 'fulcrum@fulcrum.example',
      extensionOrigin: 'moz-extension://5f0c',
    };
    const from = (url: string | undefined, more: StampedSender = {}) =>
      callerOf({ id: rules.extensionId, url, ...more }, rules)?.sender ?? null;
    expect(from('moz-extension://5f0c/options.html')).toBe('own');
    expect(from('moz-extension://other/options.html')).toBeNull();
    expect(from('moz-extension://5f0c.elsewhere.example/')).toBeNull();
    expect(from(`${HIRE}${CANDIDATE}`, { frameId: 0, tab: { id: 1 } })).toBe('page');
    expect(from(`${HIRE}@elsewhere.example/`, { frameId: 0, tab: { id: 1 } })).toBeNull();
    expect(from(`blob:${HIRE}/x`, { frameId: 0, tab: { id: 1 } })).toBeNull();
    expect(from(`about:blank#${HIRE}`, { frameId: 0, tab: { id: 1 } })).toBeNull();
    expect(from(undefined, { frameId: 0, tab: { id: 1 } })).toBeNull();
  });

  test('of another extension is refused, also one that shows our address', () => {
    expect(callerOf({ ...own('options.html'), id: OTHER_ID }, RULES)).toBeNull();
    expect(
      callerOf({ id: ID, origin: `chrome-extension://${OTHER_ID}`, url: `${OWN}/options.html` }, RULES),
    ).toBeNull();
  });
});

test('nothing known is nobody', () => {
  expect(callerOf({}, RULES)).toBeNull();
  expect(callerOf({ id: ID }, RULES)).toBeNull();
  expect(callerOf({ id: ID, frameId: 0, tab: { id: 7, url: HIRE } }, RULES)).toBeNull();
});

const origins = fc.oneof(
  fc.constantFrom(OWN, ...LEVER, 'null', '', `chrome-extension://${OTHER_ID}`, 'https://elsewhere.example'),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const senders: fc.Arbitrary<StampedSender> = fc.record({
  id: fc.constantFrom(ID, OTHER_ID, undefined, ''),
  origin: maybe(origins),
  url: maybe(fc.tuple(origins, fc.webPath()).map(([origin, path]) => origin + path)),
  frameId: maybe(fc.nat(4)),
  tab: maybe(fc.record({ id: maybe(fc.nat(9)), url: maybe(origins) })),
});

test('`own` needs our id and our origin; `page` our id, a Lever origin, the top frame and a tab', () => {
  fc.assert(
    fc.property(senders, (sender) => {
      const caller = callerOf(sender, RULES);
      if (sender.id !== ID) expect(caller).toBeNull();
      const places = sender.origin === undefined ? sender.url : sender.origin;
      if (caller?.sender === 'own') expect(places?.startsWith(OWN)).toBe(true);
      if (caller?.sender === 'page') {
        expect(
          LEVER.some((o) => places === o || places?.startsWith(`${o}/`) || places?.startsWith(`${o}?`)),
        ).toBe(true);
        expect([sender.frameId, sender.tab?.id]).toEqual([0, caller.tabId]);
      }
      // What a page can choose freely, its address bar, never turns it into one of ours.
      if (sender.origin !== undefined)
        expect(callerOf({ ...sender, url: `${OWN}/options.html` }, RULES)?.sender).toBe(caller?.sender);
    }),
    { numRuns: 2000 },
  );
});
