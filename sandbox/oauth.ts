import { createHash } from 'node:crypto';

/** Redirect addresses browsers hand out to extensions; anything else is not registered at the simulated consoles. */
const EXTENSION_REDIRECTS = [
  /^https:\/\/[a-p]{32}\.chromiumapp\.org\//,
  /^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org(\/|$)/,
  /^http:\/\/127\.0\.0\.1(:\d+)?\/mozoauth2\/[0-9a-f]{40}/,
];

export function isExtensionRedirect(address: string): boolean {
  return EXTENSION_REDIRECTS.some((form) => form.test(address));
}

/** RFC 7636: does the verifier belong to the challenge? */
export function pkceMatches(verifier: string, challenge: string, method: string): boolean {
  if (method === 'plain') return verifier === challenge;
  return method === 'S256' && createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** The redirect with parameters in the query or the fragment. */
export function redirectWith(
  address: string,
  values: Record<string, string | undefined>,
  where: 'query' | 'fragment',
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) params.set(name, value);
  if (where === 'fragment') return `${address}#${params}`;
  return `${address}${address.includes('?') ? '&' : '?'}${params}`;
}

/** An identity token as the providers shape it; the signature is a placeholder because nobody may trust it here. */
export function identityToken(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256', kid: 'sandbox' })}.${part(claims)}.${Buffer.from('sandbox').toString('base64url')}`;
}
