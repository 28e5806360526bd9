import { httpFailure } from '@/lib/platform/http-problem';
import type { Classifier, Http } from '@/lib/platform/http-types';
import type { ChatPort } from '../port';
import { addressParts, badAddress, type WebhookAddress } from '../webhook-address';
import { teamsBody } from './card';

/** @throws Failure `webhook-refused`; the address itself is in no message. */
export function teamsAddress(text: string): WebhookAddress {
  const parts = addressParts(text);
  const signed = parts?.query?.some(([name, value]) => name === 'sig' && value !== '');
  const invokes = parts?.names.includes('workflows') && parts.names.at(-1) === 'invoke';
  if (!parts || parts.host === 'hooks.slack.com' || !signed || !invokes)
    throw badAddress(
      'a Teams workflow',
      'In Teams choose Workflows, “Post to a channel when a webhook request is received”, and copy the whole address with its signature. Addresses of the retired connectors (webhook.office.com) do not work.',
    );
  const { host, path, params, query } = parts;
  return { host, path, ...(params ? { params } : {}), ...(query ? { query } : {}) };
}

const NEW_FLOW = 'Open the workflow in Power Automate, see that it is on, and enter its address again.';

const classify: Classifier = ({ status }) => {
  if (status === 429) return { act: 'retry', code: 'rate-limited', applied: 'no' };
  if (status >= 500)
    return { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` };
  if (status === 401 || status === 403)
    return {
      act: 'fail',
      code: 'forbidden',
      detail: 'the signature in the address is not accepted',
      next: NEW_FLOW,
    };
  if (status === 404 || status === 410)
    return { act: 'fail', code: 'not-found', detail: 'the workflow is off or deleted', next: NEW_FLOW };
  return { act: 'fail', code: 'invalid-request', detail: `status ${status}`, next: NEW_FLOW };
};

/** Posts to one Teams channel through a Power Automate workflow. The signature in the address is the credential. */
export function createTeamsWebhook(http: Http, address: string): ChatPort {
  const where = teamsAddress(address);
  return {
    provider: 'teams',
    async post(message, signal) {
      const request = {
        ...where,
        method: 'POST',
        json: teamsBody(message),
        who: 'Teams',
        purpose: 'hand the message to the workflow',
        // Initials and a link are still about somebody.
        candidateData: true,
        effect: 'once',
        classify,
        ...(signal ? { signal } : {}),
      } as const;
      const answer = await http.send(request);
      if (/html/i.test(answer.headers.get('content-type') ?? ''))
        throw httpFailure(request, 'malformed-answer', { detail: 'a web page came back', unknown: true });
      return {
        certainty: 'accepted',
        words:
          'Power Automate accepted it before the workflow ran. Whether it reached the channel is not said: look there, or at the run history of the workflow.',
      };
    },
  };
}
