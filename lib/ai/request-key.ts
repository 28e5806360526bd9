import canonicalize from 'canonicalize';
import type { ClaimsRequest, EngineIdentity } from './port';

/** Raised when the way from a document to claims changes without the prompt changing. */
const PIPELINE = 2;

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 (hex) of a value's canonical JSON (RFC 8785). */
export async function contentHash(value: unknown): Promise<string> {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This value has no JSON form');
  return sha256(text);
}

/**
 * The name under which the answer to a request is stored. The same blinded text, rubric, day and engine give the same key, so the
 * answer is read from the store and nothing is sent; a comma in the rubric gives another one. Knows no name, because the
 * lines are blinded.
 */
export function requestKey(engine: EngineIdentity, { rubric, lines, today }: ClaimsRequest): Promise<string> {
  const text = lines.map(({ n, page, text: words }) => [n, page, words]);
  return contentHash({ pipeline: PIPELINE, task: 'claims', engine, rubric, lines: text, today });
}
