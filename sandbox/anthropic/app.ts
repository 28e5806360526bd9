import { type Context, Hono } from 'hono';
import { numberOf, take } from '../conditions';
import type { Service } from '../service';
import { addBatches } from './batches';
import { type AnthropicContext, keyOf, personalityOf, plantOf } from './context';
import { ApiError, answerError } from './errors';
import { createCache, messageOf, outputOf, tokens, usageOf } from './message';
import { answerOf } from './model';
import { checkedRequest, KNOWN_MODELS, type MessagesRequest } from './request-check';
import { eventsOf } from './stream';

/** Keys that work; `sk-ant-revoked` is answered like any key that does not. */
export const SANDBOX_KEY = 'sk-ant-sandbox-northwind';
const VERSIONS = ['2026-10-21', '2023-06-01'];
const SLOW_MS = 60_000;

function checkCaller(c: Context, { faults }: AnthropicContext): void {
  const origin = c.req.header('origin');
  if (origin && faults.get('anthropic-no-browsers'))
    throw new ApiError(
      'permission_error',
      'CORS requests are not allowed for this Organization because of its settings',
    );
  if (origin && c.req.header('anthropic-dangerous-direct-browser-access') !== 'true')
    throw new ApiError(
      'authentication_error',
      "CORS requests must set 'anthropic-dangerous-direct-browser-access' header",
    );
  const key = keyOf(c);
  if (!key) throw new ApiError('authentication_error', 'x-api-key header is required');
  if (key !== SANDBOX_KEY) throw new ApiError('authentication_error', 'invalid x-api-key');
  const version = c.req.header('anthropic-version');
  if (!version) throw new ApiError('invalid_request_error', 'anthropic-version: header is required');
  if (!VERSIONS.includes(version))
    throw new ApiError('invalid_request_error', `anthropic-version: ${version} is not a valid version`);
}

/** Limits and trouble of the service as a whole, by switch. */
function checkWeather({ faults }: AnthropicContext, { model }: Pick<MessagesRequest, 'model'>): void {
  if (faults.get('anthropic-key-revoked')) throw new ApiError('authentication_error', 'invalid x-api-key');
  if (faults.get('anthropic-not-permitted'))
    throw new ApiError(
      'permission_error',
      'Your API key does not have permission to use the specified resource.',
    );
  if (faults.get('anthropic-model-retired') === model)
    throw new ApiError('not_found_error', `model: ${model}`);
  if (take(faults, 'anthropic-timeout')) throw new ApiError('timeout_error', 'Request timed out');
  if (take(faults, 'anthropic-overloaded')) throw new ApiError('overloaded_error', 'Overloaded');
  if (take(faults, 'anthropic-server-error')) throw new ApiError('api_error', 'Internal server error');
  if (faults.get('anthropic-no-credit'))
    throw new ApiError('billing_error', 'Your credit balance is too low to access the Anthropic API.');
  if (faults.get('anthropic-spend-limit'))
    throw new ApiError('rate_limit_error', 'You have reached your specified API usage limits.', {
      code: 'enforced_spend_limit_reached',
    });
  if (take(faults, 'anthropic-rate-limit'))
    throw new ApiError(
      'rate_limit_error',
      'This request would exceed the rate limit for your organization.',
      {
        headers: { 'retry-after': String(numberOf(faults, 'anthropic-retry-after', 1)) },
      },
    );
}

const modelInfo = (id: string) => ({
  type: 'model',
  id,
  display_name: id,
  created_at: '2026-09-01T00:00:00Z',
  lifecycle: 'active',
  retires_at: null,
  max_input_tokens: 1_000_000,
  max_tokens: 128_000,
  capabilities: {
    structured_outputs: { supported: true },
    citations: { supported: true },
    pdf_input: { supported: true },
    batch: { supported: true },
  },
});

/** `api.anthropic.com`, with a pretend model behind it. */
export function createAnthropic(ctx: AnthropicContext): Service {
  const app = new Hono<{ Variables: { requestId: string } }>();
  const cache = createCache();
  let last = 0;
  const newId = (kind: string): string => `${kind}_sandbox${String(++last).padStart(6, '0')}`;

  app.use('*', async (c, next) => {
    const requestId = newId('req');
    c.set('requestId', requestId);
    c.header('request-id', requestId);
    c.header('anthropic-workspace-id', 'wrkspc_sandbox');
    if (c.req.header('origin')) {
      c.header('access-control-allow-origin', '*');
      c.header('access-control-expose-headers', '*');
    }
    if (c.req.method === 'OPTIONS') {
      c.header('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS');
      c.header('access-control-allow-headers', c.req.header('access-control-request-headers') ?? '');
      return c.body(null, 204);
    }
    checkCaller(c, ctx);
    return next();
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) return answerError(c, error, c.get('requestId'));
    throw error;
  });
  app.notFound((c) =>
    answerError(c, new ApiError('not_found_error', `Not found: ${c.req.path}`), c.get('requestId')),
  );

  const body = async (c: Context): Promise<unknown> => {
    try {
      return await c.req.json();
    } catch {
      throw new ApiError('invalid_request_error', 'The request body is not valid JSON');
    }
  };
  const answered = (request: MessagesRequest, key: string, tier: 'standard' | 'batch' = 'standard') => {
    const answer = answerOf(request, personalityOf(ctx), plantOf(ctx));
    const usage = usageOf(cache.use(request, key, ctx.now()), outputOf(answer), tier);
    return messageOf(newId('msg'), request.model, answer, usage);
  };

  app.get('/v1/models', (c) =>
    c.json({
      data: KNOWN_MODELS.map(modelInfo),
      has_more: false,
      first_id: KNOWN_MODELS[0],
      last_id: KNOWN_MODELS.at(-1),
    }),
  );
  app.get('/v1/models/:id', (c) => {
    const id = c.req.param('id');
    if (!KNOWN_MODELS.includes(id)) throw new ApiError('not_found_error', `model: ${id}`);
    return c.json(modelInfo(id));
  });
  app.post('/v1/messages/count_tokens', async (c) => {
    const request = checkedRequest({ max_tokens: 1, ...((await body(c)) as object) });
    return c.json({ input_tokens: tokens(JSON.stringify([request.system, request.messages])) });
  });
  app.post('/v1/messages', async (c) => {
    const request = checkedRequest(await body(c));
    checkWeather(ctx, request);
    const kind = personalityOf(ctx);
    if (kind === 'flaky' && last % 2 === 1) throw new ApiError('overloaded_error', 'Overloaded');
    const message = answered(request, keyOf(c));
    if (!request.stream) return c.json(message);
    const breaks = take(ctx.faults, 'anthropic-stream-error')
      ? 'error'
      : take(ctx.faults, 'anthropic-stream-cut')
        ? 'cut'
        : take(ctx.faults, 'anthropic-stream-lost')
          ? 'lost'
          : null;
    const over = kind === 'slow-stream' ? numberOf(ctx.faults, 'anthropic-slow-ms', SLOW_MS) : 0;
    const events = eventsOf(message, { over, breaks, requestId: c.get('requestId') });
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await events.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await events.return(undefined);
      },
    });
    c.header('content-type', 'text/event-stream; charset=utf-8');
    c.header('cache-control', 'no-cache');
    return c.body(stream);
  });
  addBatches(app, { ctx, newId, body, answered: (request, key) => answered(request, key, 'batch') });
  return { name: 'Anthropic', hosts: ['api.anthropic.com'], app: app as unknown as Hono };
}
