import type { Message } from '@anthropic-ai/sdk/resources/messages/messages';
import { Failure } from '@/lib/domain/problem';
import { ClaimsSchema } from '@/lib/evidence/claims';
import type { Clock } from '@/lib/platform/clock';
import type { AskOptions, ClaimsRequest, EngineUse, ScreeningEngine } from '../port';
import { answerOf, tokensOf, usedBy } from './answer';
import type { Connection } from './connection';
import { costOf, modelOf, type Task, worstCost } from './models';
import {
  API_VERSION,
  type Choice,
  claimsBody,
  type MessageBody,
  PROMPT_VERSION,
  promptHash,
  RubricAnswerSchema,
  rubricBody,
} from './prompt';
import { proposalOf } from './proposal';
import type { Spending } from './spending';

export interface AnthropicDeps {
  connection: Connection;
  spending: Spending;
  clock: Clock;
  newId(): string;
  choice(task: Task): Promise<Choice>;
}

/** Letters of an answer to expect per criterion; only for the progress shown. */
const EXPECTED_PER_CRITERION = 420;

/** The request that reads a resume, and the same one without any resume. */
export function claimsBodies(
  request: ClaimsRequest,
  choice: Choice,
): { body: MessageBody; template: string } {
  return {
    body: claimsBody(request, choice),
    template: JSON.stringify(claimsBody({ ...request, lines: [] }, choice)),
  };
}

/** A document is never sent without something that looks at the request first. */
export function guardOf(options: Pick<AskOptions, 'guard'>): NonNullable<AskOptions['guard']> {
  if (options.guard) return options.guard;
  throw new Failure({
    code: 'blinding-leak',
    message: 'The request was not sent: nothing would have checked it for what blinding took out.',
    next: 'Report this: it is an error in Fulcrum.',
  });
}

/** Claude behind the port: one streamed call per answer, no tools, a closed schema, the cap checked before and booked after. */
export function createAnthropicEngine(deps: AnthropicDeps): ScreeningEngine {
  const { connection, spending, clock } = deps;

  async function ask(
    body: MessageBody,
    options: AskOptions & { check?: (sent: string) => void; candidateData: boolean; expected: number },
  ): Promise<{ message: Message; requestId: string | null; took: number }> {
    const model = modelOf(body.model);
    const id = deps.newId();
    // Each attempt may be charged, but an attempt that is repeated was not answered; the last one is what is booked.
    await spending.reserve(id, worstCost(model, JSON.stringify(body), body.max_tokens));
    const began = clock.now();
    let sent = false;
    let accepted = false;
    try {
      return await connection.call(
        {
          purpose: options.purpose,
          candidateData: options.candidateData,
          guard: (text) => {
            options.check?.(text);
            sent = true;
          },
          accepted: () => {
            accepted = true;
          },
          ...(options.signal && { signal: options.signal }),
        },
        async (client) => {
          const stream = client.messages.stream(
            body,
            options.signal ? { signal: options.signal } : undefined,
          );
          let letters = 0;
          stream.on('text', (piece) => {
            letters += piece.length;
            options.onProgress?.(Math.min(0.99, letters / options.expected));
          });
          const message = await stream.finalMessage();
          await spending.settle(id, costOf(modelOf(message.model), tokensOf(message)));
          options.onProgress?.(1);
          return { message, requestId: stream.request_id ?? null, took: clock.now() - began };
        },
      );
    } catch (error) {
      // Surely not charged: never sent, or turned down before an answer began. Anything else stays booked at its most.
      const silent = error instanceof Failure && SILENT.includes(error.problem.code);
      if (!sent || (!accepted && !silent)) await spending.settle(id, 0);
      throw error;
    }
  }

  return {
    async identity() {
      const { model, effort } = await deps.choice('claims');
      return {
        engine: 'anthropic',
        model,
        effort,
        promptVersion: PROMPT_VERSION,
        promptHash: await promptHash('claims'),
        apiVersion: API_VERSION,
      };
    },
    async claims(request, options) {
      const guard = guardOf(options);
      const { body, template } = claimsBodies(request, await deps.choice('claims'));
      const { message, requestId, took } = await ask(body, {
        ...options,
        check: (sent) => guard(sent, template),
        candidateData: true,
        expected: EXPECTED_PER_CRITERION * request.rubric.criteria.length,
      });
      const { claims } = answerOf(message, ClaimsSchema);
      return { claims, use: usedBy(message, { requestId, took, promptHash: await promptHash('claims') }) };
    },
    async draftRubric(request, options) {
      const body = rubricBody(request, await deps.choice('rubric'));
      const { message, requestId, took } = await ask(body, {
        ...options,
        candidateData: false,
        expected: 6_000,
      });
      const proposal = proposalOf(answerOf(message, RubricAnswerSchema));
      const use: EngineUse = usedBy(message, { requestId, took, promptHash: await promptHash('rubric') });
      return { proposal, use };
    },
  };
}

/** Failures that leave open whether the provider has read the request. */
const SILENT = ['engine-timeout', 'engine-offline', 'aborted'];
