import type { Sealed } from './audit-format';
import { fromBase64, toBase64, toHex, utf8 } from './bytes';
import type { KeyStore } from './store';

/** Erased for good: the key these details were sealed with is gone. */
export const ERASED = Symbol('erased');

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** Seals JSON under the candidate's key, which is made when there is none. */
export async function seal(keys: KeyStore, opportunityId: string, details: unknown): Promise<Sealed> {
  const key = (await keys.candidate(opportunityId)) ?? (await newKey(keys, opportunityId));
  const iv = random(12);
  const text = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(opportunityId) },
    key.key,
    utf8(JSON.stringify(details)),
  );
  return { keyId: key.id, iv: toBase64(iv), text: toBase64(new Uint8Array(text)) };
}

async function newKey(keys: KeyStore, opportunityId: string) {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return keys.addCandidate(opportunityId, { id: toHex(random(8)), key });
}

/** What was sealed, or {@link ERASED}. @throws when the ciphertext was altered. */
export async function open(keys: KeyStore, opportunityId: string, sealed: Sealed): Promise<unknown> {
  const key = await keys.candidate(opportunityId);
  if (key?.id !== sealed.keyId) return ERASED;
  const text = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: fromBase64(sealed.iv), additionalData: utf8(opportunityId) },
    key.key,
    fromBase64(sealed.text),
  );
  return JSON.parse(new TextDecoder().decode(text));
}
