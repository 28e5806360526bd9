import { fromBase64, toBase64, utf8 } from '@/lib/ledger/bytes';

/** The data key under a passphrase: what lies on disk instead of the key itself. */
export interface Sheathed {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** PBKDF2 with HMAC-SHA-256, as OWASP's password storage cheat sheet recommends it (2023 on). */
const ITERATIONS = 600_000;
const AES = { name: 'AES-GCM', length: 256 } as const;

async function keyFrom(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  // The same words typed on another keyboard may be composed differently.
  const typed = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFKC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, typed, AES, false, ['encrypt', 'decrypt']);
}

/** Wraps the raw data key (base64) under the passphrase. */
export async function sheathe(raw: string, passphrase: string, iterations = ITERATIONS): Promise<Sheathed> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyFrom(passphrase, salt, iterations);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, fromBase64(raw));
  return { salt, iterations, iv, data };
}

/** The raw data key (base64), or null when the passphrase is another one. */
export async function unsheathe(sheathed: Sheathed, passphrase: string): Promise<string | null> {
  const { salt, iterations, iv, data } = sheathed;
  const key = await keyFrom(passphrase, salt, iterations);
  try {
    return toBase64(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)));
  } catch {
    // The tag does not fit: that is what a wrong passphrase looks like.
    return null;
  }
}

/** A new raw data key, base64. */
export const newDataKey = (): string => toBase64(crypto.getRandomValues(new Uint8Array(32)));

/** The raw data key for use; the form in memory cannot be exported. */
export const dataKeyOf = (raw: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64(raw), AES, false, ['encrypt', 'decrypt']);
