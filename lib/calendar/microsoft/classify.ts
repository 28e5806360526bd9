import { z } from 'zod';
import type { Classifier } from '@/lib/platform/http-types';

const errorBody = z.looseObject({
  error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }),
});

/** `code` and `message` of a Graph error; both empty when the body is something else. */
function graphError(body: unknown): { code: string; message: string } {
  const read = errorBody.safeParse(body);
  return read.success
    ? { code: read.data.error.code ?? '', message: read.data.error.message ?? '' }
    : { code: '', message: '' };
}

/** Reads Graph's errors. 412 also comes unasked for, when Exchange touches the item itself. */
export const classifyGraph: Classifier = ({ status, body }) => {
  const { code, message } = graphError(body);
  const detail = message || code ? { detail: `Microsoft says: ${message || code}` } : {};
  if (status === 429 || code === 'ApplicationThrottled') {
    return { act: 'retry', code: 'rate-limited', applied: 'no', ...detail };
  }
  if (status === 401) return { act: 'reauthorise', ...detail };
  if (status === 403) {
    return {
      act: 'fail',
      code: 'forbidden',
      ...detail,
      next: 'Reconnect Microsoft under Connections and accept every permission, or ask the Microsoft 365 administrator to approve Fulcrum.',
    };
  }
  if (status === 404) return { act: 'fail', code: 'not-found', ...detail };
  if (status === 409 || status === 412) return { act: 'fail', code: 'conflict', ...detail };
  if (status === 410) return { act: 'fail', code: 'gone', ...detail };
  if (status >= 500)
    return { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` };
  return { act: 'fail', code: 'invalid-request', ...detail };
};
