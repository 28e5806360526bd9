import { uuidOf } from '@/sandbox/world/random';
import type { World } from '@/sandbox/world/types';

/** What an OAuth access token of the sandbox allows. */
interface Grant {
  scopes: string[];
  /** ms epoch. */
  expiresAt: number;
}

interface Refresh {
  scopes: string[];
  /** False once it was exchanged: refresh tokens are used once. */
  live: boolean;
}

/** Tokens issued by the authorization server and read by the Data API. */
export interface TokenStore {
  access: Map<string, Grant>;
  refresh: Map<string, Refresh>;
  /** A new opaque string; unguessable enough for a sandbox, the same in every run. */
  mint(kind: string): string;
}

const stores = new WeakMap<World, TokenStore>();

/** One store per world, so that the two services need not know each other. */
export function tokensOf(world: World): TokenStore {
  let store = stores.get(world);
  if (!store) {
    let minted = 0;
    store = {
      access: new Map(),
      refresh: new Map(),
      mint: (kind) => `lever-${kind}-${uuidOf(world.seed, kind, minted++)}`,
    };
    stores.set(world, store);
  }
  return store;
}
