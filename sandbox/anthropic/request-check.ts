import { z } from 'zod';
import { ApiError } from './errors';

export const KNOWN_MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'];

const block = z.looseObject({ type: z.string(), text: z.string().optional() });
const RequestSchema = z.looseObject({
  model: z.string(),
  max_tokens: z.int().min(0),
  system: z.union([z.string(), z.array(block)]).optional(),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['user', 'assistant', 'system']),
        content: z.union([z.string(), z.array(block)]),
      }),
    )
    .min(1),
  stream: z.boolean().optional(),
  output_config: z
    .looseObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z
        .looseObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
        .nullish(),
    })
    .optional(),
});
export type MessagesRequest = z.infer<typeof RequestSchema>;

/** What the schema compiler understands; everything else about a value is for the caller to check. */
const KEYWORDS = new Set(
  'type properties required additionalProperties items enum const anyOf allOf $ref $defs description title format minItems default'.split(
    ' ',
  ),
);

function checkSchema(schema: unknown, at: string): void {
  if (typeof schema !== 'object' || schema === null) return;
  const node = schema as Record<string, unknown>;
  for (const word of Object.keys(node))
    if (!KEYWORDS.has(word))
      throw new ApiError(
        'invalid_request_error',
        `output_config.format.schema${at}: For '${String(node.type)}' type, property '${word}' is not supported`,
      );
  if (node.type === 'object' && node.additionalProperties !== false)
    throw new ApiError(
      'invalid_request_error',
      `output_config.format.schema${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`,
    );
  for (const [name, child] of Object.entries((node.properties as object | undefined) ?? {}))
    checkSchema(child, `${at}.properties.${name}`);
  if (node.items) checkSchema(node.items, `${at}.items`);
  for (const word of ['anyOf', 'allOf'])
    if (Array.isArray(node[word]))
      for (const child of node[word] as unknown[]) checkSchema(child, `${at}.${word}`);
}

/** The body as the API of 2026-10-21 takes it; throws what it refuses, in its own words. */
export function checkedRequest(body: unknown): MessagesRequest {
  const read = RequestSchema.safeParse(body);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new ApiError(
      'invalid_request_error',
      `${issue?.path.map(String).join('.') ?? 'body'}: ${issue?.message ?? 'Field required'}`,
    );
  }
  const request = read.data;
  for (const gone of ['temperature', 'top_p', 'top_k', 'output_format'])
    if (gone in request)
      throw new ApiError('invalid_request_error', `${gone}: Extra inputs are not permitted`);
  if (!KNOWN_MODELS.includes(request.model)) throw new ApiError('not_found_error', `model: ${request.model}`);
  if (request.max_tokens > 128_000)
    throw new ApiError(
      'invalid_request_error',
      `max_tokens: ${request.max_tokens} > 128000, which is the maximum allowed number of output tokens for ${request.model}`,
    );
  if (request.messages.at(-1)?.role === 'assistant')
    throw new ApiError(
      'invalid_request_error',
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  const thinking = (request.thinking as { type?: string } | undefined)?.type;
  if (thinking === 'disabled' || thinking === 'enabled')
    throw new ApiError(
      'invalid_request_error',
      `thinking.type: "${thinking}" is not supported for this model.`,
    );
  const choice = (request.tool_choice as { type?: string } | undefined)?.type;
  if (choice === 'tool' || choice === 'any')
    throw new ApiError(
      'invalid_request_error',
      'tool_choice: forcing a tool is not supported for this model.',
    );
  const format = request.output_config?.format;
  if (format) {
    if (JSON.stringify(request.messages).includes('"citations":{"enabled":true}'))
      throw new ApiError(
        'invalid_request_error',
        'citations: citations cannot be used together with output_config.format',
      );
    checkSchema(format.schema, '');
  }
  return request;
}

export const textOf = (content: string | { text?: string | undefined }[]): string =>
  typeof content === 'string' ? content : content.map((one) => one.text ?? '').join('\n');
