import type { System } from './contract';

/** One scope or key permission: what it is called at the provider, and why Fulcrum needs it. */
export interface Need {
  scope: string;
  why: string;
  /** Fulcrum works without it, with less. */
  optional?: boolean;
}

/**
 * Boxes to tick when a Super Admin makes a Lever API key. Lever's permissions belong to single endpoints and
 * cannot be edited later, so the list is exact. `write` ones are only exercised by a booking.
 */
export const LEVER_PERMISSIONS: readonly (Need & { write?: boolean })[] = [
  { scope: 'Users: list users', why: 'Find your Lever user and the interviewers.' },
  { scope: 'Users: retrieve a user', why: 'Show the name of an interviewer or hiring manager.' },
  { scope: 'Opportunities: retrieve an opportunity', why: 'Read the candidate on screen.' },
  { scope: 'Applications: retrieve an application', why: 'Learn which posting the candidate applied for.' },
  { scope: 'Postings: retrieve a posting', why: 'Read the job, its owner and its hiring manager.' },
  { scope: 'Requisitions: list requisitions', why: 'Read interview length and required interviewers.' },
  { scope: 'Stages: list stages', why: 'Name the stage the candidate is in.' },
  { scope: 'Panels: list panels', why: 'Show interviews that are booked already.' },
  { scope: 'Panels: retrieve a panel', why: 'Read a booking back after writing it.' },
  { scope: 'Interviews: list interviews', why: 'Count the interviews a person already has.' },
  { scope: 'Feedback: list feedback', why: 'See who has interviewed this candidate before.' },
  { scope: 'Notes: list notes', why: 'Read scheduling notes such as “not on Fridays”.' },
  { scope: 'Notes: retrieve a note', why: 'Read our own note back after writing it.' },
  { scope: 'Panels: create a panel', why: 'Write the booked interview to Lever.', write: true },
  { scope: 'Panels: delete a panel', why: 'Undo a booking.', write: true },
  { scope: 'Notes: create a note', why: 'Leave a readable note about the booking.', write: true },
  { scope: 'Notes: delete a note', why: 'Undo that note.', write: true },
  { scope: 'Opportunities: list all opportunities', why: 'Find new applicants to screen.', optional: true },
  { scope: 'Postings: list all postings', why: 'Choose the postings to screen for.', optional: true },
  { scope: 'Resumes: list resumes', why: 'Find the resume of an applicant.', optional: true },
  { scope: 'Resumes: download a resume', why: 'Read the resume of an applicant.', optional: true },
  {
    scope: 'Forms: list profile forms',
    why: 'See which screening form is filled in already.',
    optional: true,
  },
  {
    scope: 'Form templates: list form templates',
    why: 'Find the screening form of the team.',
    optional: true,
  },
  {
    scope: 'Opportunities: add tags',
    why: 'Write an approved screening as tags.',
    optional: true,
    write: true,
  },
  { scope: 'Opportunities: remove tags', why: 'Undo those tags.', optional: true, write: true },
  { scope: 'Forms: create a profile form', why: 'Fill in the screening form.', optional: true, write: true },
  {
    scope: 'Opportunities: update the stage',
    why: 'Move a candidate on after an approved screening.',
    optional: true,
    write: true,
  },
];

const LEVER_OAUTH: readonly Need[] = [
  { scope: 'offline_access', why: 'Stay connected without asking every hour.' },
  { scope: 'users:read:admin', why: 'Find your Lever user and the interviewers.' },
  { scope: 'opportunities:read:admin', why: 'Read the candidate on screen.' },
  { scope: 'applications:read:admin', why: 'Learn which posting the candidate applied for.' },
  { scope: 'contact:read:admin', why: 'Read the candidate’s name and address for the invitation.' },
  { scope: 'postings:read:admin', why: 'Read the job, its owner and its hiring manager.' },
  {
    scope: 'requisitions:read:admin',
    why: 'Read interview length and required interviewers.',
    optional: true,
  },
  { scope: 'stages:read:admin', why: 'Name the stage the candidate is in.' },
  { scope: 'panels:write:admin', why: 'Write the booked interview, read it back, and undo it.' },
  { scope: 'interviews:read:admin', why: 'Count the interviews a person already has.' },
  { scope: 'feedback:read:admin', why: 'See who has interviewed this candidate before.' },
  { scope: 'notes:write:admin', why: 'Read scheduling notes and leave a note about the booking.' },
  {
    scope: 'resumes:read:admin',
    why: 'Read the resumes of applicants that are screened.',
    optional: true,
  },
  {
    scope: 'opportunities:write:admin',
    why: 'Add tags and move a candidate on after an approved screening.',
    optional: true,
  },
  { scope: 'forms:write:admin', why: 'Fill in the screening form of the team.', optional: true },
  { scope: 'form_templates:read:admin', why: 'Find the screening form of the team.', optional: true },
];

const GOOGLE: readonly Need[] = [
  { scope: 'openid', why: 'Know which account signed in.' },
  { scope: 'email', why: 'Know its address, and notice when another account comes back.' },
  {
    scope: 'https://www.googleapis.com/auth/calendar.events',
    why: 'Create, change and cancel the interview events.',
  },
  {
    scope: 'https://www.googleapis.com/auth/calendar.freebusy',
    why: 'Read when people and rooms are busy, without titles.',
  },
  {
    scope: 'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
    why: 'Find your rooms and the zone of your calendar.',
  },
];

const MICROSOFT: readonly Need[] = [
  { scope: 'openid', why: 'Know which account signed in.' },
  { scope: 'profile', why: 'Show your name.' },
  { scope: 'offline_access', why: 'Stay connected for the day without asking every hour.' },
  { scope: 'User.Read', why: 'Know which mailbox is yours.' },
  {
    scope: 'Calendars.ReadWrite',
    why: 'Read free/busy times; create, change and cancel the interview events.',
  },
  { scope: 'MailboxSettings.Read', why: 'Know the zone of your mailbox.', optional: true },
  {
    scope: 'Place.Read.All',
    why: 'List meeting rooms; many organisations need an administrator to allow it.',
    optional: true,
  },
];

/** What each system is asked for when it is connected in the given way. */
export function needsOf(system: System, way: 'api-key' | 'oauth'): readonly Need[] {
  if (system === 'google') return GOOGLE;
  if (system === 'microsoft') return MICROSOFT;
  return way === 'api-key' ? LEVER_PERMISSIONS : LEVER_OAUTH;
}

export const SYSTEM_NAME: Record<System, string> = {
  lever: 'Lever',
  google: 'Google Calendar',
  microsoft: 'Microsoft 365',
};

/** Said before disconnecting. */
export const ON_DISCONNECT: Record<System, string> = {
  lever:
    'Deletes the key or sign-in from this browser. Lever has no way to revoke an API key from outside: a Super Admin deletes it under Settings, Integrations and API.',
  google: 'Revokes the access at Google and deletes the token from this browser. Booked events stay.',
  microsoft:
    'Deletes the tokens from this browser. Microsoft has no revocation for one app: remove it at myapps.microsoft.com if you want that too. Booked events stay.',
};
