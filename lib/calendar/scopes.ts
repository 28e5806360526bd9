import type { ScopeNeed } from '@/lib/platform/oauth';

const GOOGLE = 'https://www.googleapis.com/auth/';

/** What Fulcrum asks Google for, and why. */
export const GOOGLE_SCOPES: readonly ScopeNeed[] = [
  {
    scope: 'openid',
    reason: 'Know which account is connected, so that another one cannot slip in.',
    required: true,
  },
  { scope: 'email', reason: 'Show whose account is connected.', required: true },
  {
    scope: `${GOOGLE}calendar.freebusy`,
    reason: 'Read when interviewers and rooms are busy. No titles, no details.',
    required: true,
  },
  {
    scope: `${GOOGLE}calendar.events`,
    reason: 'Create, change and cancel the interview events it books.',
    required: true,
  },
  {
    scope: `${GOOGLE}calendar.calendarlist.readonly`,
    reason: "Read your calendar's time zone and the rooms you have added to your list.",
    required: true,
  },
];

/** Asked for in addition by administrators who want every room listed. */
export const GOOGLE_DIRECTORY_SCOPE: ScopeNeed = {
  scope: `${GOOGLE}admin.directory.resource.calendar.readonly`,
  reason: 'List all rooms of the organisation. Works for administrators only.',
  required: false,
};

/** What Fulcrum asks Microsoft for, and why. */
export const MICROSOFT_SCOPES: readonly ScopeNeed[] = [
  {
    scope: 'openid',
    reason: 'Know which account is connected, so that another one cannot slip in.',
    required: true,
  },
  { scope: 'profile', reason: 'Show whose account is connected.', required: true },
  { scope: 'offline_access', reason: 'Stay signed in for the day without asking again.', required: true },
  {
    scope: 'User.Read',
    reason: 'Check on each test that the connected account is still the same.',
    required: true,
  },
  {
    scope: 'Calendars.ReadWrite',
    reason:
      'Read when interviewers and rooms are busy; create, change and cancel the interview events it books.',
    required: true,
  },
  { scope: 'MailboxSettings.Read', reason: 'Read the time zone of your mailbox.', required: false },
  {
    scope: 'Place.Read.All',
    reason: 'List the rooms of the organisation. May need an administrator.',
    required: false,
  },
];

/** Google reports `email` and `profile` in their long form. */
export function canonicalGoogleScope(scope: string): string {
  return scope === 'email' || scope === 'profile' ? `${GOOGLE}userinfo.${scope}` : scope;
}

/** Entra may prefix Graph's scopes with the resource, and differs in letter case. */
export function canonicalMicrosoftScope(scope: string): string {
  return scope.replace(/^https:\/\/graph\.microsoft\.com\//i, '').toLowerCase();
}

/** Scopes of the sign-in itself; Entra does not list them in the answer although it grants them. */
export const SIGN_IN_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];
