import { z } from 'zod';
import type { Classifier, Http } from '@/lib/platform/http-types';
import { bearer, type TokenSource } from '@/lib/platform/oauth';
import type { MailPort } from '../port';
import { base64url, rfcMessage } from './message';

const errorBody = z.looseObject({
  error: z.looseObject({
    message: z.string().optional(),
    errors: z.array(z.looseObject({ reason: z.string().optional() })).optional(),
  }),
});

/** Gmail's errors have the form of Calendar's: the reason decides, not the status. */
const classify: Classifier = ({ status, body }) => {
  const error = errorBody.safeParse(body).data?.error;
  const reason = error?.errors?.[0]?.reason ?? '';
  const detail = error ? { detail: `Google says: ${error.message ?? reason}` } : {};
  if (status === 429 || reason === 'rateLimitExceeded' || reason === 'userRateLimitExceeded')
    return { act: 'retry', code: 'rate-limited', applied: 'no', ...detail };
  if (reason === 'quotaExceeded' || reason === 'dailyLimitExceeded')
    return { act: 'fail', code: 'quota-exceeded', ...detail };
  if (status === 401) return { act: 'reauthorise', ...detail };
  if (status === 403)
    return {
      act: 'fail',
      code: 'forbidden',
      ...detail,
      next: 'Switch mail on again on the Exceptions page and leave the box for sending ticked.',
    };
  if (status >= 500)
    return { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` };
  return { act: 'fail', code: 'invalid-request', ...detail };
};

const sent = z.looseObject({ id: z.string().min(1) });

/** Sends as the connected Google account, with the right to send and nothing else. */
export function createGmail(http: Http, token: TokenSource, from: string): MailPort {
  return {
    provider: 'google',
    async send(mail, signal) {
      await http.read(
        {
          host: 'gmail.googleapis.com',
          method: 'POST',
          path: '/gmail/v1/users/me/messages/send',
          json: { raw: base64url(rfcMessage(from, mail)) },
          who: `Gmail of ${from}`,
          purpose: 'send the mail',
          // Initials and a link are still about somebody.
          candidateData: true,
          effect: 'once',
          lane: from,
          classify,
          authorise: bearer(token),
          ...(signal ? { signal } : {}),
        },
        sent,
      );
      return {
        certainty: 'accepted',
        words: `Gmail took it for delivery to ${mail.to.join(', ')}; it is in Sent.`,
      };
    },
  };
}
