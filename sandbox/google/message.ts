export interface Message {
  recipients: string[];
  subject: string;
  text: string;
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi, (_all, charset: string, kind: string, data: string) => {
      const bytes =
        kind.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : unquote(data.replace(/_/g, ' '));
      return new TextDecoder(charset).decode(bytes);
    });
}

function unquote(data: string): Buffer {
  const parts = data.replace(/=\r?\n/g, '').split(/(=[0-9A-Fa-f]{2})/);
  return Buffer.concat(
    parts.map((part) =>
      /^=[0-9A-Fa-f]{2}$/.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'),
    ),
  );
}

/** What matters of an RFC 5322 message: recipients, subject, first text. */
export function readMessage(raw: string): Message {
  const split = /\r?\n\r?\n/.exec(raw);
  const head = split ? raw.slice(0, split.index) : raw;
  const body = split ? raw.slice(split.index + split[0].length) : '';
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) =>
    (headers.get(name) ?? '')
      .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .map((one) => /<([^>]*)>/.exec(one)?.[1] ?? one.trim())
      .filter(Boolean),
  );
  const encoding = (headers.get('content-transfer-encoding') ?? '').toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? unquote(body).toString('utf8')
        : body;
  return { recipients, subject: decodeWords(headers.get('subject') ?? ''), text };
}
