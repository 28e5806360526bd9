import { expect, test } from 'vitest';
import { pageKind } from './page-kind';

const ID = '39ca916a-8096-4cdd-9b0f-39396b52fba8';

test.each([
  [`/candidates/${ID}`, { kind: 'candidate', opportunityId: ID }],
  [`/candidates/${ID.toUpperCase()}/`, { kind: 'candidate', opportunityId: ID }],
  [`/candidates/${ID}/resumes/1/download`, { kind: 'candidate', opportunityId: ID }],
  ['/candidates', { kind: 'candidate-list' }],
  ['/candidates/', { kind: 'candidate-list' }],
  ['/candidates/archive', { kind: 'other' }],
  ['/jobs', { kind: 'other' }],
  ['/', { kind: 'other' }],
  [`/candidates/${ID}<script>`, { kind: 'other' }],
])('%s', (pathname, expected) => {
  expect(pageKind({ pathname })).toEqual(expected);
});
