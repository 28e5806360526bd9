/** One request a simulated service got. */
interface JournalEntry {
  id: number;
  /** ms epoch. */
  at: number;
  host: string;
  method: string;
  /** Path and query; tokens and codes are blanked. */
  path: string;
  /** null = not answered (cut, hanging, or still running). */
  status: number | null;
  /** Elapsed ms; null while it runs. */
  took: number | null;
  origin: string | null;
  /** An Authorization header was sent. Its content is never kept. */
  authorized: boolean;
  /** First 2000 characters of the request body, tokens and secrets blanked. */
  body: string;
  /** Id of the fault that hit it. */
  fault: string | null;
}

export interface Journal {
  /** Oldest first. */
  list(): JournalEntry[];
  /** Entries of one host whose path matches; preflights are left out unless asked for by method. */
  find(host: string, path?: RegExp, method?: string): JournalEntry[];
  add(entry: Omit<JournalEntry, 'id'>): JournalEntry;
  /** Remembers the tokens, keys, codes and client secrets in a request or answer, for tests that look for leaks. */
  noteSecrets(text: string, authorization?: string): void;
  secrets(): string[];
  clear(): void;
}

const KEPT = 5000;
const SECRET =
  /((?:access_token|refresh_token|id_token|client_secret|code|code_verifier|assertion)(?:=|"\s*:\s*"))[^&"\s]+/gi;

/** Blanks tokens and secrets in a query, form or JSON text. */
const blanked = (text: string) => text.replace(SECRET, '$1…');

export function createJournal(): Journal {
  const entries: JournalEntry[] = [];
  let next = 1;
  const secrets = new Set<string>();
  /** Shorter values (`code=4`) would be found everywhere. */
  const note = (value: string) => value.length >= 12 && secrets.add(value);
  return {
    secrets: () => [...secrets],
    noteSecrets(text, authorization) {
      for (const [found, name = ''] of text.matchAll(SECRET)) {
        const value = found.slice(name.length);
        note(value);
        if (value.includes('%')) note(decodeURIComponent(value));
      }
      const [scheme = '', value = ''] = authorization?.split(' ') ?? [];
      note(value);
      if (/^basic$/i.test(scheme)) note(Buffer.from(value, 'base64').toString('utf8').replace(/:$/, ''));
    },
    list: () => [...entries],
    find: (host, path, method) =>
      entries.filter(
        (one) =>
          one.host === host &&
          (!path || path.test(one.path)) &&
          (method ? one.method === method : one.method !== 'OPTIONS'),
      ),
    add(entry) {
      const kept = {
        ...entry,
        path: blanked(entry.path),
        body: blanked(entry.body).slice(0, 2000),
        id: next++,
      };
      entries.push(kept);
      if (entries.length > KEPT) entries.splice(0, entries.length - KEPT);
      return kept;
    },
    clear: () => void entries.splice(0),
  };
}
