import type { Message } from '@anthropic-ai/sdk/resources/messages/messages';
import type { z } from 'zod';
import type { EngineUse } from '../port';
import { badAnswer, CUT_OFF, failure, REFUSED } from './failures';
import { costOf, modelOf, type TokenUse } from './models';
import { PROMPT_VERSION } from './prompt';

/** The answer as `schema` describes it. Why it stopped is looked at before a word of it is read. */
export function answerOf<T>(message: Message, schema: z.ZodType<T>): T {
  switch (message.stop_reason) {
    case 'end_turn':
    case 'stop_sequence':
      break;
    case 'refusal':
      throw failure(REFUSED);
    case 'max_tokens':
    case 'model_context_window_exceeded':
      throw failure(CUT_OFF);
    default:
      throw badAnswer(`it stopped for an unexpected reason (${String(message.stop_reason)})`);
  }
  const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // What the model wrote may hold a candidate's words, so it is kept out of the message.
    throw badAnswer('it is not JSON');
  }
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.map(String).join('.') || 'the whole';
  throw badAnswer(`its form is wrong at ${where}`);
}

export function tokensOf({ usage }: Message): TokenUse {
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
  };
}

/** What an answered call cost, for the log. */
export function usedBy(
  message: Message,
  more: { requestId: string | null; promptHash: string; took: number; batch?: boolean },
): EngineUse {
  const tokens = tokensOf(message);
  return {
    engine: 'anthropic',
    model: message.model,
    promptVersion: PROMPT_VERSION,
    promptHash: more.promptHash,
    requestId: more.requestId,
    tokensIn: tokens.input + tokens.cacheRead + tokens.cacheWrite,
    tokensOut: tokens.output,
    tokensCached: tokens.cacheRead,
    costUsd: costOf(modelOf(message.model), tokens, more.batch) / 1e6,
    took: more.took,
  };
}
