import { z } from 'zod';
import type { Classifier, Http } from '@/lib/platform/http-types';
import { bearer, type TokenSource } from '@/lib/platform/oauth';
import type { MailPort } from '../port';

const errorBody = z.looseObject({
  error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }),
});

const classify: Classifier = ({ status, body }) => {
  const error = errorBody.safeParse(body).data?.error;
  const detail = error ? { detail: `Microsoft says: ${error.message ?? error.code ?? ''}` } : {};
  if (status === 429 || error?.code === 'ApplicationThrottled')
    return { act: 'retry', code: 'rate-limited', applied: 'no', ...detail };
  if (status === 401) return { act: 'reauthorise', ...detail };
  if (status === 403)
    return {
      act: 'fail',
      code: 'forbidden',
      ...detail,
      next: 'Switch mail on again on the Exceptions page and accept the permission to send, or ask the Microsoft 365 administrator.',
    };
  if (status >= 500)
    return { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` };
  return { act: 'fail', code: 'invalid-request', ...detail };
};

const HEADER_TEXT = /[\r\n\0]+/g;

/** Sends as the connected Microsoft account. Graph answers 202: taken, not delivered. */
export function createOutlookMail(http: Http, token: TokenSource, from: string): MailPort {
  return {
    provider: 'microsoft',
    async send(mail, signal) {
      await http.send({
        host: 'graph.microsoft.com',
        method: 'POST',
        path: '/v1.0/me/sendMail',
        json: {
          message: {
            subject: mail.subject.replace(HEADER_TEXT, ' '),
            body: { contentType: 'Text', content: mail.text },
            toRecipients: mail.to.map((address) => ({ emailAddress: { address } })),
            internetMessageHeaders: [{ name: 'x-fulcrum-reference', value: mail.reference }],
          },
          saveToSentItems: true,
        },
        who: `Outlook mail of ${from}`,
        purpose: 'send the mail',
        // Initials and a link are still about somebody.
        candidateData: true,
        effect: 'once',
        lane: from,
        classify,
        authorise: bearer(token),
        ...(signal ? { signal } : {}),
      });
      return {
        certainty: 'accepted',
        words: `Microsoft took it for delivery to ${mail.to.join(', ')}; it is in Sent Items.`,
      };
    },
  };
}
