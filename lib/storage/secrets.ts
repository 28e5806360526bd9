import { Dexie, type Table } from 'dexie';
import type { ZodType } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { StorageArea } from './area';
import { dataKeyOf, newDataKey, type Sheathed, sheathe, unsheathe } from './secrets-passphrase';

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

/** In place of the key once a passphrase is set. */
interface SheathedKey extends Sheathed {
  id: 'sheathed-key';
}

class SecretDatabase extends Dexie {
  readonly keys!: Table<WrappingKey | SheathedKey, string>;
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

const LOCKED = new Failure({
  code: 'locked',
  message: 'Fulcrum is locked.',
  next: 'Unlock it with your passphrase.',
  retryable: true,
});

/** Where the unwrapped data key stays while Fulcrum is unlocked: memory that ends with the browser. */
const DATA_KEY = 'data-key';

export interface DurableSecretsDeps {
  /** Name of the IndexedDB database. */
  database?: string;
  crypto?: Crypto;
  /** `storage.session`; needed for a passphrase. */
  memory?: StorageArea;
}

/** Durable secrets, and the passphrase they may be kept under. */
export interface Vault extends SecretShelf {
  /** Deletes every secret and the key. */
  clear(): Promise<void>;
  isProtected(): Promise<boolean>;
  /** False while a passphrase is set and has not been given since the browser started or since `lock`. */
  isOpen(): Promise<boolean>;
  /** Sets or changes the passphrase. @throws Failure `locked` */
  protect(passphrase: string): Promise<void>;
  /** Goes back to a key that lies beside the secrets. @throws Failure `locked` */
  unprotect(): Promise<void>;
  /** Forgets the data key until `unlock`. Without a passphrase nothing changes. */
  lock(): Promise<void>;
  /** False when it is another passphrase. */
  unlock(passphrase: string): Promise<boolean>;
}

/**
 * Secrets that survive a restart (API keys, refresh tokens, client secrets): AES-GCM with a key that IndexedDB
 * keeps and nobody can export, so a copy of the entries alone is worthless. Under a passphrase the key on disk is
 * itself encrypted, and a copy of the whole profile is worth no more than the passphrase is hard to guess. Neither
 * protects against code that runs as the extension while it is unlocked. The name is authenticated too: entries
 * cannot be swapped.
 */
export function createDurableSecrets(deps: DurableSecretsDeps = {}): Vault {
  const database = new SecretDatabase(deps.database ?? 'fulcrum-secrets');
  const crypto = deps.crypto ?? globalThis.crypto;
  const { memory } = deps;
  const text = new TextEncoder();
  /** One after the other: a secret read or written while all are encrypted anew would meet the wrong key. */
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(job: () => Promise<T>): Promise<T> => {
    const turn = last.then(job, job);
    last = turn.catch(() => undefined);
    return turn;
  };

  const sheathed = async (): Promise<SheathedKey | null> => {
    const row = await database.keys.get('sheathed-key');
    return row?.id === 'sheathed-key' ? row : null;
  };
  const held = async (): Promise<string | null> => {
    const raw = (await memory?.get(DATA_KEY))?.[DATA_KEY];
    return typeof raw === 'string' ? raw : null;
  };
  const plainKey = async (): Promise<CryptoKey | null> => {
    const row = await database.keys.get('wrapping-key');
    return row?.id === 'wrapping-key' ? row.key : null;
  };

  async function wrappingKey(): Promise<CryptoKey> {
    if (await sheathed()) {
      const raw = await held();
      if (!raw) throw LOCKED;
      return dataKeyOf(raw);
    }
    const kept = await plainKey();
    if (kept) return kept;
    const key = await freshKey();
    try {
      await database.keys.add({ id: 'wrapping-key', key });
      return key;
    } catch (error) {
      // Another tab or the worker made one at the same moment: theirs is the one that counts.
      const theirs = await plainKey();
      if (theirs) return theirs;
      throw error;
    }
  }

  const freshKey = (): Promise<CryptoKey> =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

  async function open(wrapped: Wrapped, key: CryptoKey): Promise<ArrayBuffer> {
    try {
      const how = { name: 'AES-GCM', iv: wrapped.iv, additionalData: text.encode(wrapped.name) };
      return await crypto.subtle.decrypt(how, key, wrapped.data);
    } catch {
      throw unreadable(wrapped.name);
    }
  }

  async function wrap(name: string, plain: BufferSource, key: CryptoKey): Promise<Wrapped> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: 'AES-GCM', iv, additionalData: text.encode(name) };
    return { name, iv, data: await crypto.subtle.encrypt(how, key, plain) };
  }

  /** Every secret under `next`, and what is kept of that key, in one transaction. */
  async function rekey(next: CryptoKey, row: WrappingKey | SheathedKey): Promise<void> {
    const before = await wrappingKey();
    const all = await database.secrets.toArray();
    const again = await Promise.all(all.map(async (one) => wrap(one.name, await open(one, before), next)));
    await database.transaction('rw', [database.keys, database.secrets], async () => {
      await database.keys.clear();
      await database.keys.add(row);
      await database.secrets.bulkPut(again);
    });
  }

  return {
    get: <T>(name: string, schema: ZodType<T>): Promise<T | null> =>
      alone(async () => {
        const wrapped = await database.secrets.get(name);
        if (!wrapped) return null;
        const plain = await open(wrapped, await wrappingKey());
        const read = schema.safeParse(JSON.parse(new TextDecoder().decode(plain)));
        return read.success ? read.data : null;
      }),
    put: (name, value) =>
      alone(async () => {
        const key = await wrappingKey();
        await database.secrets.put(await wrap(name, text.encode(JSON.stringify(value)), key));
      }),
    remove: (name) => database.secrets.delete(name),
    async clear() {
      await database.secrets.clear();
      await database.keys.clear();
      await memory?.remove(DATA_KEY);
    },
    isProtected: async () => (await sheathed()) !== null,
    isOpen: async () => (await sheathed()) === null || (await held()) !== null,
    protect: (passphrase) =>
      alone(async () => {
        if (!memory) throw new TypeError('A passphrase needs a place for the key in memory.');
        // A new data key each time: whoever copied the disk before has nothing of what comes after.
        const raw = newDataKey();
        const row: SheathedKey = { id: 'sheathed-key', ...(await sheathe(raw, passphrase)) };
        await rekey(await dataKeyOf(raw), row);
        await memory.set({ [DATA_KEY]: raw });
      }),
    unprotect: () =>
      alone(async () => {
        const key = await freshKey();
        await rekey(key, { id: 'wrapping-key', key });
        await memory?.remove(DATA_KEY);
      }),
    lock: async () => memory?.remove(DATA_KEY),
    async unlock(passphrase) {
      const row = await sheathed();
      if (!row) return true;
      const raw = await unsheathe(row, passphrase);
      if (raw === null) return false;
      await memory?.set({ [DATA_KEY]: raw });
      return true;
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
