import { Failure } from '@/lib/domain/problem';
import type { MailDraft } from '../port';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** A line break in a header would begin another header: it becomes a space. */
const oneLine = (text: string): string => text.replace(/[\r\n\0]+/g, ' ').trim();

/** RFC 2047 words of at most 75 characters, never cutting a character in two; plain ASCII stays as it is. */
export function headerText(text: string): string {
  const line = oneLine(text);
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line;
  const words: string[] = [];
  let chunk = '';
  for (const char of line) {
    if (utf8(chunk + char).length > 45) {
      words.push(chunk);
      chunk = '';
    }
    chunk += char;
  }
  words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${base64(utf8(word))}?=`).join('\r\n ');
}

const ADDRESS = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/;

/** The message by RFC 5322 with CRLF. @throws Failure `bad-recipient` */
export function rfcMessage(from: string, mail: MailDraft): string {
  for (const address of [from, ...mail.to]) {
    if (!ADDRESS.test(address))
      throw new Failure({
        code: 'bad-recipient',
        message: 'A mail could not be sent: an address is not an e-mail address.',
        next: 'Correct it on the Exceptions page.',
      });
  }
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const body = base64(utf8(mail.text.replace(/\r?\n/g, '\r\n')));
  return [
    `From: ${from}`,
    `To: ${mail.to.join(',\r\n ')}`,
    `Subject: ${headerText(mail.subject)}`,
    `Message-ID: <${mail.reference.replace(/[^A-Za-z0-9.-]/g, '')}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(body.match(/.{1,76}/g) ?? ['']),
    '',
  ].join('\r\n');
}

/** What Gmail takes as `raw`. */
export const base64url = (text: string): string =>
  base64(utf8(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
