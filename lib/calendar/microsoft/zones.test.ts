import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ianaOfCustom, offsetOf } from './custom-zone';
import type { GraphZone } from './schemas';
import { graphTime } from './wall-time';
import { ianaOf, windowsOf } from './zone-names';

const NOW = Date.UTC(2027, 2, 1);

describe('names', () => {
  test.each([
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['FLE Standard Time', 'Europe/Kyiv'],
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Kamchatka Standard Time', 'Asia/Kamchatka'],
    ['tzone://Microsoft/Custom', undefined],
    ['Customized Time Zone', undefined],
    ['Middle-earth Standard Time', undefined],
  ])('%s is %s', (name, zone) => expect(ianaOf(name)).toBe(zone));

  test.each([
    'Europe/Kyiv',
    'America/Ciudad_Juarez',
    'America/Coyhaique',
    'Pacific/Kanton',
    'Asia/Kolkata',
    'America/New_York',
  ])('%s has a Windows name', (zone) => expect(windowsOf(zone)).toMatch(/Time|UTC/));
});

const turn = (month: number, dayOccurrence: number, time = '02:00:00.0000000', daylightBias = -60) => ({
  time,
  dayOccurrence,
  dayOfWeek: 'sunday',
  month,
  year: 0,
  daylightBias,
});

describe('custom zones', () => {
  test.each<[string, GraphZone, string]>([
    [
      'Pacific',
      { name: 'x', bias: 480, standardOffset: turn(11, 1), daylightOffset: turn(3, 2) },
      'America/Los_Angeles',
    ],
    [
      'Central Europe',
      { name: 'x', bias: -60, standardOffset: turn(10, 5, '03:00:00'), daylightOffset: turn(3, 5) },
      'Europe/Berlin',
    ],
    [
      'Sydney, winter in July',
      { name: 'x', bias: -600, standardOffset: turn(4, 1, '03:00:00'), daylightOffset: turn(10, 1) },
      'Australia/Sydney',
    ],
    [
      'Lord Howe, half an hour',
      { name: 'x', bias: -630, standardOffset: turn(4, 1), daylightOffset: turn(10, 1, '02:00:00', -30) },
      'Australia/Lord_Howe',
    ],
    [
      'India, no change',
      { name: 'x', bias: -330, standardOffset: turn(0, 0), daylightOffset: turn(0, 0) },
      'Asia/Kolkata',
    ],
    [
      'Phoenix, no rules at all',
      { name: 'x', bias: 420, standardOffset: null, daylightOffset: null },
      'America/Phoenix',
    ],
  ])('%s', (_, zone, iana) => expect(ianaOfCustom(zone, NOW)).toBe(iana));

  test('a rule nobody has gives no zone instead of a near one', () => {
    expect(
      ianaOfCustom({ name: 'x', bias: 480, standardOffset: turn(11, 2), daylightOffset: turn(3, 2) }, NOW),
    ).toBeUndefined();
    expect(
      ianaOfCustom({ name: 'x', bias: 17, standardOffset: null, daylightOffset: null }, NOW),
    ).toBeUndefined();
    expect(ianaOfCustom({ name: 'x', standardOffset: null, daylightOffset: null }, NOW)).toBeUndefined();
  });
});

test('a time written to Graph means the same instant, also around clock changes', () => {
  const changes = [
    Date.UTC(2027, 10, 7, 6),
    Date.UTC(2027, 2, 14, 7),
    Date.UTC(2027, 9, 31, 1),
    Date.UTC(2027, 3, 3, 15),
  ];
  const zones = [
    'America/New_York',
    'Europe/Berlin',
    'Europe/Kyiv',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Antarctica/Troll',
    'UTC',
  ];
  const instant = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -16, max: 16 }))
    .map(([at, quarter]) => at + quarter * 900_000);
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
      const written = graphTime(at, zone);
      const iana = written.timeZone === 'UTC' ? 'UTC' : (ianaOf(written.timeZone) ?? '');
      const wall = Date.parse(`${written.dateTime}Z`);
      const meant = [
        ...new Set(
          [-900, 900].map((minutes) => offsetOf(iana, wall - minutes * 60_000)).concat(offsetOf(iana, at)),
        ),
      ]
        .map((offset) => wall - offset * 60_000)
        .filter((candidate) => wall - candidate === offsetOf(iana, candidate) * 60_000);
      expect(new Set(meant)).toEqual(new Set([at]));
    }),
    { numRuns: 300 },
  );
});
