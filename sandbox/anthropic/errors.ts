import type { Context } from 'hono';

export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'billing_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'timeout_error'
  | 'api_error'
  | 'overloaded_error';

const STATUS: Record<ErrorType, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  timeout_error: 504,
  api_error: 500,
  overloaded_error: 529,
};

/** An error of the API, thrown by the checks and turned into an answer at the top. */
export class ApiError extends Error {
  constructor(
    readonly type: ErrorType,
    message: string,
    readonly more: { code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
  }
}

export const errorBody = (type: ErrorType, message: string, requestId: string, code?: string) => ({
  type: 'error',
  error: { type, message, ...(code ? { details: { error_code: code } } : {}) },
  request_id: requestId,
});

export function answerError(c: Context, error: ApiError, requestId: string): Response {
  for (const [name, value] of Object.entries(error.more.headers ?? {})) c.header(name, value);
  return c.json(errorBody(error.type, error.message, requestId, error.more.code), STATUS[error.type] as 400);
}
