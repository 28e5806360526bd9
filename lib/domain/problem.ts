/**
 * Something a person has to know: who or what it concerns, what happened, and what to do next.
 * Plain data, so it survives messaging. Never holds a secret.
 */
export interface Problem {
  /** Stable, kebab-case, for code and tests: `calendar-unreadable`, `lever-key-refused`. */
  code: string;
  /** One sentence: who, what, when. */
  message: string;
  /** One sentence: the way out. */
  next: string;
  /** The person, connection or object concerned, when there is one. */
  subject?: string;
  /** True when trying again later may help without anybody changing anything. */
  retryable?: boolean;
  /** True when a write may have taken effect although no good answer came; read before sending it again. */
  unknownOutcome?: boolean;
}

/** The exception form of a {@link Problem}; adapters throw it, services turn it back into data. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Any thrown value as a {@link Problem}; the text of unknown errors is kept, never their stack. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Failure) return error.problem;
  if (typeof error === 'object' && error !== null && 'problem' in error)
    return (error as { problem: Problem }).problem;
  const text = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `Something unexpected went wrong: ${text}`,
    next: 'Try again. If it happens again, export the activity log and report it.',
  };
}
