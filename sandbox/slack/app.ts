import { Hono } from 'hono';
import { z } from 'zod';
import type { Chats } from '../chats';
import { take } from '../conditions';
import type { SandboxContext, Service } from '../service';

/** The incoming webhook of the sandbox's channel. */
export const SLACK_WEBHOOK =
  'https://hooks.slack.com/services/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';
const CHANNEL = '#recruiting-ops';

const plain = z.object({ type: z.literal('plain_text'), text: z.string().min(1) });
const payloadSchema = z.looseObject({
  text: z.string().optional(),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.looseObject({
          type: z.literal('header'),
          text: plain.extend({ text: z.string().min(1).max(150) }),
        }),
        z.looseObject({
          type: z.literal('section'),
          text: z
            .object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(3000) })
            .loose(),
        }),
        z.looseObject({
          type: z.literal('actions'),
          elements: z.array(
            z.looseObject({ type: z.literal('button'), text: plain.loose(), url: z.url().max(3000) }),
          ),
        }),
      ]),
    )
    .max(50)
    .optional(),
});

/**
 * hooks.slack.com: errors are plain text, success is `ok`, and there is no CORS: only a caller with a host
 * permission can read the answer.
 */
export function createSlack({ faults }: SandboxContext, chats: Chats): Service {
  const app = new Hono();
  const path = new URL(SLACK_WEBHOOK).pathname;
  app.post('/services/:team/:service/:secret', async (c) => {
    if (take(faults, 'slack-rate-limit'))
      return c.text('rate_limited', 429, { 'retry-after': String(faults.get('slack-retry-after') ?? 1) });
    if (c.req.path !== path || faults.get('slack-no-service')) return c.text('no_service', 404);
    if (faults.get('slack-channel-not-found')) return c.text('channel_not_found', 404);
    if (faults.get('slack-action-prohibited')) return c.text('action_prohibited', 403);
    const payload = payloadSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!payload.success) return c.text('invalid_payload', 400);
    const { text, blocks = [] } = payload.data;
    if (!text && blocks.length === 0) return c.text('no_text', 400);
    const shown = blocks.flatMap((block) => (block.type === 'actions' ? [] : [block.text.text]));
    chats.post({
      service: 'slack',
      channel: CHANNEL,
      // Blocks replace the text, which is then shown in notifications only.
      text: shown.length > 0 ? shown.join('\n') : (text ?? ''),
      links: blocks.flatMap((block) =>
        block.type === 'actions' ? block.elements.map((one) => one.url) : [],
      ),
    });
    return c.text('ok');
  });
  app.notFound((c) => c.text('no_service', 404));
  return { name: 'Slack', hosts: ['hooks.slack.com'], app };
}
