import { errorBody } from './errors';
import type { messageOf } from './message';

/** How a stream goes on and how it ends. */
export interface Course {
  /** ms over which the text is spread; 0: as fast as possible. */
  over: number;
  /** `error`: an error event in the middle. `cut`: it ends without its last events. `lost`: the connection breaks. */
  breaks: 'error' | 'cut' | 'lost' | null;
  requestId: string;
}

const PIECES = 24;
const LOST_AFTER_MS = 200;
const event = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Server-sent events in the order and shape of the API; usage counts up to the last one. */
export async function* eventsOf(
  message: ReturnType<typeof messageOf>,
  { over, breaks, requestId }: Course,
): AsyncGenerator<string> {
  const { content, stop_reason, stop_details, usage, ...rest } = message;
  yield event('message_start', {
    type: 'message_start',
    message: {
      ...rest,
      content: [],
      stop_reason: null,
      stop_details: null,
      usage: { ...usage, output_tokens: 1 },
    },
  });
  yield event('ping', { type: 'ping' });
  const rests = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  for (const [index, block] of content.entries()) {
    const text = ('text' in block ? block.text : '') ?? '';
    const empty =
      'text' in block
        ? { type: 'text', text: '', citations: null }
        : { type: 'thinking', thinking: '', signature: '' };
    yield event('content_block_start', { type: 'content_block_start', index, content_block: empty });
    if (!('text' in block))
      yield event('content_block_delta', {
        type: 'content_block_delta',
        index,
        delta: { type: 'signature_delta', signature: block.signature },
      });
    const size = Math.max(1, Math.ceil(text.length / PIECES));
    for (let at = 0; at < text.length; at += size) {
      if (over > 0) {
        await rests(over / PIECES);
        yield event('ping', { type: 'ping' });
      }
      yield event('content_block_delta', {
        type: 'content_block_delta',
        index,
        delta: { type: 'text_delta', text: text.slice(at, at + size) },
      });
      if (breaks && at >= text.length / 2) {
        if (breaks === 'error') yield event('error', errorBody('overloaded_error', 'Overloaded', requestId));
        if (breaks === 'lost') {
          // What was sent so far arrives first.
          await rests(LOST_AFTER_MS);
          throw new TypeError('The connection was lost');
        }
        return;
      }
    }
    yield event('content_block_stop', { type: 'content_block_stop', index });
  }
  const {
    input_tokens,
    output_tokens,
    cache_creation_input_tokens,
    cache_read_input_tokens,
    output_tokens_details,
  } = usage;
  yield event('message_delta', {
    type: 'message_delta',
    delta: { container: null, stop_details, stop_reason, stop_sequence: null },
    usage: {
      input_tokens,
      output_tokens,
      cache_creation_input_tokens,
      cache_read_input_tokens,
      output_tokens_details,
      server_tool_use: null,
    },
  });
  yield event('message_stop', { type: 'message_stop' });
}
