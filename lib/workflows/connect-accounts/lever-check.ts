import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { LeverUser } from '@/lib/lever/types';
import type { LeverReads } from './port';
import { LEVER_PERMISSIONS } from './schema';

/**
 * Well-formed, and nobody's: an allowed call answers "not found", a call without permission answers 403. So each
 * permission is tried without reading any candidate.
 */
const NOBODY = '00000000-0000-4000-8000-000000000000';

type Probe = (lever: LeverReads, user: LeverUser) => Promise<unknown>;
const PROBES: Record<string, Probe> = {
  'Users: retrieve a user': (lever, user) => lever.user(user.id),
  'Opportunities: retrieve an opportunity': (lever) => lever.opportunity(NOBODY),
  'Postings: retrieve a posting': (lever) => lever.posting(NOBODY),
  'Requisitions: list requisitions': (lever) => lever.requisitionByCode('fulcrum-permission-check'),
  'Stages: list stages': (lever) => lever.stages(),
  'Panels: list panels': (lever) => lever.panels(NOBODY),
  'Panels: retrieve a panel': (lever) => lever.panel(NOBODY, NOBODY),
  'Interviews: list interviews': (lever) => lever.interviews(NOBODY),
  'Feedback: list feedback': (lever) => lever.feedback(NOBODY),
  'Notes: list notes': (lever) => lever.notes(NOBODY),
};

export interface LeverCheck {
  user: LeverUser;
  /** By permission; absent = it could not be tried. */
  granted: Record<string, boolean>;
  missing: string[];
  /** Permissions whose call failed for another reason, with that reason. */
  undecided: { permission: string; problem: Problem }[];
}

const ENVIRONMENT = { production: 'production', sandbox: 'sandbox', eu: 'EU' } as const;

function wrongKey(environment: keyof typeof ENVIRONMENT): Failure {
  return new Failure({
    code: 'lever-key-wrong',
    subject: 'Lever',
    message: `Lever (${ENVIRONMENT[environment]}) did not accept the key or sign-in (401).`,
    next: 'Copy the whole key from Settings, Integrations and API, API Credentials, and check that the environment fits: sandbox keys work in sandbox only.',
  });
}

async function findUser(
  lever: LeverReads,
  email: string,
  environment: keyof typeof ENVIRONMENT,
): Promise<LeverUser> {
  let user: LeverUser | null;
  try {
    user = await lever.userByEmail(email);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'unauthorised') throw wrongKey(environment);
    if (problem.code !== 'forbidden') throw error;
    throw new Failure({
      code: 'lever-permission-missing',
      subject: 'Lever',
      message:
        'The key works, but may not list users (403), so Fulcrum cannot find out who you are in Lever.',
      next: 'A Super Admin makes a new key with “Users: list users” ticked; permissions of a key cannot be changed.',
    });
  }
  if (user && user.deactivatedAt === null) return user;
  throw new Failure({
    code: user ? 'lever-user-inactive' : 'lever-user-unknown',
    subject: 'Lever',
    message: user
      ? `The Lever user ${user.name} (${email}) is deactivated.`
      : `The key works, but no active Lever user has the e-mail address ${email}.`,
    next: 'Enter the address shown in Lever under Settings, Profile; writes are made in that user’s name.',
  });
}

/**
 * Reads Lever once per needed permission. Throws `Failure` when the key is wrong, the user is unknown, or Lever
 * cannot be reached; a missing permission is part of the answer.
 */
export async function checkLever(
  lever: LeverReads,
  email: string,
  environment: keyof typeof ENVIRONMENT,
): Promise<LeverCheck> {
  const user = await findUser(lever, email, environment);
  const granted: Record<string, boolean> = { 'Users: list users': true };
  const undecided: LeverCheck['undecided'] = [];
  await Promise.all(
    Object.entries(PROBES).map(async ([permission, probe]) => {
      try {
        await probe(lever, user);
        granted[permission] = true;
      } catch (error) {
        const problem = problemOf(error);
        if (problem.code === 'unauthorised') throw wrongKey(environment);
        if (problem.code === 'forbidden') granted[permission] = false;
        else if (problem.code === 'not-found') granted[permission] = true;
        else undecided.push({ permission, problem });
      }
    }),
  );
  const missing = LEVER_PERMISSIONS.filter((one) => granted[one.scope] === false).map((one) => one.scope);
  return { user, granted, missing, undecided };
}

/** The check as one message; `ok` only when every call that can be tried without writing was allowed. */
export function checkInWords({ user, granted, missing, undecided }: LeverCheck): {
  ok: boolean;
  message: string;
} {
  const allowed = Object.values(granted).filter(Boolean).length;
  const untried = LEVER_PERMISSIONS.length - Object.keys(granted).length - undecided.length;
  const parts = [`Lever answered: you are ${user.name} (${user.accessRole}). ${allowed} permissions work.`];
  if (missing.length > 0) parts.push(`Refused (403): ${missing.join('; ')}.`);
  for (const { permission, problem } of undecided)
    parts.push(`Could not tell “${permission}”: ${problem.message}`);
  if (untried > 0)
    parts.push(`${untried} more are first used by a candidate or a booking, and were not tried.`);
  return { ok: missing.length === 0 && undecided.length === 0, message: parts.join(' ') };
}
