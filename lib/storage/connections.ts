import { z } from 'zod';
import type { StorageArea } from './area';

export const systemNames = ['lever', 'google', 'microsoft'] as const;
export type SystemName = (typeof systemNames)[number];

const problem = z.object({
  code: z.string(),
  message: z.string(),
  next: z.string(),
  subject: z.string().optional(),
  retryable: z.boolean().optional(),
});
const outcome = z.object({ at: z.number(), ok: z.boolean(), message: z.string() });

const connectionRecord = z.object({
  way: z.enum(['api-key', 'oauth']),
  state: z.enum(['connected', 'expired', 'refused']),
  /** Lever: the recruiter's user id; Google `sub`; Entra `oid`. */
  account: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  /** What each needed scope or permission turned out to be; absent = not known. */
  granted: z.record(z.string(), z.boolean()),
  /** ms epoch before which the access has to be renewed; null = it does not end. */
  accessUntil: z.number().nullable(),
  /** ms epoch after which the person has to sign in again; null = no known end. */
  until: z.number().nullable(),
  connectedAt: z.number(),
  lastTest: outcome.nullable(),
  problem: problem.nullable(),
});
/** What is known about one connection. Tokens and keys are not here: they live in the secrets store. */
export type ConnectionRecord = z.infer<typeof connectionRecord>;

const clientRecord = z.object({
  clientId: z.string().nullable(),
  hasSecret: z.boolean(),
  environment: z.enum(['production', 'sandbox', 'eu']),
  /** The recruiter's Lever e-mail, for Lever by OAuth. */
  email: z.string().nullable(),
});
export type ClientRecord = z.infer<typeof clientRecord>;

/** Result of reading one person's calendar on request. */
export type CheckRecord = z.infer<typeof outcome>;

export interface ConnectionsState {
  connections: Partial<Record<SystemName, ConnectionRecord>>;
  clients: Partial<Record<SystemName, ClientRecord>>;
  /** By Lever user id. */
  checks: Record<string, CheckRecord>;
  /** Systems whose stored record could not be read and was left out. */
  damaged: SystemName[];
}

export interface ConnectionsStore {
  read(): Promise<ConnectionsState>;
  /** Changes are applied one after the other; `change` gets the present state and returns the next. */
  update(change: (state: ConnectionsState) => ConnectionsState): Promise<ConnectionsState>;
}

const KEY = 'connections';
const plain = z.record(z.string(), z.unknown());

/** Reads record by record, so that one damaged record does not take the others with it. */
function parse(stored: unknown): ConnectionsState {
  const fields = plain.safeParse(stored).data ?? {};
  const connections = plain.safeParse(fields.connections).data ?? {};
  const clients = plain.safeParse(fields.clients).data ?? {};
  const state: ConnectionsState = { connections: {}, clients: {}, checks: {}, damaged: [] };
  for (const system of systemNames) {
    const connection = connectionRecord.safeParse(connections[system]);
    if (connection.success) state.connections[system] = connection.data;
    else if (connections[system] !== undefined) state.damaged.push(system);
    const client = clientRecord.safeParse(clients[system]);
    if (client.success) state.clients[system] = client.data;
  }
  for (const [userId, check] of Object.entries(plain.safeParse(fields.checks).data ?? {})) {
    const read = outcome.safeParse(check);
    if (read.success) state.checks[userId] = read.data;
  }
  return state;
}

/**
 * Connections in extension storage. Only the background worker writes them, through one instance, so a queue
 * in memory is enough to keep two changes from overwriting each other.
 */
export function createConnectionsStore(area: StorageArea): ConnectionsStore {
  let last: Promise<unknown> = Promise.resolve();
  const read = async () => parse((await area.get(KEY))[KEY]);
  return {
    read,
    update(change) {
      const turn = last.then(async () => {
        const next = change(await read());
        const { damaged: _, ...stored } = next;
        await area.set({ [KEY]: stored });
        return next;
      });
      // The queue goes on after a failed change; its caller gets the error.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
