import { expect, test } from 'vitest';
import { providerOfAddress } from './provider-of-address';

const google = { provider: 'google' as const, email: 'me@larkspur.example' };
const microsoft = { provider: 'microsoft' as const, email: 'me@Tidewater.example' };

test.each([
  ['a@larkspur.example', [google, microsoft], 'google'],
  ['a@TIDEWATER.example', [google, microsoft], 'microsoft'],
  ['a@elsewhere.example', [google, microsoft], null],
  ['a@elsewhere.example', [google], 'google'],
  ['a@larkspur.example', [google, { ...microsoft, email: 'me@larkspur.example' }], null],
  ['a@larkspur.example', [], null],
])('%s', (email, accounts, expected) => {
  expect(providerOfAddress(email, accounts)).toBe(expected);
});
