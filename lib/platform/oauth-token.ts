import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Clock } from './clock';
import type { HostName } from './hosts';
import type { Classifier, Http } from './http-types';

/** Answer of a token endpoint (RFC 6749 §5.1). */
const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().optional(),
  scope: z.string().default(''),
  id_token: z.string().optional(),
});

const errorBody = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/** Reads the error answers of token endpoints (RFC 6749 §5.2). */
export const classifyToken: Classifier = ({ status, body }) => {
  const read = errorBody.safeParse(body);
  const error = read.success ? read.data.error : '';
  const detail = read.success ? `${error}: ${read.data.error_description ?? ''}` : `status ${status}`;
  if (status === 429) return { act: 'retry', code: 'rate-limited', applied: 'no', detail };
  if (status >= 500) return { act: 'retry', code: 'server-error', applied: 'maybe', detail };
  // The grant itself is dead (revoked, expired, interaction wanted): signing in again is the only way on.
  if (/^(invalid_grant|interaction_required|consent_required|login_required)$/.test(error)) {
    return { act: 'fail', code: 'unauthorised', detail };
  }
  if (/AADSTS9002326/.test(detail)) {
    return {
      act: 'fail',
      code: 'invalid-request',
      detail,
      next: 'In Entra, register the redirect address as type "Single-page application".',
    };
  }
  return {
    act: 'fail',
    code: 'invalid-request',
    detail,
    next: 'Check client id, client secret and redirect address under Connections against the guide there.',
  };
};

const SIGN_IN_CODES: Record<string, string> = {
  unauthorised: 'sign-in-expired',
  'invalid-request': 'client-refused',
};

export interface TokenCall {
  host: HostName;
  path: string;
  params?: Record<string, string>;
  form: Record<string, string>;
  who: string;
  purpose: string;
  /** `once` where repeating could burn a rotating token or a one-time code. */
  effect: 'repeatable' | 'once';
}

export interface TokenSet {
  accessToken: string;
  /** ms epoch, counted from before the call. */
  expiresAt: number;
  refreshToken?: string;
  scope: string;
  idToken?: string;
}

/** One call to a token endpoint. A dead grant is `sign-in-expired`, a refused client is `client-refused`. */
export async function requestToken(http: Http, clock: Clock, call: TokenCall): Promise<TokenSet> {
  const asked = clock.now();
  const request = { ...call, method: 'POST', candidateData: false, classify: classifyToken } as const;
  const answer = await http.read(request, tokenAnswer).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    const code = SIGN_IN_CODES[error.problem.code];
    throw code ? new Failure({ ...error.problem, code }) : error;
  });
  return {
    accessToken: answer.access_token,
    expiresAt: asked + answer.expires_in * 1000,
    scope: answer.scope,
    ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
    ...(answer.id_token ? { idToken: answer.id_token } : {}),
  };
}
