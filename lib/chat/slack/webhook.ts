import { httpFailure } from '@/lib/platform/http-problem';
import type { Classifier, Http } from '@/lib/platform/http-types';
import type { ChatMessage, ChatPort } from '../port';
import { addressParts, badAddress, type WebhookAddress } from '../webhook-address';

/** Limits of Block Kit: a header of 150 characters, a section of 3000. */
const HEADER = 150;
const SECTION = 2900;

/** @throws Failure `webhook-refused`; the address itself is in no message. */
export function slackAddress(text: string): WebhookAddress {
  const parts = addressParts(text);
  const fits =
    parts?.host === 'hooks.slack.com' &&
    parts.names[0] === 'services' &&
    parts.names.length === 4 &&
    parts.names.every((name) => /^[A-Za-z0-9]+$/.test(name));
  if (!parts || !fits)
    throw badAddress(
      'a Slack incoming webhook',
      'Copy it from your Slack app under Incoming Webhooks; it begins with https://hooks.slack.com/services/.',
    );
  const { host, path, params, query } = parts;
  return { host, path, params, query };
}

/** Slack reads `&`, `<` and `>` as markup, mentions of everybody among it. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** Plain text blocks: Slack interprets nothing in them. `text` is what notifications show. */
export function slackBody({ title, lines, lists, link }: ChatMessage): Record<string, unknown> {
  const plain = (text: string) => ({
    type: 'section',
    text: { type: 'plain_text', text: cut(text, SECTION), emoji: false },
  });
  const listed = lists.filter((list) => list.items.length > 0);
  return {
    text: cut(escaped(title), SECTION),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(title, HEADER), emoji: false } },
      ...(lines.length > 0 ? [plain(lines.join('\n'))] : []),
      ...listed.map((list) => plain(`${list.title}\n${list.items.map((item) => `• ${item}`).join('\n')}`)),
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { type: 'plain_text', text: cut(link.label, 75) }, url: link.url },
        ],
      },
    ],
  };
}

const classify: Classifier = ({ status }) => {
  if (status === 429) return { act: 'retry', code: 'rate-limited', applied: 'no' };
  if (status >= 500)
    return { act: 'retry', code: 'server-error', applied: 'maybe', detail: `status ${status}` };
  return { act: 'fail', code: 'invalid-request', detail: `status ${status}` };
};

const NEW_HOOK = 'Make a new incoming webhook in Slack and enter it on the Exceptions page.';

/** What Slack's plain-text errors mean. */
const MEANING: Record<
  string,
  { code: 'not-found' | 'forbidden' | 'gone' | 'invalid-request'; next: string }
> = {
  invalid_payload: { code: 'invalid-request', next: 'Report this: Slack could not read what Fulcrum sent.' },
  no_text: { code: 'invalid-request', next: 'Report this: Slack could not read what Fulcrum sent.' },
  channel_not_found: { code: 'not-found', next: `The channel is gone. ${NEW_HOOK}` },
  channel_is_archived: { code: 'gone', next: `The channel was archived. ${NEW_HOOK}` },
  no_service: { code: 'not-found', next: `The webhook was switched off or deleted. ${NEW_HOOK}` },
  invalid_token: { code: 'forbidden', next: NEW_HOOK },
  action_prohibited: { code: 'forbidden', next: 'An administrator of Slack does not allow it; ask them.' },
};

/** Posts to one Slack channel by incoming webhook. The address is the credential. */
export function createSlackWebhook(http: Http, address: string): ChatPort {
  const where = slackAddress(address);
  return {
    provider: 'slack',
    async post(message, signal) {
      const request = {
        ...where,
        method: 'POST',
        json: slackBody(message),
        who: 'Slack',
        purpose: 'post to the channel',
        // Initials and a link are still about somebody.
        candidateData: true,
        // Nothing tells two equal messages apart, so it is sent again only when it surely did not arrive.
        effect: 'once',
        classify,
        expect: [400, 403, 404, 410],
        ...(signal ? { signal } : {}),
      } as const;
      const answer = await http.send(request);
      const said = new TextDecoder().decode(answer.bytes).trim();
      if (answer.status >= 200 && answer.status < 300) {
        if (said === 'ok')
          return { certainty: 'delivered', words: 'Slack answered “ok”: it is in the channel.' };
        throw httpFailure(request, 'malformed-answer', {
          detail: 'Slack answers “ok” and this was something else',
          unknown: true,
        });
      }
      const known = Object.hasOwn(MEANING, said) ? MEANING[said] : undefined;
      throw httpFailure(request, known?.code ?? 'invalid-request', {
        detail: `Slack says: ${/^[a-z_]{1,60}$/.test(said) ? said : `status ${answer.status}`}`,
        next: known?.next ?? NEW_HOOK,
      });
    },
  };
}
