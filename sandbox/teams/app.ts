import { Hono } from 'hono';
import { z } from 'zod';
import type { Chats } from '../chats';
import { take } from '../conditions';
import type { SandboxContext, Service } from '../service';

const HOST = 'default4f1c2a9be0d7.3e.environment.api.powerplatform.com';
const OLD_HOST = 'prod-12.westeurope.logic.azure.com';
const SIGNATURE = 'sandboxSignature-0123456789_abcdef';
const FLOW = '7d0f3f5a2b6c4e1d9a8b7c6d5e4f3a2b';

/** The workflow of the sandbox's channel, and one with an address of the older form. */
export const TEAMS_WEBHOOK = `https://${HOST}:443/powerautomate/automations/direct/workflows/${FLOW}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${SIGNATURE}`;
export const OLD_TEAMS_WEBHOOK = `https://${OLD_HOST}/workflows/${FLOW}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${SIGNATURE}`;

const run = z.looseObject({ type: z.literal('TextRun'), text: z.string() });
const cardSchema = z.looseObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z.looseObject({
          type: z.literal('AdaptiveCard'),
          version: z.string(),
          body: z.array(
            z.discriminatedUnion('type', [
              z.looseObject({ type: z.literal('RichTextBlock'), inlines: z.array(run) }),
              z.looseObject({ type: z.literal('TextBlock'), text: z.string() }),
            ]),
          ),
          actions: z.array(z.looseObject({ type: z.literal('Action.OpenUrl'), url: z.url() })).optional(),
        }),
      }),
    )
    .min(1),
});

/** Power Automate answers before the workflow runs: a card it cannot post is accepted all the same. */
export function createTeams({ faults, later }: SandboxContext, chats: Chats): Service {
  const app = new Hono();
  app.post('*', async (c) => {
    if (take(faults, 'teams-throttle')) return c.body(null, 429, { 'retry-after': '1' });
    const url = new URL(c.req.url);
    const known = [TEAMS_WEBHOOK, OLD_TEAMS_WEBHOOK].some((one) => {
      const own = new URL(one);
      return own.hostname === url.hostname && own.pathname === url.pathname;
    });
    if (!known || faults.get('teams-flow-off'))
      return c.json(
        { error: { code: 'WorkflowNotFound', message: 'The workflow could not be found.' } },
        404,
      );
    if (url.searchParams.get('sig') !== SIGNATURE)
      return c.json(
        { error: { code: 'DirectApiInvalidAuthorizationScheme', message: 'Not authorised.' } },
        401,
      );
    const card = cardSchema.safeParse(await c.req.json().catch(() => undefined));
    if (card.success && !faults.get('teams-flow-fails')) {
      const { content } = card.data.attachments[0] as z.infer<typeof cardSchema>['attachments'][number];
      later(50, () =>
        chats.post({
          service: 'teams',
          channel: 'Recruiting / General',
          text: content.body
            .map((block) =>
              block.type === 'RichTextBlock' ? block.inlines.map((one) => one.text).join('') : block.text,
            )
            .join('\n'),
          links: (content.actions ?? []).map((one) => one.url),
        }),
      );
    }
    return c.body(null, 202);
  });
  app.notFound((c) => c.body(null, 404));
  return { name: 'Teams workflows', hosts: [HOST, OLD_HOST], app };
}
