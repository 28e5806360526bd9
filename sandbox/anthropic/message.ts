import type { Answer } from './model';
import { type MessagesRequest, textOf } from './request-check';

/** About four characters make a token. */
export const tokens = (text: string): number => Math.ceil(text.length / 4);
const SHORTEST_CACHED = 512;
const CACHE_MS = 5 * 60_000;
const THOUGHT = 60;

export interface Cache {
  /** Splits the input into what is new, written to the cache and read from it. */
  use(request: MessagesRequest, key: string, now: number): { input: number; read: number; written: number };
}

export function createCache(): Cache {
  const known = new Map<string, number>();
  return {
    use(request, key, now) {
      const system = Array.isArray(request.system) ? request.system : [];
      const last = system.findLastIndex((block) => 'cache_control' in block);
      const all = tokens(
        (request.system === undefined ? '' : textOf(request.system)) + JSON.stringify(request.messages),
      );
      const prefix = last < 0 ? 0 : tokens(textOf(system.slice(0, last + 1)));
      if (prefix < SHORTEST_CACHED) return { input: all, read: 0, written: 0 };
      const name = `${key} ${request.model} ${JSON.stringify(system.slice(0, last + 1))}`;
      const until = known.get(name) ?? 0;
      known.set(name, now + CACHE_MS);
      return until > now
        ? { input: all - prefix, read: prefix, written: 0 }
        : { input: all - prefix, read: 0, written: prefix };
    },
  };
}

export type Usage = ReturnType<typeof usageOf>;

export const usageOf = (
  counted: ReturnType<Cache['use']>,
  output: number,
  tier: 'standard' | 'batch' = 'standard',
) => ({
  input_tokens: counted.input,
  output_tokens: output,
  cache_creation: { ephemeral_5m_input_tokens: counted.written, ephemeral_1h_input_tokens: 0 },
  cache_creation_input_tokens: counted.written,
  cache_read_input_tokens: counted.read,
  inference_geo: null,
  output_tokens_details: { thinking_tokens: output > THOUGHT ? THOUGHT : 0 },
  server_tool_use: null,
  service_tier: tier,
  speed: null,
});

export const outputOf = (answer: Answer): number => tokens(answer.text) + THOUGHT;

/** Refusals say so in `stop_details`; thinking is there but not shown, as it is by default. */
export function messageOf(id: string, model: string, answer: Answer, usage: Usage) {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [
      { type: 'thinking', thinking: '', signature: 'c2FuZGJveA==' },
      ...(answer.text ? [{ type: 'text', text: answer.text, citations: null }] : []),
    ],
    container: null,
    diagnostics: null,
    stop_details:
      answer.stop === 'refusal'
        ? { type: 'refusal', category: null, explanation: 'The sandbox was told to refuse.' }
        : null,
    stop_reason: answer.stop,
    stop_sequence: null,
    usage,
  };
}
