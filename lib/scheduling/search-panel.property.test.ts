import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusyBlock, WorkingWindow } from '@/lib/domain/availability';
import { gridStarts, isFeasibleStart } from './check-facts';
import { checkWhyNot } from './check-why-not';
import type { PanelPerson, PanelRequest, PanelRoom } from './panel';
import { previewChange } from './preview-change';
import { searchPanel } from './search-panel';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(text);
const PROBLEM = { code: 'calendar-unreadable', message: 'It could not be read.', next: 'Ask for access.' };
const ALL_WEEK = [0, 1, 2, 3, 4, 5, 6];

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const ORIGINS = ['2027-03-27T00:00Z', '2027-04-03T00:00Z', '2027-10-30T12:00Z', '2027-06-07T06:00Z'].map(at);
const DAY = 1440 * MINUTE;

const requests: fc.Arbitrary<PanelRequest> = fc
  .record({
    origin: fc.constantFrom(...ORIGINS),
    hours: fc.integer({ min: 10, max: 44 }),
    count: fc.integer({ min: 1, max: 4 }),
    rooms: fc.integer({ min: 0, max: 2 }),
  })
  .chain(({ origin, hours, count, rooms }) => {
    const horizon = { start: origin, end: origin + hours * 60 * MINUTE + 17_000 };
    const span = (most: number) =>
      fc
        .tuple(
          fc.integer({ min: -120, max: hours * 60 }),
          fc.integer({ min: 1, max: most }),
          fc.constantFrom(0, 0, 20_000),
        )
        .map(([from, length, off]) => ({
          start: origin + from * MINUTE + off,
          end: origin + (from + length) * MINUTE + off,
        }));
    const busy: fc.Arbitrary<BusyBlock> = fc
      .tuple(
        span(300),
        fc.constantFrom(
          'busy' as const,
          'busy' as const,
          'tentative' as const,
          'out-of-office' as const,
          'elsewhere' as const,
        ),
        fc.constantFrom(undefined, 'Focus time', 'Shareholder update', 'Planning'),
        fc.boolean(),
      )
      .map(([spanOf, status, title, isPrivate]) => ({ ...spanOf, status, title, isPrivate }));
    const availability = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .array(busy, { maxLength: 5 })
          .map((list) => ({ state: 'known' as const, busy: list, readAt: 0 })),
      },
      { weight: 1, arbitrary: fc.constant({ state: 'unknown' as const, problem: PROBLEM, readAt: 0 }) },
    );
    const windows = fc.constantFrom<WorkingWindow[][]>(
      [{ days: ALL_WEEK, from: '08:00', to: '19:00' }],
      [{ days: [0, 1, 2, 3, 4, 5], from: '00:00', to: '24:00' }],
      [{ days: ALL_WEEK, from: '20:00', to: '06:00' }],
      [
        { days: ALL_WEEK, from: '07:00', to: '12:00' },
        { days: ALL_WEEK, from: '12:30', to: '22:00' },
      ],
    );
    const dates = [0, 1, 2].map((n) => new Date(origin + n * DAY).toISOString().slice(0, 10));
    const one = fc.record({
      zone: fc.constantFrom(...ZONES),
      hours: windows,
      overrides: fc.array(
        fc.record({
          date: fc.constantFrom(...dates),
          hours: fc.constantFrom<PanelPerson['overrides'][number]['hours'][]>(
            [],
            [{ from: '10:00', to: '15:00' }],
          ),
        }),
        { maxLength: 1 },
      ),
      availability,
      assumeFree: fc.boolean(),
      bufferBefore: fc.constantFrom(0, 0, 10),
      bufferAfter: fc.constantFrom(0, 0, 15),
      priority: fc.constantFrom(0, 1, 2),
      dailyLimit: fc.constantFrom(null, null, 1, 2),
      weeklyLimit: fc.constantFrom(null, null, 2),
      interviews: fc.array(span(60), { maxLength: 3 }),
    });
    const ids = Array.from({ length: count + 1 }, (_, n) => `p${n}`);
    const group = fc.subarray(ids.slice(0, count), { minLength: 1 }).chain((members) =>
      fc.record({
        label: fc.constant('Pool'),
        members: fc.constant(members),
        need: fc.integer({ min: 1, max: members.length }),
      }),
    );
    return fc.record({
      now: fc.integer({ min: -600, max: 300 }).map((n) => origin + n * MINUTE + 1234),
      noticeMinutes: fc.constantFrom(0, 0, 60, 600),
      horizon: fc.constant(horizon),
      stepMinutes: fc.constantFrom(15, 30, 20),
      durationMinutes: fc.constantFrom(30, 45, 60),
      count: fc.integer({ min: 1, max: 4 }),
      rank: fc.constantFrom('earliest' as const, 'best' as const),
      spread: fc.constantFrom('any' as const, 'disjoint' as const, 'days' as const),
      people: fc.array(one, { minLength: count + 1, maxLength: count + 1 }).map((list) =>
        list.map((fields, n) => ({
          id: ids[n] as string,
          name: ids[n] as string,
          ...fields,
          optional: n === count,
        })),
      ),
      groups: fc.array(group, { minLength: 1, maxLength: 2 }),
      rooms: fc
        .array(fc.record({ capacity: fc.constantFrom(null, 1, 8), availability }), {
          minLength: rooms,
          maxLength: rooms,
        })
        .map((list) =>
          list.map((fields, n): PanelRoom => ({ id: `room${n}`, name: `Room ${n}`, ...fields })),
        ),
      roomPolicy: fc.constantFrom('required' as const, 'preferred' as const, 'none' as const),
      candidate: fc.record({
        name: fc.constant('Sam'),
        zone: fc.constantFrom(...ZONES),
        windows: fc.oneof(fc.constant(null), fc.array(span(900), { maxLength: 4 })),
        hours: fc.oneof(fc.constant<WorkingWindow[]>([]), windows),
      }),
      tentative: fc.constantFrom('busy' as const, 'soft' as const, 'free' as const),
      softWords: fc.constantFrom<string[][]>([], ['focus', 'hold']),
    });
  });

describe('searchPanel against a minute by minute oracle', () => {
  test('finds exactly the feasible starts, with people and rooms that are free', () => {
    let some = 0;
    fc.assert(
      fc.property(requests, (r) => {
        const answer = searchPanel({ ...r, count: 10_000, spread: 'any' });
        const expected = gridStarts(r).filter((start) => isFeasibleStart(r, start));
        expect(answer.slots.map((slot) => slot.start / MINUTE).sort((a, b) => a - b)).toEqual(expected);
        expect(answer.feasibleCount).toBe(expected.length);
        if (expected.length > 0) some++;
        for (const slot of answer.slots) {
          expect(slot.cost).toBe(slot.terms.reduce((sum, term) => sum + term.points, 0));
          // The chosen people alone, each as a group of their own, and the chosen room alone still work.
          const chosen = {
            ...r,
            groups: slot.who.map((id) => ({ label: id, members: [id], need: 1 })),
            rooms: r.rooms
              .filter((room) => room.id === slot.roomId)
              .map((room) => ({ ...room, capacity: null })),
            roomPolicy: slot.roomId === null ? ('none' as const) : ('required' as const),
          };
          expect(isFeasibleStart(chosen, slot.start / MINUTE)).toBe(true);
        }
        if (r.rank === 'best') {
          for (const [n, slot] of answer.slots.entries()) {
            const next = answer.slots[n + 1];
            if (next)
              expect(slot.cost < next.cost || (slot.cost === next.cost && slot.start < next.start)).toBe(
                true,
              );
          }
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(some).toBeGreaterThan(15);
  });

  test('explains every earlier start completely, soundly and minimally', () => {
    let runs = 0;
    fc.assert(
      fc.property(requests, (r) => {
        const answer = searchPanel(r);
        runs += answer.whyNot.length;
        expect(checkWhyNot(r, answer)).toEqual([]);
      }),
      { numRuns: 90, seed: 12 },
    );
    expect(runs).toBeGreaterThan(200);
  });

  test('offers only changes that open the start they promise', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(requests, (r) => {
        const answer = searchPanel(r);
        const first = gridStarts(r).find((start) => isFeasibleStart(r, start));
        const best = first === undefined ? null : first * MINUTE;
        for (const change of answer.changes) {
          kinds.add(change.kind);
          expect(isFeasibleStart(r, change.opens / MINUTE) && change.kind !== 'shorten').toBe(false);
          expect(isFeasibleStart(previewChange(r, change), change.opens / MINUTE)).toBe(true);
          if (best !== null) expect(change.opens).toBeLessThan(best);
          expect(change.gainMinutes).toBe(best === null ? null : (best - change.opens) / MINUTE);
        }
        expect(new Set(answer.changes.map((change) => change.id)).size).toBe(answer.changes.length);
        expect(answer.changes.length).toBeLessThanOrEqual(8);
      }),
      { numRuns: 120, seed: 13 },
    );
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining([
        'ask-candidate',
        'less-notice',
        'make-optional',
        'move-meeting',
        'shorten',
        'use-soft-time',
      ]),
    );
  });
});
