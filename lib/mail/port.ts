/** A plain-text mail from the connected account. */
export interface MailDraft {
  to: readonly string[];
  subject: string;
  /** Plain text; lines end with `\n`. */
  text: string;
  /** Local part of the Message-ID: letters, digits, `.` and `-`. The same message always has the same one. */
  reference: string;
}

/** The provider took it for delivery; neither Gmail nor Graph says whether it was delivered. */
export interface MailReceipt {
  certainty: 'accepted';
  words: string;
}

/**
 * One account that may send and nothing else: it cannot read, so after `unknownOutcome` (a `Failure`) only the
 * person can tell, by looking at Sent.
 */
export interface MailPort {
  readonly provider: 'google' | 'microsoft';
  send(mail: MailDraft, signal?: AbortSignal): Promise<MailReceipt>;
}
