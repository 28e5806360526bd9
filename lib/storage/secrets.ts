import { Dexie, type Table } from 'dexie';
import type { ZodType } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { StorageArea } from './area';

/** One place for named secrets. Values are plain JSON; a value that does not fit its schema counts as absent. */
export interface SecretShelf {
  get<T>(name: string, schema: ZodType<T>): Promise<T | null>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

interface Wrapped {
  name: string;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

interface WrappingKey {
  id: 'wrapping-key';
  key: CryptoKey;
}

class SecretDatabase extends Dexie {
  readonly keys!: Table<WrappingKey, string>;
  readonly secrets!: Table<Wrapped, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ keys: 'id', secrets: 'name' });
  }
}

function unreadable(name: string): Failure {
  return new Failure({
    code: 'secret-unreadable',
    message: `The stored sign-in "${name}" cannot be opened any more; the key or the entry was changed.`,
    next: 'Connect it again under Connections.',
    subject: name,
  });
}

export interface DurableSecretsDeps {
  /** Name of the IndexedDB database. */
  database?: string;
  crypto?: Crypto;
}

/**
 * Secrets that survive a restart (API keys, refresh tokens, client secrets): AES-GCM with a key that IndexedDB
 * keeps and nobody can export, so a copy of the entries alone is worthless. It does not protect against code that
 * runs as the extension. The name is authenticated too: entries cannot be swapped.
 */
export function createDurableSecrets(deps: DurableSecretsDeps = {}): SecretShelf & {
  /** Deletes every secret and the key. */
  clear(): Promise<void>;
} {
  const database = new SecretDatabase(deps.database ?? 'fulcrum-secrets');
  const crypto = deps.crypto ?? globalThis.crypto;
  const text = new TextEncoder();

  async function wrappingKey(): Promise<CryptoKey> {
    const kept = await database.keys.get('wrapping-key');
    if (kept) return kept.key;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    try {
      await database.keys.add({ id: 'wrapping-key', key });
      return key;
    } catch (error) {
      // Another tab or the worker made one at the same moment: theirs is the one that counts.
      const theirs = await database.keys.get('wrapping-key');
      if (theirs) return theirs.key;
      throw error;
    }
  }

  return {
    async get<T>(name: string, schema: ZodType<T>): Promise<T | null> {
      const wrapped = await database.secrets.get(name);
      if (!wrapped) return null;
      const key = await wrappingKey();
      let plain: ArrayBuffer;
      try {
        const how = { name: 'AES-GCM', iv: wrapped.iv, additionalData: text.encode(name) };
        plain = await crypto.subtle.decrypt(how, key, wrapped.data);
      } catch {
        throw unreadable(name);
      }
      const read = schema.safeParse(JSON.parse(new TextDecoder().decode(plain)));
      return read.success ? read.data : null;
    },
    async put(name, value) {
      const key = await wrappingKey();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const how = { name: 'AES-GCM', iv, additionalData: text.encode(name) };
      const data = await crypto.subtle.encrypt(how, key, text.encode(JSON.stringify(value)));
      await database.secrets.put({ name, iv, data });
    },
    remove: (name) => database.secrets.delete(name),
    async clear() {
      await database.secrets.clear();
      await database.keys.clear();
    },
  };
}

/** Secrets that may end with the browser session: access tokens, in `storage.session`, never written to disk. */
export function createSessionSecrets(area: StorageArea): SecretShelf {
  const place = (name: string) => `secret:${name}`;
  return {
    async get<T>(name: string, schema: ZodType<T>): Promise<T | null> {
      const read = schema.safeParse((await area.get(place(name)))[place(name)]);
      return read.success ? read.data : null;
    },
    put: (name, value) => area.set({ [place(name)]: value }),
    remove: (name) => area.remove(place(name)),
  };
}
