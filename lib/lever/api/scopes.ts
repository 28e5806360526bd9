import type { ScopeNeed } from '@/lib/platform/oauth';

/**
 * What Fulcrum asks Lever for by OAuth, and which permissions to tick for an API key. Lever's scopes always cover
 * the whole organisation; a write scope includes reading.
 */
export const LEVER_SCOPES: readonly ScopeNeed[] = [
  { scope: 'offline_access', reason: 'Stay signed in without asking again.', required: true },
  { scope: 'opportunities:read:admin', reason: 'Read the candidate on screen.', required: true },
  {
    scope: 'applications:read:admin',
    reason: 'Read which posting the candidate applied to.',
    required: true,
  },
  {
    scope: 'contact:read:admin',
    reason: "Read the candidate's name and e-mail address for the invitation.",
    required: true,
  },
  { scope: 'postings:read:admin', reason: 'Read the posting and its hiring team.', required: true },
  {
    scope: 'requisitions:read:admin',
    reason: 'Read interview length and required interviewers.',
    required: false,
  },
  { scope: 'stages:read:admin', reason: 'Show the stage the interview is for.', required: true },
  { scope: 'users:read:admin', reason: 'Find interviewers and their e-mail addresses.', required: true },
  { scope: 'panels:write:admin', reason: 'Create and remove interview panels.', required: true },
  { scope: 'interviews:read:admin', reason: 'Count the interviews people already have.', required: true },
  { scope: 'feedback:read:admin', reason: 'See who has already interviewed the candidate.', required: true },
  {
    scope: 'notes:write:admin',
    reason: 'Read scheduling notes and leave one about the booking.',
    required: true,
  },
  {
    scope: 'resumes:read:admin',
    reason: 'Read the resumes of applicants that are screened.',
    required: false,
  },
  {
    scope: 'opportunities:write:admin',
    reason: 'Add tags to a candidate and move one to another stage after an approved screening.',
    required: false,
  },
  {
    scope: 'forms:write:admin',
    reason: 'Add the screening form to a candidate, where the team made one.',
    required: false,
  },
  {
    scope: 'form_templates:read:admin',
    reason: 'Find the screening form of the team.',
    required: false,
  },
];
