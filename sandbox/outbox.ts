/** One message a provider would have put into somebody's inbox. */
export interface OutboxMail {
  id: number;
  /** ms epoch. */
  at: number;
  provider: 'google' | 'microsoft';
  kind: 'invitation' | 'update' | 'cancellation' | 'mail';
  from: string;
  /** One recipient; a message to three people is three entries. */
  to: string;
  subject: string;
  /** Provider's event id; null for plain mail. */
  eventId: string | null;
  /** Span of the event, ms epoch. */
  start: number | null;
  end: number | null;
  text: string;
}

/** Everything both providers would have mailed, oldest first. Rooms get no mail. */
export interface Outbox {
  list(): OutboxMail[];
  /** What one event caused, optionally of one kind. */
  about(eventId: string, kind?: OutboxMail['kind']): OutboxMail[];
  send(mail: Omit<OutboxMail, 'id' | 'at'>): OutboxMail;
  clear(): void;
}

export function createOutbox(now: () => number): Outbox {
  const mails: OutboxMail[] = [];
  let next = 1;
  return {
    list: () => [...mails],
    about: (eventId, kind) =>
      mails.filter((mail) => mail.eventId === eventId && (!kind || mail.kind === kind)),
    send(mail) {
      const sent = { ...mail, id: next++, at: now() };
      mails.push(sent);
      return sent;
    },
    clear: () => void mails.splice(0),
  };
}
