import { z } from 'zod';
import type { Classifier } from '@/lib/platform/http-types';

const errorBody = z.looseObject({ code: z.string().optional(), message: z.string().optional() });

/** Reads Lever's errors: `{code, message}` with no field list; 429 comes without `Retry-After`. */
export const classifyLever: Classifier = ({ status, body }) => {
  const read = errorBody.safeParse(body);
  const said = read.success ? (read.data.message ?? read.data.code) : undefined;
  const detail = said === undefined ? {} : { detail: `Lever says: ${said}` };
  switch (status) {
    case 401:
      return { act: 'reauthorise', ...detail };
    case 403:
      return /signing key/i.test(said ?? '')
        ? {
            act: 'fail',
            code: 'forbidden',
            ...detail,
            next: 'The sign-in belongs to another Lever environment: choose production, EU or sandbox to match it under Connections.',
          }
        : {
            act: 'fail',
            code: 'forbidden',
            ...detail,
            next: 'A Super Admin of Lever makes a new API key with this permission ticked (Settings, Integrations and API); permissions of a key cannot be changed later.',
          };
    case 404:
      return { act: 'fail', code: 'not-found', ...detail };
    case 409:
      return { act: 'fail', code: 'conflict', ...detail };
    case 429:
      return { act: 'retry', code: 'rate-limited', applied: 'no', ...detail };
    default:
      return status >= 500
        ? { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` }
        : { act: 'fail', code: 'invalid-request', ...detail };
  }
};
