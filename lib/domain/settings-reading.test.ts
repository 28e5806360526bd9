import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsSchema } from './settings';
import { readSettings } from './settings-reading';

describe('reading settings', () => {
  it.each([
    ['nothing stored', undefined, []],
    ['an old version with fewer fields', { windowDays: 10 }, []],
    ['a field of a newer version', { windowDays: 10, telepathy: true }, []],
    ['a value out of range', { windowDays: 99, options: 4 }, ['windowDays']],
    ['a value of another type', { hours: 'nine to five', options: 4 }, ['hours']],
    ['a list instead of settings', [1, 2], ['all settings']],
    ['a text instead of settings', 'oops', ['all settings']],
  ])('%s', (_name, stored, paths) => {
    const read = readSettings(stored);
    expect(read.setAside.map((one) => one.path)).toEqual(paths);
    expect(settingsSchema.safeParse(read.settings).success).toBe(true);
  });

  it('keeps every other field when one is damaged', () => {
    const read = readSettings({ windowDays: -1, options: 5, softWords: ['hold'], theme: 'dark' });
    expect(read.settings).toEqual({ ...defaultSettings, options: 5, softWords: ['hold'], theme: 'dark' });
    expect(read.setAside).toMatchObject([{ path: 'windowDays', from: 'stored' }]);
  });

  it('keeps the rest of a person whose one field is damaged', () => {
    const read = readSettings({
      people: {
        u1: { bufferBefore: 5000, zone: 'Asia/Kolkata', optedOut: true },
        u2: { priority: 2 },
        u3: 7,
      },
    });
    expect(read.settings.people).toEqual({
      u1: { zone: 'Asia/Kolkata', optedOut: true },
      u2: { priority: 2 },
      u3: {},
    });
    expect(read.setAside.map((one) => one.path)).toEqual(['people.u1.bufferBefore']);
  });

  it('lets the administrator win, and reports a preset that cannot be used', () => {
    const read = readSettings({ windowDays: 10, options: 4 }, { windowDays: 14, options: 40 });
    expect(read.settings).toMatchObject({ windowDays: 14, options: 4 });
    expect(read.fixedByAdmin).toEqual(['windowDays']);
    expect(read.setAside).toMatchObject([{ path: 'options', from: 'admin' }]);
  });

  it('does not touch the shared defaults', () => {
    const before = structuredClone(defaultSettings);
    readSettings({}).settings.softWords.push('mine');
    expect(defaultSettings).toEqual(before);
  });

  it('always gives valid settings, whatever was stored', () => {
    const anything = fc.dictionary(
      fc.constantFrom(...Object.keys(settingsSchema.shape), 'other'),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, anything, (stored, preset) => {
        const read = readSettings(stored, preset);
        expect(settingsSchema.safeParse(read.settings).success).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('gives back what was valid, unchanged', () => {
    const stored = settingsSchema.parse({
      windowDays: 20,
      people: { a: { dailyLimit: 2 }, ['__proto__']: { priority: 1 } },
      zone: 'Europe/Paris',
    });
    expect(readSettings(JSON.parse(JSON.stringify(stored)))).toEqual({
      settings: stored,
      fixedByAdmin: [],
      setAside: [],
    });
  });
});
