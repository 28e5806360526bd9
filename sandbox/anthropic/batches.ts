import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { numberOf } from '../conditions';
import { type AnthropicContext, keyOf } from './context';
import { ApiError, errorBody } from './errors';
import type { messageOf } from './message';
import { checkedRequest, type MessagesRequest } from './request-check';

/** A batch ends so many ms after it was made. */
const TAKES_MS = 2_000;
const MOST = 100_000;

interface Batch {
  id: string;
  requests: { custom_id: string; params: MessagesRequest }[];
  at: number;
  canceled: number | null;
  results: string[] | null;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const CreateSchema = z.object({
  requests: z
    .array(
      z.object({
        custom_id: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        params: z.record(z.string(), z.unknown()),
      }),
    )
    .min(1)
    .max(MOST),
});

/** Message batches: made, looked at, stopped, and their results as JSON lines, in another order than asked for. */
export function addBatches(
  app: Hono<{ Variables: { requestId: string } }>,
  deps: {
    ctx: AnthropicContext;
    newId(kind: string): string;
    body(c: Context): Promise<unknown>;
    answered(request: MessagesRequest, key: string): ReturnType<typeof messageOf>;
  },
): void {
  const { ctx, newId } = deps;
  const batches = new Map<string, Batch>();

  const endsAt = (batch: Batch): number =>
    batch.canceled ?? batch.at + numberOf(ctx.faults, 'anthropic-batch-ms', TAKES_MS);
  const hasEnded = (batch: Batch): boolean => ctx.now() >= endsAt(batch);
  const find = (c: Context): Batch => {
    const batch = batches.get(c.req.param('id') ?? '');
    if (!batch) throw new ApiError('not_found_error', `Batch not found: ${c.req.param('id')}`);
    return batch;
  };
  const viewOf = (batch: Batch) => {
    const all = batch.requests.length;
    const ended = hasEnded(batch);
    const stopped = ended && batch.canceled !== null;
    return {
      id: batch.id,
      type: 'message_batch',
      processing_status: ended ? 'ended' : 'in_progress',
      request_counts: {
        processing: ended ? 0 : all,
        succeeded: ended && !stopped ? all : 0,
        errored: 0,
        canceled: stopped ? all : 0,
        expired: 0,
      },
      created_at: iso(batch.at),
      expires_at: iso(batch.at + 24 * 3_600_000),
      ended_at: ended ? iso(endsAt(batch)) : null,
      archived_at: null,
      cancel_initiated_at: batch.canceled === null ? null : iso(batch.canceled),
      results_url: ended ? `https://api.anthropic.com/v1/messages/batches/${batch.id}/results` : null,
    };
  };

  app.post('/v1/messages/batches', async (c) => {
    const read = CreateSchema.safeParse(await deps.body(c));
    if (!read.success)
      throw new ApiError(
        'invalid_request_error',
        `requests: ${read.error.issues[0]?.message ?? 'Field required'}`,
      );
    const ids = read.data.requests.map((one) => one.custom_id);
    if (new Set(ids).size < ids.length)
      throw new ApiError('invalid_request_error', 'requests: custom_id must be unique');
    const requests = read.data.requests.map(({ custom_id, params }) => ({
      custom_id,
      params: checkedRequest(params),
    }));
    const batch: Batch = { id: newId('msgbatch'), requests, at: ctx.now(), canceled: null, results: null };
    batches.set(batch.id, batch);
    return c.json(viewOf(batch));
  });
  app.get('/v1/messages/batches/:id', (c) => c.json(viewOf(find(c))));
  app.post('/v1/messages/batches/:id/cancel', (c) => {
    const batch = find(c);
    if (!hasEnded(batch)) batch.canceled = ctx.now();
    return c.json({ ...viewOf(batch), processing_status: 'canceling' });
  });
  app.get('/v1/messages/batches/:id/results', (c) => {
    const batch = find(c);
    if (!hasEnded(batch)) throw new ApiError('not_found_error', 'The batch has no results yet.');
    batch.results ??= batch.requests
      .map(({ custom_id, params }) => {
        if (batch.canceled !== null) return JSON.stringify({ custom_id, result: { type: 'canceled' } });
        if (custom_id === ctx.faults.get('anthropic-batch-expires'))
          return JSON.stringify({ custom_id, result: { type: 'expired' } });
        if (custom_id === ctx.faults.get('anthropic-batch-error'))
          return JSON.stringify({
            custom_id,
            result: { type: 'errored', error: errorBody('api_error', 'Internal server error', newId('req')) },
          });
        return JSON.stringify({
          custom_id,
          result: { type: 'succeeded', message: deps.answered(params, keyOf(c)) },
        });
      })
      .reverse();
    c.header('content-type', 'application/x-jsonl');
    return c.body(`${batch.results.join('\n')}\n`);
  });
}
