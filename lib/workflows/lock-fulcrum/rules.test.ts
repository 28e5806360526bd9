import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idleAt, passphraseFault, waitAfter, waitInWords } from './rules';

describe('waiting after wrong passphrases', () => {
  it('doubles from one second to five minutes', () => {
    expect([0, 1, 2, 3, 4, 8, 9, 10, 1000].map(waitAfter)).toEqual([
      0, 1000, 2000, 4000, 8000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });
  it('never shrinks', () => fc.assert(fc.property(fc.nat(2000), (n) => waitAfter(n + 1) >= waitAfter(n))));
  it('is said in words', () =>
    expect([900, 2000, 128_000].map(waitInWords)).toEqual(['1 second', '2 seconds', '3 minutes']));
});

describe('idle', () => {
  const MINUTE = 60_000;
  it.each([
    [0, 14 * MINUTE, 15, { lock: false, lookAt: 15 * MINUTE }],
    [0, 15 * MINUTE, 15, { lock: true, lookAt: null }],
    [0, 900 * MINUTE, 0, { lock: false, lookAt: null }],
    [99 * MINUTE, 0, 15, { lock: false, lookAt: 15 * MINUTE }],
  ])('used at %d, now %d, %d minutes', (used, now, minutes, expected) =>
    expect(idleAt(used, now, minutes)).toEqual(expected),
  );
  it('either locks or says when to look, and never later than the minutes from now', () =>
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 1440 }), (used, now, minutes) => {
        const { lock, lookAt } = idleAt(used, now, minutes);
        return lock ? lookAt === null : lookAt !== null && lookAt > now && lookAt <= now + minutes * MINUTE;
      }),
    ));
});

it.each([
  ['short', false],
  ['aaaaaaaaaaaaaaa', false],
  ['          x', false],
  ['copper lantern river eight', true],
])('passphrase %j', (passphrase, good) => expect(passphraseFault(passphrase) === null).toBe(good));
