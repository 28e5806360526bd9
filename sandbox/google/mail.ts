import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { OfficeContext } from '../meetings';
import { type GoogleEnv, needScope, signedIn, underQuota } from './access';
import { googleError, notFound } from './errors';
import type { GoogleIdentity } from './identity';
import { readMessage } from './message';

const ADDRESS = /^[^\s@<>,"]+@[^\s@<>,"]+$/;

/** gmail.googleapis.com: sending only. */
export function createMail({ outbox, faults }: OfficeContext, identity: GoogleIdentity): Hono<GoogleEnv> {
  const app = new Hono<GoogleEnv>();
  const threads = new Set<string>();
  app.use('*', signedIn(identity));
  app.use('*', underQuota(faults));
  app.post('/gmail/v1/users/:user/messages/send', async (c) => {
    needScope(c, 'gmail.send', 'gmail.compose', 'gmail.modify', 'https://mail.google.com/');
    const token = c.get('token');
    if (!['me', token.email].includes(c.req.param('user')))
      throw googleError(403, 'forbidden', `Delegation denied for ${token.email}`);
    const body: { raw?: unknown; threadId?: unknown } = await c.req.json().catch(() => ({}));
    if (typeof body.raw !== 'string')
      throw googleError(
        400,
        'invalidArgument',
        "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
        { status: 'INVALID_ARGUMENT' },
      );
    const message = readMessage(Buffer.from(body.raw, 'base64url').toString('utf8'));
    const to = message.recipients;
    if (to.length === 0)
      throw googleError(400, 'invalidArgument', 'Recipient address required', { status: 'INVALID_ARGUMENT' });
    if (!to.every((one) => ADDRESS.test(one)))
      throw googleError(400, 'invalidArgument', 'Invalid To header', { status: 'INVALID_ARGUMENT' });
    if (body.threadId !== undefined && !threads.has(String(body.threadId))) throw notFound();
    const id = randomBytes(8).toString('hex');
    const threadId = body.threadId === undefined ? id : String(body.threadId);
    threads.add(threadId);
    for (const one of to) {
      outbox.send({
        provider: 'google',
        kind: 'mail',
        from: token.email,
        to: one,
        subject: message.subject,
        eventId: null,
        start: null,
        end: null,
        text: message.text,
      });
    }
    return c.json({ id, threadId, labelIds: ['SENT'] });
  });
  return app;
}
