import { expect, it } from 'vitest';
import { GOOGLE_SCOPES, MICROSOFT_SCOPES } from '@/lib/calendar/scopes';
import { LEVER_SCOPES } from '@/lib/lever/api/scopes';
import { needsOf } from './schema';

it.each([
  ['google', GOOGLE_SCOPES],
  ['microsoft', MICROSOFT_SCOPES],
  ['lever', LEVER_SCOPES],
] as const)('the page names exactly the scopes %s is asked for', (system, asked) => {
  const shown = needsOf(system, 'oauth').map((need) => [need.scope, need.optional !== true]);
  expect(shown.sort()).toEqual(asked.map((need) => [need.scope, need.required]).sort());
});
