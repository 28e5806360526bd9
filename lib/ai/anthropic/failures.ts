import {
  AnthropicError,
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from '@anthropic-ai/sdk';
import { Failure, type Problem } from '@/lib/domain/problem';

type Told = Pick<Problem, 'code' | 'message' | 'next' | 'retryable'>;

const RULES = 'or use the rules without a model.';

export const REFUSED: Told = {
  code: 'engine-refused',
  message: 'The model declined to read this resume.',
  next: `Review this candidate by hand, ${RULES}`,
};
export const CUT_OFF: Told = {
  code: 'engine-cut-off',
  message: 'The answer of the model ended before it was complete.',
  next: 'Try again; if it stays, choose a larger model or a shorter rubric.',
  retryable: true,
};
const OVERLOADED: Told = {
  code: 'engine-overloaded',
  message: 'Anthropic is overloaded or has an error of its own.',
  next: 'Try again in a few minutes.',
  retryable: true,
};
const LIMITED: Told = {
  code: 'engine-limited',
  message: 'Anthropic asks for a rest: this key has made too many calls.',
  next: 'Wait a minute and try again.',
  retryable: true,
};
/** How long it asks to be left alone, in words; `retry-after` is in seconds. */
function limited({ headers }: APIError): Told {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  if (!(seconds > 0)) return LIMITED;
  const wait =
    seconds < 100 ? `${seconds} second${seconds === 1 ? '' : 's'}` : `${Math.ceil(seconds / 60)} minutes`;
  return { ...LIMITED, next: `Wait ${wait} and try again.` };
}
const SPENT: Told = {
  code: 'engine-limited',
  message: 'The spending limit of the Anthropic account is reached.',
  next: `Raise it in the Anthropic console, wait for the next month, ${RULES}`,
};
const NO_CREDIT: Told = {
  code: 'engine-limited',
  message: 'The Anthropic account has no credit or its billing needs attention.',
  next: 'An administrator of the account settles it in the Anthropic console.',
};
const TIMEOUT: Told = {
  code: 'engine-timeout',
  message: 'Anthropic did not answer in time.',
  next: 'Try again; if it stays, check the network.',
  retryable: true,
};
const OFFLINE: Told = {
  code: 'engine-offline',
  message: 'Anthropic could not be reached.',
  next: 'Check the network connection and try again.',
  retryable: true,
};
const KEY_REFUSED: Told = {
  code: 'engine-key-refused',
  message: 'Anthropic does not accept the key.',
  next: 'Enter a new key under Connections in the control room.',
};
const NOT_ALLOWED: Told = {
  code: 'engine-key-refused',
  message: 'The Anthropic organisation does not allow this key to use the model.',
  next: 'Its administrator allows it, or choose another model under Connections in the control room.',
};
const NO_MODEL: Told = {
  code: 'engine-no-model',
  message: 'The chosen model does not exist for this key; it may have been retired.',
  next: 'Choose another model under Connections in the control room.',
};
const NO_BROWSERS: Told = {
  code: 'engine-key-refused',
  message: 'The Anthropic organisation of this key does not allow calls from a browser.',
  next: 'Ask its administrator to allow them, or use a company proxy.',
};
const STOPPED: Told = {
  code: 'aborted',
  message: 'The call to the model was stopped.',
  next: 'Start it again when you need it.',
  retryable: true,
};

/** The answer came, but it is not one that can be used. `detail` never holds words of the answer. */
export function badAnswer(detail: string): Failure {
  return failure({
    code: 'engine-bad-answer',
    message: `The model's answer cannot be used: ${detail}.`,
    next: 'Try again; if it stays, choose another model under Connections in the control room.',
    retryable: true,
  });
}

export function failure(told: Told, requestId?: string | null): Failure {
  return new Failure({
    ...told,
    subject: 'Anthropic',
    message: requestId ? `${told.message} (${requestId})` : told.message,
  });
}

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** By type and code, never by wording; the one exception is the refusal of browsers, which has neither of its own. */
export function failureOf(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof Failure) return error;
  if (signal?.aborted || error instanceof APIUserAbortError) return failure(STOPPED);
  if (error instanceof APIConnectionTimeoutError) return failure(TIMEOUT);
  if (error instanceof APIConnectionError) return failure(OFFLINE);
  if (error instanceof APIError) return failure(told(error), error.requestID);
  if (isTimeout(error)) return failure(TIMEOUT);
  // While an answer streams the SDK wraps what broke it.
  if (error instanceof AnthropicError && (isTimeout(error.cause) || error.cause instanceof TypeError))
    return failureOf(error.cause);
  // What the SDK throws without a status: the stream ended early.
  if (error instanceof AnthropicError) return failure(CUT_OFF);
  // The connection broke while the answer was being read.
  if (error instanceof TypeError) return failure(OFFLINE);
  return error;
}

function told(error: APIError): Told {
  const { status, type } = error;
  if (error.errorCode && /spend_limit|ramp_limit/.test(error.errorCode)) return SPENT;
  if ((status === 401 || status === 403) && /CORS requests are not allowed/i.test(error.message))
    return NO_BROWSERS;
  if (status === 401) return KEY_REFUSED;
  if (status === 403) return NOT_ALLOWED;
  if (status === 402 || type === 'billing_error') return NO_CREDIT;
  if (status === 429 || type === 'rate_limit_error') return limited(error);
  if (status === 408 || status === 504 || type === 'timeout_error') return TIMEOUT;
  if (type === 'overloaded_error' || type === 'api_error' || (status !== undefined && status >= 500))
    return OVERLOADED;
  if (status === 404) return NO_MODEL;
  if (status === 413)
    return { ...CUT_OFF, message: 'The request is too long for the model.', retryable: false };
  if (status !== undefined)
    return {
      ...badAnswer(`the request was refused (${status} ${type ?? 'without a type'})`).problem,
      retryable: false,
    };
  return OVERLOADED;
}
