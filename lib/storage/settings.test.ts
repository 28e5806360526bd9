import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsSchema } from '@/lib/domain/settings';
import type { StorageArea } from './area';
import { createSettingsStore, readPreset } from './settings';

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

describe('settings store', () => {
  it('gives the defaults when nothing is stored', async () => {
    const store = createSettingsStore(memory(), async () => ({}));
    expect(await store.read()).toEqual({ settings: defaultSettings, fixedByAdmin: [], setAside: [] });
  });

  it('keeps unknown and damaged fields in storage when another field changes', async () => {
    const area = memory({ settings: { telepathy: 1, windowDays: 999, options: 2 } });
    const store = createSettingsStore(area, async () => ({}));
    const read = await store.change({ options: 5 });
    expect(read.settings).toMatchObject({ options: 5, windowDays: defaultSettings.windowDays });
    expect(area.items.settings).toEqual({ telepathy: 1, windowDays: 999, options: 5 });
  });

  it('loses neither of two changes made at once', async () => {
    const store = createSettingsStore(memory(), async () => ({}));
    await Promise.all([store.change({ options: 5 }), store.change({ windowDays: 20 })]);
    expect((await store.read()).settings).toMatchObject({ options: 5, windowDays: 20 });
  });

  it('goes on after a change that storage refused', async () => {
    const area = memory();
    let full = true;
    const store = createSettingsStore(
      { ...area, set: (items) => (full ? Promise.reject(new Error('quota')) : area.set(items)) },
      async () => ({}),
    );
    await expect(store.change({ options: 4 })).rejects.toThrow('quota');
    full = false;
    expect((await store.change({ options: 5 })).settings.options).toBe(5);
  });

  it('changes one person and leaves the others, damaged ones too, as they are stored', async () => {
    const area = memory({ settings: { people: { a: { priority: 1 }, b: { priority: 99 } } } });
    const store = createSettingsStore(area, async () => ({}));
    await Promise.all([
      store.changePerson('a', (person) => ({ ...person, optedOut: true })),
      store.changePerson('c', () => ({ zone: 'UTC' })),
    ]);
    expect(area.items.settings).toEqual({
      people: { a: { priority: 1, optedOut: true }, b: { priority: 99 }, c: { zone: 'UTC' } },
    });
    await store.changePerson('a', () => ({}));
    expect(area.items.settings).toEqual({ people: { b: { priority: 99 }, c: { zone: 'UTC' } } });
  });

  it('lets a preset win over stored and changed values, and survive a reset', async () => {
    const store = createSettingsStore(memory({ settings: { windowDays: 10 } }), async () => ({
      windowDays: 14,
    }));
    expect((await store.change({ windowDays: 20 })).settings.windowDays).toBe(14);
    const after = await store.reset();
    expect(after).toMatchObject({ settings: { windowDays: 14 }, fixedByAdmin: ['windowDays'] });
  });
});

describe('administrator presets', () => {
  it('reads what is set and leaves out what cannot be used', async () => {
    const area = memory({
      googleClientId: 'abc.apps.example',
      leverEnvironment: 'moon',
      settings: { windowDays: 9 },
    });
    expect(await readPreset(area)).toMatchObject({
      googleClientId: 'abc.apps.example',
      leverEnvironment: undefined,
      settings: { windowDays: 9 },
    });
  });

  it('is empty where the browser has no policy, and loud about any other error', async () => {
    const firefox = { get: () => Promise.reject(new Error('Managed storage manifest not found')) };
    expect(await readPreset(firefox)).toEqual({});
    await expect(readPreset({ get: () => Promise.reject(new Error('disk')) })).rejects.toThrow('disk');
  });

  it('declares only settings that exist, with keys that are read', async () => {
    const schema = JSON.parse(readFileSync('public/managed-schema.json', 'utf8'));
    for (const key of Object.keys(schema.properties.settings.properties))
      expect(Object.keys(settingsSchema.shape)).toContain(key);
    const all = Object.fromEntries(
      Object.keys(schema.properties).map((key) => [
        key,
        { leverEnvironment: 'eu', accessRoles: { r1: 'admin' } }[key] ?? key,
      ]),
    );
    expect(await readPreset(memory(all))).toEqual(all);
  });
});
