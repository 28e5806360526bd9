import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CommonSlotInstance,
  type CommonSlotPerson,
  searchCommonSlot,
  solveCommonSlot,
} from './common-slot';
import { explainCommonSlot } from './common-slot-explain';
import { parseCommonSlot } from './common-slot-schema';

/** Days on or just before an offset change of some of the zones below, UTC. */
const STARTS = [
  '2027-03-13T00:00Z', // New York springs forward on the 14th
  '2027-03-27T00:00Z', // Berlin on the 28th
  '2027-04-03T00:00Z', // Lord Howe goes back half an hour on the 4th (local)
  '2027-10-02T00:00Z', // Lord Howe goes forward half an hour on the 3rd
  '2027-10-30T00:00Z', // Berlin goes back on the 31st
  '2027-11-06T00:00Z', // New York on the 7th
  '2027-02-06T00:00Z', // Casablanca leaves its usual time for Ramadan on the 7th
  '2027-06-01T00:00Z',
];
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Kiritimati',
];

const clocks = new Map<string, { date: string; eve: string; weekday: number; minute: number }>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a minute; clocks only jump at a quarter of an hour, so Intl is asked once for each of them. */
function clock(zone: string, minute: number) {
  const quarter = readClock(zone, minute - (minute % 15));
  return { ...quarter, minute: quarter.minute + (minute % 15) };
}

function readClock(zone: string, minute: number) {
  const key = `${zone}${minute}`;
  let reading = clocks.get(key);
  if (!reading) {
    let format = formats.get(zone);
    if (!format) {
      format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
      formats.set(zone, format);
    }
    const text = format.format(minute * 60_000);
    const date = text.slice(0, 10);
    reading = {
      date,
      eve: new Date(Date.parse(`${date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10),
      weekday: new Date(`${date}T00:00Z`).getUTCDay(),
      minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)),
    };
    clocks.set(key, reading);
  }
  return reading;
}

const timeOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function works(person: CommonSlotPerson, minute: number): boolean {
  const now = clock(person.tz, minute);
  const windows = (date: string, weekday: number) =>
    person.overrides.find((o) => o.date === date)?.hours ??
    person.hours.filter((h) => h.days.includes(weekday));
  const today = windows(now.date, now.weekday).some((w) => {
    const [from, to] = [timeOf(w.from), timeOf(w.to)];
    return now.minute >= from && (to <= from || now.minute < to);
  });
  const tail = windows(now.eve, (now.weekday + 6) % 7).some(
    (w) => timeOf(w.to) <= timeOf(w.from) && now.minute < timeOf(w.to),
  );
  return today || tail;
}

/** The definition, read word for word, a minute at a time. */
function bruteForce(instance: CommonSlotInstance) {
  // Minute by minute for each person: working, and outside 10:00-16:00.
  const minutes = Array.from({ length: instance.end - instance.start }, (_, n) => instance.start + n);
  const working = instance.people.map((p) => minutes.map((m) => works(p, m)));
  const outside = instance.people.map((p) =>
    minutes.map((m) => ((c) => c < 600 || c >= 960)(clock(p.tz, m).minute)),
  );
  const feasible: { start: number; cost: number; who: number[] }[] = [];
  for (let t = instance.start; t + instance.dur <= instance.end; t++) {
    if (t % instance.step !== 0) continue;
    const at = t - instance.start;
    const free = instance.people.map(
      (p, n) =>
        !working[n]?.slice(at, at + instance.dur).includes(false) &&
        !p.busy.some(([a, b]) => a < t + instance.dur + p.after && b > t - p.before),
    );
    const price = outside.map((o) => o.slice(at, at + instance.dur).filter(Boolean).length);
    let cost = 0;
    const who = new Set<number>();
    const ok = instance.groups.every((group) => {
      const present = group.members.filter((m) => free[m]);
      present.sort((a, b) => (price[a] as number) - (price[b] as number) || a - b);
      for (const m of present.slice(0, group.need)) {
        cost += price[m] as number;
        who.add(m);
      }
      return present.length >= group.need;
    });
    if (ok) feasible.push({ start: t, cost, who: [...who].sort((a, b) => a - b) });
  }
  const order = [...feasible];
  if (instance.rank === 'best') order.sort((a, b) => a.cost - b.cost || a.start - b.start);
  const slots: typeof feasible = [];
  for (const slot of order) {
    if (slots.length >= instance.k) break;
    const clash = slots.some((kept) => {
      if (instance.spread === 'disjoint')
        return kept.start < slot.start + instance.dur && slot.start < kept.start + instance.dur;
      const zone = (instance.people[0] as CommonSlotPerson).tz;
      return instance.spread === 'days' && clock(zone, kept.start).date === clock(zone, slot.start).date;
    });
    if (!clash) slots.push(slot);
  }
  let hash = 0x811c9dc5;
  for (const { start } of feasible) {
    for (const byte of [start, start >>> 8, start >>> 16, start >>> 24]) {
      hash = Math.imul(hash ^ (byte & 255), 0x01000193) >>> 0;
    }
  }
  return {
    slots,
    feasibleCount: feasible.length,
    feasibleHash: hash,
    starts: feasible.map((slot) => slot.start),
  };
}

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const window = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.record({ from: fc.integer({ min: 0, max: 40 }), to: fc.integer({ min: 44, max: 96 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ from: fc.integer({ min: 60, max: 95 }), to: fc.integer({ min: 0, max: 40 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ from: 0, to: 96 }) },
  )
  .map(({ from, to }) => ({ from: hhmm(from * 15), to: hhmm(to * 15) }));
const weekly = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 7 }), window)
  .map(([days, hours]) => ({ days, ...hours }));

const instances: fc.Arbitrary<CommonSlotInstance> = fc
  .record({
    origin: fc.constantFrom(...STARTS),
    shift: fc.integer({ min: -90, max: 90 }),
    length: fc.integer({ min: 600, max: 3600 }),
    count: fc.integer({ min: 1, max: 5 }),
  })
  .chain(({ origin, shift, length, count }) => {
    const start = Date.parse(origin) / 60_000 + shift;
    const dates = [0, 1, 2].map((n) => new Date((start + n * 1440) * 60_000).toISOString().slice(0, 10));
    const person = fc.record({
      id: fc.constant(''),
      tz: fc.constantFrom(...ZONES),
      hours: fc.array(weekly, { minLength: 1, maxLength: 3 }),
      overrides: fc.uniqueArray(
        fc.record({ date: fc.constantFrom(...dates), hours: fc.array(window, { maxLength: 2 }) }),
        { selector: (o) => o.date, maxLength: 2 },
      ),
      busy: fc.array(
        fc
          .tuple(fc.integer({ min: -200, max: length + 200 }), fc.integer({ min: 1, max: 240 }))
          .map(([a, n]): [number, number] => [start + a, start + a + n]),
        { maxLength: 5 },
      ),
      before: fc.constantFrom(0, 0, 5, 15),
      after: fc.constantFrom(0, 0, 10, 30),
    });
    const group = fc
      .uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: count })
      .chain((members) =>
        fc.record({ members: fc.constant(members), need: fc.integer({ min: 0, max: members.length }) }),
      );
    return fc.record({
      kind: fc.constant('common-slot' as const),
      v: fc.constant(1 as const),
      id: fc.constant('x'),
      start: fc.constant(start),
      end: fc.constant(start + length),
      step: fc.constantFrom(5, 7, 15, 20, 30),
      dur: fc.constantFrom(15, 25, 45, 60, 90),
      k: fc.integer({ min: 0, max: 6 }),
      rank: fc.constantFrom('earliest' as const, 'best' as const),
      spread: fc.constantFrom('any' as const, 'disjoint' as const, 'days' as const),
      groups: fc.array(group, { maxLength: 3 }),
      people: fc.array(person, { minLength: count, maxLength: count }),
    });
  });

describe('solveCommonSlot', () => {
  test('agrees with a minute by minute brute force, over DST changes, overnight hours, overrides and quorums', () => {
    let withSlots = 0;
    fc.assert(
      fc.property(instances, (instance) => {
        const { starts, ...expected } = bruteForce(instance);
        if (starts.length > 0) withSlots++;
        expect(solveCommonSlot(parseCommonSlot(instance))).toEqual(expected);
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(withSlots).toBeGreaterThan(30);
  });

  test('does not depend on the order of keys or of busy blocks', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const turned = Object.fromEntries(
          Object.entries(instance).reverse(),
        ) as unknown as CommonSlotInstance;
        turned.people = instance.people.map((p) => ({
          ...p,
          busy: [...p.busy].reverse(),
          hours: [...p.hours].reverse(),
        }));
        expect(JSON.stringify(solveCommonSlot(parseCommonSlot(turned)))).toBe(
          JSON.stringify(solveCommonSlot(instance)),
        );
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  test('counts only the hours that exist when the clock springs forward', () => {
    const start = Date.parse('2027-03-28T00:00Z') / 60_000 - 60;
    const answer = solveCommonSlot(
      plain({
        start,
        end: start + 1440,
        person: { tz: 'Europe/Berlin', hours: [{ days: [0], from: '01:00', to: '04:00' }] },
      }),
    );
    // 01:00 to 04:00 lasts two hours that night: 00:00Z to 02:00Z.
    expect(answer.feasibleCount).toBe(5);
    expect(answer.slots.map((slot) => slot.start - start)).toEqual([60, 75, 90]);
  });

  test('hours that end when they begin last a whole day', () => {
    const start = Date.parse('2027-06-06T00:00Z') / 60_000;
    const hours = [{ days: [0], from: '09:00', to: '09:00' }];
    const answer = solveCommonSlot(plain({ start, end: start + 2880, person: { hours } }));
    expect(answer.slots[0]?.start).toBe(start + 540);
    expect(answer.feasibleCount).toBe(93);
  });

  test('counts a repeated hour twice when the clock falls back', () => {
    const start = Date.parse('2027-10-30T22:00Z') / 60_000;
    const answer = solveCommonSlot(
      plain({
        start,
        end: start + 600,
        person: { tz: 'Europe/Berlin', hours: [{ days: [0], from: '02:00', to: '03:00' }] },
      }),
    );
    expect(answer.feasibleCount).toBe(5);
  });
});

describe('explainCommonSlot', () => {
  test('covers every earlier start with facts that rule it out, and nothing to spare', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const search = searchCommonSlot(instance);
        const runs = explainCommonSlot(instance, search);
        const feasible = new Set(bruteForce(instance).starts);
        const first = search.slots[0]?.start ?? Number.POSITIVE_INFINITY;
        for (let t = instance.start; t + instance.dur <= instance.end && t < first; t++) {
          if (t % instance.step !== 0) continue;
          const holding = runs.filter((run) => run.from <= t && t <= run.to);
          expect(holding.length).toBe(feasible.has(t) ? 0 : 1);
          for (const run of holding) {
            const group = instance.groups[run.group] as CommonSlotInstance['groups'][number];
            expect(run.blocked.length).toBe(group.members.length - group.need + 1);
            for (const { person, busy, off } of run.blocked) {
              const p = instance.people[person] as CommonSlotPerson;
              expect(group.members).toContain(person);
              const byBlock = busy.some(([a, b]) => a < t + instance.dur + p.after && b > t - p.before);
              const byHours = off.some(([a, b]) => a < t + instance.dur && b > t);
              expect(byBlock || byHours).toBe(true);
              for (const [a, b] of off) for (let m = a; m < b; m += 61) expect(works(p, m)).toBe(false);
            }
          }
        }
      }),
      { numRuns: 50, seed: 9 },
    );
  });
});

function plain(input: { start: number; end: number; person: Partial<CommonSlotPerson> }): CommonSlotInstance {
  const person = {
    id: 'a',
    tz: 'UTC',
    hours: [],
    overrides: [],
    busy: [],
    before: 0,
    after: 0,
    ...input.person,
  };
  return {
    kind: 'common-slot',
    v: 1,
    id: 'plain',
    start: input.start,
    end: input.end,
    step: 15,
    dur: 60,
    k: 3,
    rank: 'earliest',
    spread: 'any',
    groups: [{ members: [0], need: 1 }],
    people: [person],
  };
}

describe('parseCommonSlot', () => {
  const good = () =>
    structuredClone(
      plain({
        start: 0,
        end: 1440,
        person: { busy: [[0, 5]], hours: [{ days: [1], from: '09:00', to: '24:00' }] },
      }),
    );
  const person = (fields: object) => ({ people: [{ ...good().people[0], ...fields }] });
  const cases: [string, object][] = [
    ['kind must be "common-slot"', { kind: 'loop' }],
    ['step must be at least 1', { step: 0 }],
    ['dur is missing', { dur: undefined }],
    ['end must be after start', { end: 0 }],
    ['start must be a whole number', { start: 1.5 }],
    ['rank must be one of earliest, best', { rank: 'cheap' }],
    ['groups[0].members[0] is person 4', { groups: [{ members: [4], need: 1 }] }],
    ['groups[0].need is 2', { groups: [{ members: [0], need: 2 }] }],
    ['people[0].tz is "Mars/Base"', person({ tz: 'Mars/Base' })],
    ['people[0].busy[0] must end after', person({ busy: [[5, 5]] })],
    ['people[0].hours is missing', person({ hours: undefined })],
    ['people[0].hours[0].from must be a time', person({ hours: [{ days: [1], from: '9:00', to: '10:00' }] })],
    [
      'people[0].overrides[0].date must be a date',
      person({ overrides: [{ date: '2027-02-30', hours: [] }] }),
    ],
  ];
  test.each(cases)('names the field and what is wrong: %s', (message, fields) => {
    expect(() => parseCommonSlot({ ...good(), ...fields })).toThrow(message);
  });
  test('takes a good instance as it is', () => {
    expect(parseCommonSlot(good())).toEqual(good());
    expect(() => parseCommonSlot([])).toThrow('instance must be an object');
  });
});
