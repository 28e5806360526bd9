import { describe, expect, it } from 'vitest';
import type { StorageArea } from './area';
import { type ConnectionRecord, createConnectionsStore } from './connections';

function memory(start: Record<string, unknown> = {}): StorageArea & { items: Record<string, unknown> } {
  const items = { ...start };
  return {
    items,
    get: async (key) => (key in items ? { [key]: structuredClone(items[key]) } : {}),
    set: async (more) => void Object.assign(items, structuredClone(more)),
    remove: async (key) => {
      delete items[key];
    },
  };
}

const google: ConnectionRecord = {
  way: 'oauth',
  state: 'connected',
  account: { id: 'sub-1', email: 'maya@larkspur.example', name: 'Maya' },
  granted: { calendar: true },
  accessUntil: 10,
  until: null,
  connectedAt: 1,
  lastTest: null,
  problem: null,
};

describe('connections store', () => {
  it('starts empty', async () => {
    expect(await createConnectionsStore(memory()).read()).toEqual({
      connections: {},
      clients: {},
      checks: {},
      damaged: [],
    });
  });

  it('keeps the good records and names the damaged one', async () => {
    const area = memory({
      connections: {
        connections: { google, lever: { way: 'pigeon' } },
        checks: { u1: { at: 1, ok: true, message: 'm' }, u2: 'x' },
      },
    });
    const state = await createConnectionsStore(area).read();
    expect(state.connections).toEqual({ google });
    expect(state.damaged).toEqual(['lever']);
    expect(Object.keys(state.checks)).toEqual(['u1']);
  });

  it('applies changes made at once one after the other', async () => {
    const store = createConnectionsStore(memory());
    const add = (id: string) =>
      store.update((state) => ({
        ...state,
        checks: { ...state.checks, [id]: { at: 1, ok: true, message: '' } },
      }));
    await Promise.all([add('a'), add('b'), add('c')]);
    expect(Object.keys((await store.read()).checks)).toEqual(['a', 'b', 'c']);
  });

  it('reports a refused write to its caller and goes on', async () => {
    const store = createConnectionsStore(memory());
    await expect(
      store.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await store.update((state) => ({ ...state, connections: { google } }));
    expect((await store.read()).connections.google).toEqual(google);
  });
});
