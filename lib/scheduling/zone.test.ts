import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate, dateText, dayNumber, parseDate, parseTime, weekdayOf } from './civil-date';
import { forgetZones, instantOf, isZone, offsetAt, startOfLocalDate, timeLabel, wallAt } from './zone';

const ZONES = [
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Gaza',
  'Africa/Casablanca',
  'Pacific/Apia',
];

test('reads the same wall clock as Intl at any instant, whatever was asked before', () => {
  const formats = new Map(
    ZONES.map((zone) => [
      zone,
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }),
    ]),
  );
  const from = Date.parse('1990-01-01T00:00Z');
  const to = Date.parse('2045-01-01T00:00Z');
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: from, max: to }),
      fc.boolean(),
      (zone, instant, cold) => {
        if (cold) forgetZones();
        const wall = wallAt(zone, instant);
        expect(`${wall.date} ${wall.time}`).toBe(formats.get(zone)?.format(instant));
        expect(wall.weekday).toBe(new Date(`${wall.date}T00:00Z`).getUTCDay());
      },
    ),
    { numRuns: 600, seed: 3 },
  );
});

test('finds changes that cancel each other within a week (Gaza, Ramadan 2040)', () => {
  forgetZones();
  const minutes = Array.from(
    { length: 90 * 24 },
    (_, h) => Date.parse('2040-09-01T00:00Z') / 60_000 + h * 60,
  );
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Gaza',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  offsetAt('Asia/Gaza', minutes[0] as number);
  const end = minutes[minutes.length - 1] as number;
  offsetAt('Asia/Gaza', end);
  for (const minute of minutes) {
    const local = new Date((minute + offsetAt('Asia/Gaza', minute)) * 60_000)
      .toISOString()
      .slice(0, 16)
      .replace('T', ' ');
    expect(local).toBe(format.format(minute * 60_000));
  }
});

test('turns wall time into instants, with skipped and repeated hours', () => {
  const at = (text: string) => Date.parse(text);
  expect(instantOf('Europe/Berlin', '2027-03-15', '09:30')).toBe(at('2027-03-15T08:30Z'));
  expect(instantOf('Europe/Berlin', '2027-03-28', '02:30')).toBe(at('2027-03-28T01:30Z'));
  expect(instantOf('Europe/Berlin', '2027-10-31', '02:30')).toBe(at('2027-10-31T00:30Z'));
  expect(instantOf('Asia/Kathmandu', '2027-03-15', '24:00')).toBe(at('2027-03-15T18:15Z'));
  expect(() => instantOf('UTC', '2027-02-29', '09:00')).toThrow('not a date');
  expect(() => instantOf('UTC', '2027-03-01', '9:00')).toThrow('not a time');
});

test('starts a local day at its first instant', () => {
  expect(startOfLocalDate('America/New_York', '2027-03-14')).toBe(Date.parse('2027-03-14T05:00Z'));
  // Cairo skips midnight itself: the day begins at 01:00.
  expect(startOfLocalDate('Africa/Cairo', '2027-04-30')).toBe(Date.parse('2027-04-29T22:00Z'));
  expect(wallAt('Africa/Cairo', startOfLocalDate('Africa/Cairo', '2027-04-30')).time).toBe('01:00');
});

test('wall time and instant are inverse where the clock is regular', () => {
  const range = {
    min: Date.parse('2026-01-01T00:00Z') / 60_000,
    max: Date.parse('2029-01-01T00:00Z') / 60_000,
  };
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.integer(range), (zone, minute) => {
      const wall = wallAt(zone, minute * 60_000);
      const back = instantOf(zone, wall.date, wall.time);
      // A repeated hour answers with its first pass.
      const earlier = minute * 60_000 - back;
      expect(earlier === 0 || (earlier > 0 && wallAt(zone, back).time === wall.time)).toBe(true);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('knows real dates and times only', () => {
  expect(parseDate('2028-02-29')).toBe(dayNumber(2028, 2, 29));
  expect([parseDate('2027-02-29'), parseDate('2027-13-01'), parseDate('27-1-1')]).toEqual([null, null, null]);
  expect([parseTime('24:00'), parseTime('24:01'), parseTime('23:60'), parseTime('9:00')]).toEqual([
    1440,
    null,
    null,
    null,
  ]);
  fc.assert(
    fc.property(fc.integer({ min: -800_000, max: 800_000 }), (day) => {
      const date = civilDate(day);
      expect(dayNumber(date.year, date.month, date.day)).toBe(day);
      expect(weekdayOf(day)).toBe(new Date(day * 86_400_000).getUTCDay());
      if (date.year > 999) expect(dateText(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
    }),
  );
});

test('labels and zone names', () => {
  expect(timeLabel('Europe/Berlin', Date.parse('2027-03-16T08:30Z'))).toBe('Tue 16 Mar 09:30');
  expect([isZone('Asia/Kolkata'), isZone('Mars/Base')]).toEqual([true, false]);
  expect(() => wallAt('Mars/Base', 0)).toThrow('no time zone called "Mars/Base"');
});
