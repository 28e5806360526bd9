import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import type { z } from 'zod';
import { Failure, type Problem } from '@/lib/domain/problem';

/** Opens a sign-in page and resolves to the address it redirected to (`identity.launchWebAuthFlow`). */
export type LaunchWebAuthFlow = (url: string, interactive: boolean) => Promise<string | undefined>;

/** Secrets of one sign-in attempt; from the platform's secure random source, never from an injected clock. */
export async function freshAttempt(): Promise<{
  state: string;
  nonce: string;
  verifier: string;
  challenge: string;
}> {
  const verifier = generateRandomCodeVerifier();
  return {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    verifier,
    challenge: await calculatePKCECodeChallenge(verifier),
  };
}

/** Only the person can sign in again; nothing silent is left to try. */
export function signInNeeded(
  code: 'interaction-required' | 'sign-in-expired',
  provider: string,
  subject: string,
  detail?: string,
): Failure {
  return new Failure({
    code,
    message: `${provider}: the sign-in${subject ? ` of ${subject}` : ''} has ended${detail ? ` (${detail})` : ''}.`,
    next: `Press Reconnect beside ${provider} under Connections.`,
    ...(subject ? { subject } : {}),
  });
}

function refused(provider: string, error: string, description: string): Problem {
  const said = description ? ` (${description.replace(/\s+/g, ' ').slice(0, 240)})` : '';
  if (/AADSTS(90094|65001)/.test(description)) {
    return {
      code: 'access-denied',
      message: `${provider}: the organisation lets only administrators approve apps${said}.`,
      next: 'Send the administrator the approval link shown under Connections, then connect again.',
    };
  }
  if (error === 'access_denied') {
    return {
      code: 'access-denied',
      message: `${provider}: access was not allowed on the consent page${said}.`,
      next: 'Connect again and allow the permissions, or ask your administrator.',
    };
  }
  return {
    code: 'client-refused',
    message: `${provider}: sign-in failed with ${error}${said}.`,
    next: 'Check client id, redirect address and permissions under Connections against the guide there.',
  };
}

const SILENT_REFUSALS = new Set([
  'interaction_required',
  'login_required',
  'consent_required',
  'account_selection_required',
]);

export interface OpenedSignIn {
  provider: string;
  launch: LaunchWebAuthFlow;
  url: string;
  interactive: boolean;
  redirectUri: string;
  state: string;
  /** Account it concerns, for the message. */
  subject: string;
}

/**
 * Opens the sign-in page and returns the parameters of the redirect, after checking that it is our redirect and
 * carries our `state` (RFC 6749 §10.12). Provider errors become problems with a way out.
 */
export async function openSignIn(open: OpenedSignIn): Promise<URLSearchParams> {
  const { provider, interactive, subject } = open;
  let back: string | undefined;
  try {
    back = await open.launch(open.url, interactive);
  } catch (error) {
    // Browsers word it differently and may repeat the address; only the kind of failure is kept.
    if (error instanceof Error && /could not be loaded|network/i.test(error.message)) {
      throw new Failure({
        code: 'offline',
        message: `${provider}: the sign-in page could not be loaded.`,
        next: 'Check the network connection and try again.',
        retryable: true,
      });
    }
    if (!interactive) throw signInNeeded('interaction-required', provider, subject);
    const cause = error instanceof Error && /did not approve|cancel|closed/i.test(error.message);
    throw new Failure({
      code: cause ? 'sign-in-cancelled' : 'sign-in-failed',
      message: cause
        ? `${provider}: the sign-in window was closed before it was finished.`
        : `${provider}: the sign-in page could not be opened or did not come back.`,
      next: cause
        ? 'Press Connect to start again.'
        : 'Check the client id and redirect address under Connections, and the network.',
    });
  }
  if (!back) throw signInNeeded('interaction-required', provider, subject);
  const url = URL.canParse(back) ? new URL(back) : null;
  const wanted = new URL(open.redirectUri);
  const params = new URLSearchParams([
    ...(url?.searchParams ?? []),
    ...new URLSearchParams(url?.hash.slice(1) ?? ''),
  ]);
  if (
    !url ||
    url.origin !== wanted.origin ||
    url.pathname !== wanted.pathname ||
    params.get('state') !== open.state
  ) {
    throw new Failure({
      code: 'sign-in-mixed-up',
      message: `${provider}: the answer of the sign-in page does not belong to this sign-in.`,
      next: 'Nothing was connected. Start again from Connections; if it stays, check for software that changes pages.',
    });
  }
  const error = params.get('error');
  if (error !== null) {
    if (SILENT_REFUSALS.has(error)) throw signInNeeded('interaction-required', provider, subject, error);
    throw new Failure(refused(provider, error, params.get('error_description') ?? ''));
  }
  return params;
}

/** A parameter the redirect must carry. */
export function required(params: URLSearchParams, name: string, provider: string): string {
  const value = params.get(name);
  if (value) return value;
  throw new Failure(refused(provider, `an answer without ${name}`, ''));
}

/** Claims of an ID token fetched directly from the token endpoint over TLS, so its signature need not be checked. */
export function claimsOf<T>(idToken: string, schema: z.ZodType<T>, provider: string): T {
  try {
    const part = (idToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    // The cause could quote the token, so it is left out.
    throw new Failure(refused(provider, 'an identity token that cannot be read', ''));
  }
}

/** Space-separated scopes as a list. */
export function scopeList(scope: string): string[] {
  return scope.split(/[\s,]+/).filter(Boolean);
}
