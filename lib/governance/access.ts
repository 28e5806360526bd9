/**
 * What a user may see and do, from their Lever access role. Lever's API credential covers the whole
 * organisation whoever uses it, so Fulcrum itself must not show more than Lever's own pages would.
 *
 * | Lever role | sees candidates | schedules | decides on plans | audit export, erasure, policy | confidential |
 * |---|---|---|---|---|---|
 * | Super Admin | all | yes | yes | yes | unless switched off |
 * | Admin | all | yes | yes | yes | only where an administrator's policy says so |
 * | Team Member | all | yes | yes | no | no |
 * | Limited Team Member | own: owns, follows, interviews, or is on the posting | yes, for those | yes, for those | no | no |
 * | Interviewer, or not known | own | no | no | no | no |
 *
 * Source: Lever's help centre on access roles and on confidential postings, and `accessRole` and
 * `confidentiality` in the Data API documentation (hire.lever.co/developer/documentation). A custom role comes
 * as an id; it counts as not known until an administrator's policy says which of these it equals.
 */
export const ROLES = [
  'unknown',
  'interviewer',
  'limited-team-member',
  'team-member',
  'admin',
  'super-admin',
] as const;
export type Role = (typeof ROLES)[number];

export const ABILITIES = ['schedule', 'read-log', 'export-log', 'erase-candidate', 'change-policy'] as const;
export type Ability = (typeof ABILITIES)[number];

/** Who sees confidential candidacies; `admins` holds only when an administrator's policy fixed it. */
export const CONFIDENTIAL_FOR = ['nobody', 'super-admins', 'admins'] as const;
export type ConfidentialFor = (typeof CONFIDENTIAL_FOR)[number];

const ABLE: Record<Role, readonly Ability[]> = {
  unknown: [],
  interviewer: [],
  'limited-team-member': ['schedule'],
  'team-member': ['schedule', 'read-log'],
  admin: ABILITIES,
  'super-admin': ABILITIES,
};

const WORDS: Record<Role, string> = {
  unknown: 'a role Fulcrum does not know',
  interviewer: 'Interviewer',
  'limited-team-member': 'Limited Team Member',
  'team-member': 'Team Member',
  admin: 'Admin',
  'super-admin': 'Super Admin',
};
export const roleInWords = (role: Role): string => WORDS[role];

/**
 * Lever's `accessRole` as one of ours. Spelling and case differ between accounts. `custom` (role id to one of
 * Lever's roles) comes from an administrator's policy, never from the user.
 */
export function roleOf(accessRole: string, custom: Record<string, string> = {}): Role {
  const named = Object.hasOwn(custom, accessRole) ? (custom[accessRole] ?? '') : accessRole;
  const spelled = named
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return ROLES.find((role) => role === spelled) ?? 'unknown';
}

export const may = (role: Role, ability: Ability): boolean => ABLE[role].includes(ability);

/** True for roles that see every candidate who is not confidential. */
export const seesEverybody = (role: Role): boolean =>
  role === 'team-member' || role === 'admin' || role === 'super-admin';

/**
 * Whether confidential candidacies may be shown to this role. A user's own setting can only narrow this:
 * widening it to admins needs `fixed`, the word of an administrator's policy.
 */
export function seesConfidential(role: Role, setting: ConfidentialFor, fixed: boolean): boolean {
  if (setting === 'nobody') return false;
  if (role === 'super-admin') return true;
  return role === 'admin' && setting === 'admins' && fixed;
}

/** Who looks, as far as is known. */
export interface Viewer {
  /** Lever user id; null while Lever is not connected. */
  id: string | null;
  role: Role;
  confidential: boolean;
}

export const NOBODY: Viewer = { id: null, role: 'unknown', confidential: false };

/** Lever user ids that tie somebody to a candidacy. */
export interface Ties {
  owner: string | null;
  followers: readonly string[];
  postingOwner: string | null;
  hiringManager: string | null;
  interviewers: readonly string[];
}

export const isTied = (id: string | null, ties: Ties): boolean =>
  id !== null &&
  [ties.owner, ties.postingOwner, ties.hiringManager, ...ties.followers, ...ties.interviewers].includes(id);

export type Admission = 'open' | 'confidential' | 'not-yours';

/** Anything but a clear "non-confidential" counts as confidential: Lever may add words. */
export const isConfidential = (confidentiality: string): boolean =>
  confidentiality !== 'non-confidential' && confidentiality !== '';

/** Whether `viewer` may see a candidacy. `tied` is asked only of roles that see their own. */
export function admissionOf(viewer: Viewer, confidentiality: string, tied: boolean): Admission {
  if (isConfidential(confidentiality) && !viewer.confidential) return 'confidential';
  return seesEverybody(viewer.role) || tied ? 'open' : 'not-yours';
}
