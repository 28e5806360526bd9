import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings, settingsChangeSchema, settingsSchema } from '@/lib/domain/settings';
import { faultsOf, forbiddenBy, isZone } from './rules';

const paths = (change: Partial<Settings>) =>
  faultsOf({ ...defaultSettings, ...change }).map((fault) => fault.path);
const nine = { from: '09:00', to: '17:00' };

describe('settings that do not fit together', () => {
  it.each<[string, Partial<Settings>, string[]]>([
    ['the defaults', {}, []],
    ['no working day', { hours: [{ days: [], ...nine }] }, ['hours']],
    ['no window at all', { candidateHours: [] }, ['candidateHours']],
    ['a window without length', { hours: [{ days: [1], from: '09:00', to: '09:00' }] }, ['hours']],
    ['a night shift is fine', { hours: [{ days: [1], from: '22:00', to: '06:00' }] }, []],
    ['more a day than a week', { dailyLimit: 9, weeklyLimit: 5 }, ['dailyLimit']],
    ['no weekly limit', { dailyLimit: 9, weeklyLimit: null }, []],
    ['a zone that is none', { zone: 'Mars/Olympus' }, ['zone']],
    ['zones with history', { zone: 'Asia/Calcutta', people: { a: { zone: 'Europe/Kyiv' } } }, []],
    [
      'faults of one person',
      { people: { a: { zone: 'X', hours: [], dailyLimit: 3, weeklyLimit: 2 } } },
      ['people.a.hours', 'people.a.zone', 'people.a.dailyLimit'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(paths(change)).toEqual(expected);
  });

  it('knows zones', () => {
    expect([isZone('UTC'), isZone('Asia/Kathmandu'), isZone(''), isZone('<script>')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('changing', () => {
  it('leaves fields that were not named alone, whichever they are', () => {
    const fields = Object.keys(settingsSchema.shape) as (keyof Settings)[];
    fc.assert(
      fc.property(fc.subarray(fields), (chosen) => {
        const change = Object.fromEntries(chosen.map((field) => [field, defaultSettings[field]]));
        expect(Object.keys(settingsChangeSchema.parse(change)).sort()).toEqual([...chosen].sort());
      }),
    );
  });

  it('checks what is named', () => {
    expect(settingsChangeSchema.safeParse({ windowDays: 99 }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ windowDays: 9 }).success).toBe(true);
  });

  it('tells fixed fields from fields repeated unchanged', () => {
    expect(
      forbiddenBy(
        ['windowDays', 'options'],
        { windowDays: 9, options: defaultSettings.options, rank: 'best' },
        defaultSettings,
      ),
    ).toEqual(['windowDays']);
  });
});
