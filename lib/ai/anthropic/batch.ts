import { Failure, problemOf } from '@/lib/domain/problem';
import { ClaimsSchema } from '@/lib/evidence/claims';
import type { BatchAnswer, ClaimBatches } from '../port';
import { answerOf, tokensOf, usedBy } from './answer';
import { type AnthropicDeps, claimsBodies, guardOf } from './engine';
import { badAnswer } from './failures';
import { costOf, modelOf, worstCost } from './models';
import { promptHash } from './prompt';

const NOT_DONE: Record<'errored' | 'canceled' | 'expired', string> = {
  errored: 'the request failed in the batch',
  canceled: 'the batch was stopped before it was read',
  expired: 'the batch ran out of time before it was read',
};

/** Backfills: many resumes at once, overnight. Every one is guarded by itself, in the body as it is sent. */
export function createClaimBatches(deps: AnthropicDeps): ClaimBatches {
  const { connection, spending, clock } = deps;
  const reservation = (batchId: string): string => `batch ${batchId}`;
  const call = <T>(purpose: string, work: Parameters<typeof connection.call<T>>[1]): Promise<T> =>
    connection.call({ purpose, candidateData: true }, work);

  return {
    async submit(items, purpose) {
      const choice = await deps.choice('claims');
      const made = items.map((item) => ({ item, ...claimsBodies(item.request, choice) }));
      const most = made.reduce(
        (sum, { body }) => sum + worstCost(modelOf(body.model), JSON.stringify(body), body.max_tokens, true),
        0,
      );
      const held = deps.newId();
      await spending.reserve(held, most);
      let sent = false;
      const batch = await connection
        .call(
          {
            purpose,
            candidateData: true,
            guard(text) {
              const { requests } = JSON.parse(text) as { requests: { params: unknown }[] };
              if (requests.length !== made.length)
                throw badAnswer('the batch holds other requests than asked for');
              for (const [i, { item, template }] of made.entries())
                guardOf(item)(JSON.stringify(requests[i]?.params), template);
              sent = true;
            },
          },
          (client) =>
            client.messages.batches.create({
              requests: made.map(({ item, body }) => ({ custom_id: item.id, params: body })),
            }),
        )
        .catch(async (error: unknown) => {
          if (!sent) await spending.settle(held, 0);
          throw error;
        });
      // The batch's own name, so that a later worker finds what was booked for it.
      await spending.rename(held, reservation(batch.id));
      return batch.id;
    },
    poll: (batchId) =>
      call('look whether a batch of resumes is read', async (client) => {
        const { processing_status, request_counts } = await client.messages.batches.retrieve(batchId);
        return { ended: processing_status === 'ended', counts: request_counts };
      }),
    collect: (batchId) =>
      call('read the answers of a batch', async (client) => {
        const hash = await promptHash('claims');
        const answers: BatchAnswer[] = [];
        let micros = 0;
        const began = clock.now();
        for await (const { custom_id: id, result } of await client.messages.batches.results(batchId)) {
          if (result.type !== 'succeeded') {
            answers.push({ id, problem: badAnswer(NOT_DONE[result.type]).problem });
            continue;
          }
          const { message } = result;
          micros += costOf(modelOf(message.model), tokensOf(message), true);
          const use = usedBy(message, {
            requestId: null,
            promptHash: hash,
            took: clock.now() - began,
            batch: true,
          });
          try {
            answers.push({ id, claims: answerOf(message, ClaimsSchema).claims, use });
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            answers.push({ id, problem: problemOf(error) });
          }
        }
        await spending.settle(reservation(batchId), micros);
        return answers;
      }),
    async cancel(batchId) {
      await call('stop a batch', (client) => client.messages.batches.cancel(batchId));
    },
  };
}
