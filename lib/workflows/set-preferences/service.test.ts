import { describe, expect, it } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import type { Caller } from '@/lib/messaging/contract';
import { createSettingsStore } from '@/lib/storage/settings';
import type { Directory } from './port';
import { createSetPreferences } from './service';

const caller: Caller = { sender: 'own', tabId: null, url: null };
const directory: Directory = {
  people: async () => [{ id: 'u1', name: 'Maya', email: 'm@x.example', jobTitle: null }],
  rooms: async () => [],
  shortcut: async () => 'Alt+Shift+S',
};

function setUp(options: { stored?: unknown; preset?: unknown; directory?: Partial<Directory> } = {}) {
  const items: Record<string, unknown> = { settings: options.stored };
  const area = {
    get: async (key: string) => ({ [key]: structuredClone(items[key]) }),
    set: async (more: Record<string, unknown>) => void Object.assign(items, structuredClone(more)),
    remove: async (key: string) => void delete items[key],
  };
  const settings = createSettingsStore(area, async () => options.preset);
  return {
    items,
    service: createSetPreferences({ settings, directory: { ...directory, ...options.directory } }),
  };
}

const problemFrom = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.problem : null),
  );

describe('preferences', () => {
  it('saves a change and shows what is in force', async () => {
    const { service } = setUp();
    const view = await service.change({ change: { windowDays: 12 } }, caller);
    expect(view.settings.windowDays).toBe(12);
    expect(view).toMatchObject({ shortcut: 'Alt+Shift+S', people: [{ name: 'Maya' }], problems: [] });
  });

  it('saves nothing that does not fit, and names the field', async () => {
    const { service, items } = setUp();
    const problem = await problemFrom(service.change({ change: { dailyLimit: 9, weeklyLimit: 2 } }, caller));
    expect(problem).toMatchObject({ code: 'settings-do-not-fit', subject: 'dailyLimit' });
    expect(items.settings).toBeUndefined();
  });

  it('does not let an old fault elsewhere block a change', async () => {
    const { service } = setUp({ stored: { zone: 'Mars/Olympus' } });
    expect((await service.change({ change: { options: 5 } }, caller)).settings.options).toBe(5);
    expect(await problemFrom(service.change({ change: { zone: 'Moon/Sea' } }, caller))).toMatchObject({
      subject: 'zone',
    });
  });

  it('refuses to change what the administrator fixed', async () => {
    const { service } = setUp({ preset: { windowDays: 14 } });
    expect(await problemFrom(service.change({ change: { windowDays: 9 } }, caller))).toMatchObject({
      code: 'fixed-by-admin',
    });
    expect((await service.change({ change: { windowDays: 14, options: 2 } }, caller)).settings).toMatchObject(
      { windowDays: 14, options: 2 },
    );
  });

  it('shows settings although people and rooms cannot be read, and says why', async () => {
    const broken = () =>
      Promise.reject(
        new Failure({ code: 'not-connected', message: 'Lever is not connected.', next: 'Connect it.' }),
      );
    const view = await setUp({ stored: { windowDays: 77 }, directory: { people: broken } }).service.read(
      {},
      caller,
    );
    expect(view).toMatchObject({
      people: [],
      problems: [{ code: 'not-connected' }],
      setAside: [{ path: 'windowDays' }],
    });
  });

  it('sets one person and keeps the calendar chosen elsewhere', async () => {
    const { service } = setUp({
      stored: { people: { u1: { calendarEmail: 'k@x.example', priority: 3 }, u2: { priority: 1 } } },
    });
    const view = await service.setPerson({ userId: 'u1', person: { optedOut: true } }, caller);
    expect(view.settings.people).toEqual({
      u1: { calendarEmail: 'k@x.example', optedOut: true },
      u2: { priority: 1 },
    });
    expect(
      await problemFrom(service.setPerson({ userId: 'u1', person: { zone: 'Nowhere/Land' } }, caller)),
    ).toMatchObject({ subject: 'people.u1.zone' });
  });

  it('goes back to the defaults', async () => {
    const { service, items } = setUp({ stored: { windowDays: 20 } });
    expect((await service.reset({}, caller)).settings.windowDays).toBe(7);
    expect(items.settings).toBeUndefined();
  });
});
