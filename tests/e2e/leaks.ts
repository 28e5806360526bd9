/** What must show up nowhere: not in a console, not in an error, not in a stored log. */
export interface Forbidden {
  /** Tokens, keys, codes, client secrets, webhook addresses, passphrases. */
  secrets: readonly string[];
  /** Full names and e-mail addresses of candidates. */
  people: readonly string[];
}

export interface Said {
  /** `console of popup.html`, `stored page reports`. */
  where: string;
  text: string;
}

/** Runs that look like a credential, whoever made it. */
const CREDENTIAL = /\b(Bearer\s+[\w.~+/=-]{12,}|ya29\.[\w-]{8,}|eyJ[\w-]{10,}\.[\w-]{10,})/;
/** Shorter ones would be found in ordinary words. */
const SHORTEST = 6;

const spellings = (value: string): string[] => [
  ...new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]),
];
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').toLowerCase();

/**
 * Every place where something forbidden was said, in words that do not repeat it. Names are found in any case and
 * spacing; secrets as they are, percent-encoded or escaped, and as base64 of user name and password.
 */
export function leaksIn(said: readonly Said[], { secrets, people }: Forbidden): string[] {
  const keys = secrets.filter((one) => one.length >= SHORTEST).flatMap(spellings);
  const coded = secrets
    .filter((one) => one.length >= SHORTEST)
    .map((one) => btoa(unescape(encodeURIComponent(`${one}:`))));
  const names = people.filter((one) => one.length >= SHORTEST).map(plain);
  return said.flatMap(({ where, text }) => {
    const lower = plain(text);
    const found = [
      [...keys, ...coded].some((one) => text.includes(one)) && 'a secret',
      CREDENTIAL.test(text) && 'something like a token',
      names.some((one) => lower.includes(one)) && 'the name or address of a candidate',
    ].filter(Boolean);
    return found.length > 0 ? [`${where} holds ${found.join(' and ')}`] : [];
  });
}
