import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Json } from '@/sandbox/world/types';

/**
 * A refusal in Lever's words: `{code, message}`. Known codes are UnauthorizedError, ResourceNotFound and
 * NotFoundError; the codes for 400, 403 and 429 are not published, so those three names are ours.
 */
export class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const badRequest = (message: string) => new Refusal(400, 'BadRequestError', message);
export const forbidden = (message: string) => new Refusal(403, 'ForbiddenError', message);
export const notFound = (collection: string, id: string) =>
  new Refusal(404, 'ResourceNotFound', `${collection} ${id} was not found`);

/** The page after a token, in Lever's envelope: `next` is absent on the last page. */
export function page(c: Context, records: Json[], keyOf: (record: Json) => unknown[]): Response {
  const limit = limitOf(c);
  const offset = c.req.query('offset');
  const tokenOf = (record: Json) => encodeURIComponent(JSON.stringify(keyOf(record)));
  let from = 0;
  if (offset !== undefined) {
    const at = records.findIndex((record) => tokenOf(record) === offset);
    if (at < 0) throw badRequest(`Invalid offset token: ${offset.slice(0, 60)}`);
    from = at + 1;
  }
  const data = records.slice(from, from + limit);
  const hasNext = from + limit < records.length;
  return c.json({
    data: data.map((record) => included(c, record)),
    ...(hasNext ? { next: tokenOf(data[data.length - 1]) } : {}),
    hasNext,
  });
}

function limitOf(c: Context): number {
  const given = c.req.query('limit');
  if (given === undefined) return 100;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw badRequest('limit must be a number between 1 and 100');
  return limit;
}

/** `include` is subtractive: naming one field drops all others. */
function included(c: Context, record: Json): Json {
  const names = c.req.queries('include')?.flatMap((one) => one.split(','));
  if (!names?.length) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

export const one = (c: Context, record: Json, status: ContentfulStatusCode = 200) =>
  c.json({ data: included(c, record) }, status);

/** The request's JSON object; anything else is refused. */
export async function bodyOf(c: Context): Promise<Json> {
  const text = await c.req.text();
  if (!text) return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest('The request body is not valid JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('The request body must be an object.');
  return body;
}

/** A time filter `name_start`/`name_end` (ms epoch, inclusive). */
export function inRange(c: Context, name: string, value: number | null): boolean {
  const start = c.req.query(`${name}_start`);
  const end = c.req.query(`${name}_end`);
  if (start === undefined && end === undefined) return true;
  if (value === null) return false;
  return (start === undefined || value >= Number(start)) && (end === undefined || value <= Number(end));
}
