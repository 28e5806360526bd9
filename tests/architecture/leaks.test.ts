import { describe, expect, test } from 'vitest';
import { leaksIn } from '../e2e/leaks';

const forbidden = {
  secrets: [
    'sandbox-lever-key-4f2c0a6d',
    'copper lantern river eight',
    'https://hooks.slack.example/T0/B0/abc"def',
  ],
  people: ['Alma Fitzgerald', 'alma@mail.example', 'Zoë Ångström'],
};
const leaks = (text: string) => leaksIn([{ where: 'console', text }], forbidden);

describe('a console that leaks is found out', () => {
  test.each([
    ['a key', 'request failed for sandbox-lever-key-4f2c0a6d', 'a secret'],
    ['a key in basic authentication', `Basic ${btoa('sandbox-lever-key-4f2c0a6d:')}`, 'a secret'],
    ['a passphrase in a query', '?p=copper%20lantern%20river%20eight', 'a secret'],
    ['a webhook address inside JSON', JSON.stringify({ url: forbidden.secrets[2] }), 'a secret'],
    ['a token nobody told us of', 'authorization: Bearer 0123456789abcdef', 'something like a token'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0', 'something like a token'],
    ['a name', 'Book a 60-minute interview with Alma Fitzgerald', 'the name'],
    ['a name in capitals over two lines', 'ALMA\n  FITZGERALD', 'the name'],
    ['a name in decomposed letters', 'Zoe\u0308 A\u030angstro\u0308m', 'the name'],
    ['an address', 'to: Alma@mail.example', 'the name'],
  ])('%s', (_what, text, kind) => {
    expect(leaks(text).join()).toContain(kind);
    // What found it must not say it again.
    for (const one of [...forbidden.secrets, ...forbidden.people])
      expect(leaks(text).join()).not.toContain(one);
  });

  test('two things at once, each place by its name', () => {
    const said = [
      { where: 'worker', text: 'Alma Fitzgerald sandbox-lever-key-4f2c0a6d' },
      { where: 'popup', text: 'all is well' },
    ];
    expect(leaksIn(said, forbidden)).toEqual([
      'worker holds a secret and the name or address of a candidate',
    ]);
  });
});

test.each([
  '',
  'The plan was approved.',
  'Alma was here, and somebody called Fitzgerald',
  'GET /v1/opportunities/{opportunity} 200',
  'bearer of good news',
])('%j is harmless', (text) => expect(leaks(text)).toEqual([]));
