import { canonical, hashOf } from './audit-format';
import { toHex, utf8 } from './bytes';
import type { KeyStore } from './store';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SHA256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The key pair statements are signed with; made once. The private half cannot be exported. */
export async function signingPair(keys: KeyStore): Promise<CryptoKeyPair> {
  return (
    (await keys.signing()) ??
    keys.addSigning(await crypto.subtle.generateKey(P256, false, ['sign', 'verify']))
  );
}

/** The public half in the members RFC 7638 hashes, and the log's name made from them. */
export async function publicKey(pair: CryptoKeyPair) {
  const { kty = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = { kty, crv, x, y };
  return { jwk, origin: `fulcrum/${await hashOf(jwk)}` };
}

/** The statement with its signature (r‖s, lower-case hex). */
export async function sign<T extends object>(
  pair: CryptoKeyPair,
  statement: T,
): Promise<T & { signature: string }> {
  const signature = await crypto.subtle.sign(SHA256, pair.privateKey, utf8(canonical(statement)));
  return { ...statement, signature: toHex(new Uint8Array(signature)) };
}
