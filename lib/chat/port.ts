/** A message to a channel of people. Plain text throughout; adapters escape what their service would interpret. */
export interface ChatMessage {
  /** One line. */
  title: string;
  /** Whole sentences. */
  lines: readonly string[];
  lists: readonly { title: string; items: readonly string[] }[];
  link: { label: string; url: string };
}

/** What the service said about a message it took. */
export interface Receipt {
  /** `accepted`: taken for delivery, and nobody says whether it was delivered. */
  certainty: 'delivered' | 'accepted';
  /** The answer in words, for the person. */
  words: string;
}

/**
 * One connected channel. `post` throws `Failure`. No service offers an idempotency key or a way to read back with
 * what a webhook allows: after `unknownOutcome` only the people in the channel know whether it arrived.
 */
export interface ChatPort {
  readonly provider: 'slack' | 'teams';
  post(message: ChatMessage, signal?: AbortSignal): Promise<Receipt>;
}
