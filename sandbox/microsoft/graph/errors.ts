import { randomUUID } from 'node:crypto';
import { HTTPException } from 'hono/http-exception';

/** An error answer in Graph's shape. Throw it inside a handler. `headers` as `Retry-After`. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): HTTPException {
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
  };
  return new HTTPException(status as 400, {
    res: Response.json({ error: { code, message, innerError } }, { status, headers }),
  });
}

export const itemNotFound = () =>
  graphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
export const badRequest = (message: string) => graphError(400, 'ErrorInvalidRequest', message);
export const invalidBody = () =>
  graphError(
    400,
    'BadRequest',
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
