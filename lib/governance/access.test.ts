import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ABILITIES,
  admissionOf,
  CONFIDENTIAL_FOR,
  isTied,
  may,
  ROLES,
  roleOf,
  seesConfidential,
  seesEverybody,
  type Viewer,
} from './access';
import { notAdmitted, notAllowed } from './refusals';

describe('the role Lever tells', () => {
  it.each([
    ['super admin', 'super-admin'],
    ['Super Admin', 'super-admin'],
    ['limited_team_member', 'limited-team-member'],
    ['team member', 'team-member'],
    ['interviewer', 'interviewer'],
    ['', 'unknown'],
    ['5112284f-238d-4b26-bab6-082c64791898', 'unknown'],
    ['__proto__', 'unknown'],
  ])('%j is %s', (told, role) => expect(roleOf(told)).toBe(role));

  it('is looked up for custom roles, and a policy with a spelling mistake gives nothing', () => {
    expect(roleOf('r-1', { 'r-1': 'Admin' })).toBe('admin');
    expect(roleOf('r-1', { 'r-1': 'owner' })).toBe('unknown');
    expect(roleOf('constructor', {})).toBe('unknown');
  });
});

describe('what a role may do', () => {
  it('only grows from the least to the greatest', () => {
    for (const [n, role] of ROLES.entries())
      for (const ability of ABILITIES)
        if (may(role, ability)) expect(ROLES.slice(n).every((more) => may(more, ability))).toBe(true);
  });
  it('is nothing when the role is not known', () =>
    expect(ABILITIES.filter((one) => may('unknown', one))).toEqual([]));
  it('keeps export, erasure and policy for admins', () => {
    for (const role of ROLES)
      for (const one of ['export-log', 'erase-candidate', 'change-policy'] as const)
        expect(may(role, one)).toBe(role === 'admin' || role === 'super-admin');
  });
});

describe('confidential candidacies', () => {
  it('are seen by a Super Admin, by an Admin only with the word of a policy, by nobody else', () => {
    const seen = ROLES.flatMap((role) =>
      CONFIDENTIAL_FOR.flatMap((setting) =>
        [true, false].flatMap((fixed) =>
          seesConfidential(role, setting, fixed) ? [`${role} ${setting} ${fixed}`] : [],
        ),
      ),
    );
    expect(seen).toEqual([
      'admin admins true',
      'super-admin super-admins true',
      'super-admin super-admins false',
      'super-admin admins true',
      'super-admin admins false',
    ]);
  });

  it('are never shown without the grant, whatever the ties and the word Lever uses', () => {
    const viewer = fc.record({
      id: fc.constant('u1'),
      role: fc.constantFrom(...ROLES),
      confidential: fc.constant(false),
    });
    fc.assert(
      fc.property(
        viewer,
        fc.boolean(),
        fc.constantFrom('confidential', 'secret', 'CONFIDENTIAL'),
        (v, tied, word) => admissionOf(v, word, tied) === 'confidential',
      ),
    );
  });
});

describe('own candidates', () => {
  const nobody = { owner: null, followers: [], postingOwner: null, hiringManager: null, interviewers: [] };
  it.each([
    ['owner', { ...nobody, owner: 'u1' }],
    ['follower', { ...nobody, followers: ['u2', 'u1'] }],
    ['posting owner', { ...nobody, postingOwner: 'u1' }],
    ['hiring manager', { ...nobody, hiringManager: 'u1' }],
    ['interviewer', { ...nobody, interviewers: ['u1'] }],
  ])('tie: %s', (_name, ties) => {
    expect(isTied('u1', ties)).toBe(true);
    expect(isTied('u9', ties)).toBe(false);
    expect(isTied(null, ties)).toBe(false);
  });
  it('are all that interviewers, limited members and unknown roles see', () => {
    for (const role of ROLES) {
      const viewer: Viewer = { id: 'u1', role, confidential: false };
      expect(admissionOf(viewer, 'non-confidential', true)).toBe('open');
      expect(admissionOf(viewer, 'non-confidential', false)).toBe(seesEverybody(role) ? 'open' : 'not-yours');
    }
  });
});

it('refusals say who may, and name nobody', () => {
  expect(notAllowed('interviewer', 'schedule').problem.message).toContain('Interviewer');
  expect(notAllowed('unknown', 'export-log').problem.next).toContain('least');
  expect(notAdmitted('confidential').problem.code).toBe('confidential');
  expect(notAdmitted('not-yours').problem.next).toContain('follower');
});
