import { describe, expect, it } from 'vitest';
import {
  addDays,
  clockTime,
  dayName,
  instantOf,
  localDate,
  nextWorkday,
  offsetName,
  span,
  timeRange,
} from './zoned';

describe('zoned', () => {
  it('finds instants on both sides of a DST change', () => {
    expect(instantOf('2026-03-28', '09:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 8));
    expect(instantOf('2026-03-29', '09:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 7));
    expect(instantOf('2026-10-25', '24:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 23));
  });

  it('writes times, days and offsets', () => {
    const at = Date.UTC(2026, 10, 24, 23, 30);
    expect(clockTime(at, 'Asia/Kolkata')).toBe('05:00');
    expect(dayName(at, 'Asia/Kolkata')).toBe('Wed 25 Nov');
    expect(localDate(at, 'GMT')).toBe('2026-11-24');
    expect(offsetName(at, 'Asia/Kolkata')).toBe('GMT+5:30');
    expect(offsetName(at, 'America/New_York')).toBe('GMT−5');
    expect(timeRange(at, at + 3_600_000, 'GMT')).toBe('23:30–Wed 25 Nov 00:30');
  });

  it('counts days across a month and ages in words', () => {
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01');
    // A Thursday, a Friday, a Saturday.
    expect(['2026-12-31', '2027-01-01', '2027-01-02'].map(nextWorkday)).toEqual([
      '2027-01-01',
      '2027-01-04',
      '2027-01-04',
    ]);
    expect([span(12_000), span(180_000), span(7_200_000), span(86_400_000)]).toEqual([
      '12 s',
      '3 min',
      '2 h',
      '1 day',
    ]);
  });
});
