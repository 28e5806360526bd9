import { z } from 'zod';
import type { Classifier } from '@/lib/platform/http-types';

const errorBody = z.looseObject({
  error: z.looseObject({
    message: z.string().optional(),
    errors: z.array(z.looseObject({ reason: z.string().optional() })).optional(),
  }),
});

/** `reason` of the first error; Google gives the same meaning different statuses, so the reason decides. */
function googleReason(body: unknown): { reason: string; message: string } {
  const read = errorBody.safeParse(body);
  if (!read.success) return { reason: '', message: '' };
  return { reason: read.data.error.errors?.[0]?.reason ?? '', message: read.data.error.message ?? '' };
}

/** Google's table of errors: a 403 can be a rate limit, a spent quota, or a missing right. */
export const classifyGoogle: Classifier = ({ status, body }) => {
  const { reason, message } = googleReason(body);
  const detail = message || reason ? { detail: `Google says: ${message || reason}` } : {};
  if (status === 429 || reason === 'rateLimitExceeded' || reason === 'userRateLimitExceeded') {
    return { act: 'retry', code: 'rate-limited', applied: 'no', ...detail };
  }
  if (reason === 'quotaExceeded') return { act: 'fail', code: 'quota-exceeded', ...detail };
  if (status === 401) return { act: 'reauthorise', ...detail };
  if (status === 403) {
    return reason === 'insufficientPermissions'
      ? {
          act: 'fail',
          code: 'forbidden',
          ...detail,
          next: 'Reconnect Google under Connections and leave every box of its consent page ticked.',
        }
      : { act: 'fail', code: 'forbidden', ...detail };
  }
  if (status === 404) return { act: 'fail', code: 'not-found', ...detail };
  if (status === 409 && reason === 'conflict')
    return { act: 'retry', code: 'conflict', applied: 'no', ...detail };
  if (status === 409 || status === 412) return { act: 'fail', code: 'conflict', ...detail };
  if (status === 410) return { act: 'fail', code: 'gone', ...detail };
  if (status >= 500)
    return { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` };
  return { act: 'fail', code: 'invalid-request', ...detail };
};
