import { describe, expect, test } from 'vitest';
import type { BusyBlock } from '@/lib/domain/availability';
import { checkWhyNot } from './check-why-not';
import type { Change, PanelPerson, PanelRequest, PanelRoom } from './panel';
import { previewChange } from './preview-change';
import { blockersAt, searchPanel } from './search-panel';

const at = (text: string) => Date.parse(text);
const PROBLEM = { code: 'calendar-unreadable', message: 'It could not be read.', next: 'Ask for access.' };
const ALL_WEEK = [0, 1, 2, 3, 4, 5, 6];
const OFFICE = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** Monday 15 March 2027 unless a test says otherwise. */
function request(fields: Partial<PanelRequest> & { people: PanelPerson[] }): PanelRequest {
  return {
    now: at('2027-03-14T12:00Z'),
    noticeMinutes: 0,
    horizon: { start: at('2027-03-15T00:00Z'), end: at('2027-03-17T00:00Z') },
    stepMinutes: 30,
    durationMinutes: 60,
    count: 3,
    rank: 'earliest',
    spread: 'any',
    groups: [{ label: 'Panel', members: fields.people.map((one) => one.id), need: fields.people.length }],
    rooms: [],
    roomPolicy: 'none',
    candidate: { name: 'Sam', zone: 'UTC', windows: null, hours: [] },
    tentative: 'busy',
    softWords: [],
    ...fields,
  };
}

function person(id: string, fields: Partial<PanelPerson> & { busy?: BusyBlock[] } = {}): PanelPerson {
  const { busy = [], ...rest } = fields;
  return {
    id,
    name: id,
    zone: 'UTC',
    hours: [OFFICE],
    overrides: [],
    availability: { state: 'known', busy, readAt: 0 },
    bufferBefore: 0,
    bufferAfter: 0,
    optional: false,
    priority: 2,
    dailyLimit: null,
    weeklyLimit: null,
    interviews: [],
    ...rest,
  };
}

const block = (from: string, to: string, fields: Partial<BusyBlock> = {}): BusyBlock => ({
  start: at(`2027-03-${from}Z`),
  end: at(`2027-03-${to}Z`),
  status: 'busy',
  ...fields,
});
const firstStart = (r: PanelRequest) => {
  const start = searchPanel(r).slots[0]?.start;
  return start === undefined ? null : new Date(start).toISOString().slice(5, 16);
};
const changeOf = (r: PanelRequest, kind: Change['kind']) =>
  searchPanel(r).changes.find((one) => one.kind === kind);

describe('searchPanel', () => {
  test('a broken certificate is noticed', () => {
    const r = request({ people: [person('ana', { busy: [block('15T09:00', '15T12:00')] })] });
    const answer = searchPanel(r);
    expect(checkWhyNot(r, answer)).toEqual([]);
    expect(checkWhyNot(r, { ...answer, whyNot: answer.whyNot.slice(1) })).not.toEqual([]);
    const moved = structuredClone(answer);
    for (const run of moved.whyNot) for (const fact of run.facts) fact.kind = 'notice';
    expect(checkWhyNot(r, moved)).not.toEqual([]);
    const empty = { ...answer, whyNot: answer.whyNot.map((run) => ({ ...run, facts: [] })) };
    expect(checkWhyNot(r, empty)).not.toEqual([]);
  });

  test('an unreadable calendar is never free, unless the recruiter says so', () => {
    const unread = person('ana', { availability: { state: 'unknown', problem: PROBLEM, readAt: 0 } });
    const r = request({ people: [unread, person('ben')] });
    const answer = searchPanel(r);
    expect(answer.slots).toEqual([]);
    expect(answer.unknown).toEqual(['ana']);
    expect(answer.whyNot.some((run) => run.text.includes('ana has a calendar that could not be read'))).toBe(
      true,
    );
    expect(changeOf(r, 'assume-free')?.opens).toBe(at('2027-03-15T09:00Z'));
    expect(firstStart({ ...r, people: [{ ...unread, assumeFree: true }, person('ben')] })).toBe(
      '03-15T09:00',
    );
  });

  test('notice counts from the second the question is asked', () => {
    const early = request({ people: [person('ana')], now: at('2027-03-15T08:00:00Z'), noticeMinutes: 90 });
    expect(firstStart(early)).toBe('03-15T09:30');
    expect(firstStart({ ...early, now: at('2027-03-15T08:00:01Z') })).toBe('03-15T10:00');
    expect(changeOf(early, 'less-notice')?.opens).toBe(at('2027-03-15T09:00Z'));
  });

  test('tentative time is busy, soft or free by policy', () => {
    const people = [person('ana', { busy: [block('15T09:00', '15T10:00', { status: 'tentative' })] })];
    expect(firstStart(request({ people }))).toBe('03-15T10:00');
    expect(changeOf(request({ people }), 'use-soft-time')?.opens).toBe(at('2027-03-15T09:00Z'));
    const soft = searchPanel(request({ people, tentative: 'soft' })).slots[0];
    expect(soft?.start).toBe(at('2027-03-15T09:00Z'));
    expect(soft?.terms.map((term) => term.code)).toContain('tentative');
    const free = searchPanel(request({ people, tentative: 'free' })).slots[0];
    expect(free?.terms.map((term) => term.code)).not.toContain('tentative');
  });

  test('soft words count as whole words and only in titles that may be read', () => {
    const busy = (title: string, isPrivate = false) =>
      request({
        people: [person('ana', { busy: [block('15T09:00', '15T12:00', { title, isPrivate })] })],
        softWords: ['hold'],
      });
    expect(firstStart(busy('HOLD: maybe a trip'))).toBe('03-15T09:00');
    expect(firstStart(busy('Shareholder meeting'))).toBe('03-15T12:00');
    expect(firstStart(busy('Hold', true))).toBe('03-15T12:00');
    expect(JSON.stringify(searchPanel(busy('Secret plan', true)))).not.toContain('Secret plan');
  });

  test('limits count the local day and the week from Monday', () => {
    const interview = { start: at('2027-03-15T20:00Z'), end: at('2027-03-15T21:00Z') };
    // 20:00Z on Monday is Tuesday in Sydney.
    const sydney = person('ana', {
      zone: 'Australia/Sydney',
      hours: [{ days: ALL_WEEK, from: '00:00', to: '24:00' }],
      interviews: [interview],
      dailyLimit: 1,
    });
    const r = request({
      people: [sydney],
      horizon: { start: at('2027-03-15T13:00Z'), end: at('2027-03-16T18:00Z') },
    });
    expect(firstStart(r)).toBe('03-16T13:00');
    const lifted = changeOf(r, 'lift-limit');
    expect(lifted?.opens).toBe(at('2027-03-15T13:00Z'));
    const weekly = { ...r, people: [{ ...sydney, dailyLimit: null, weeklyLimit: 1 }] };
    expect(firstStart(weekly)).toBeNull();
  });

  test('a required room must be known to be free and large enough', () => {
    const room = (id: string, fields: Partial<PanelRoom>): PanelRoom => ({
      id,
      name: id,
      capacity: null,
      availability: { state: 'known', busy: [], readAt: 0 },
      ...fields,
    });
    const people = [person('ana'), person('ben')];
    const unknown = room('x', { availability: { state: 'unknown', problem: PROBLEM, readAt: 0 } });
    const small = room('s', { capacity: 2 });
    const r = request({ people, roomPolicy: 'required', rooms: [unknown, small] });
    const answer = searchPanel(r);
    expect(answer.slots).toEqual([]);
    expect(answer.changes.map((change) => change.kind)).toContain('no-room');
    const fits = {
      ...r,
      rooms: [unknown, small, room('big', { capacity: 9 }), room('fit', { capacity: 3 })],
    };
    expect(searchPanel(fits).slots[0]?.roomId).toBe('fit');
    expect(searchPanel({ ...r, roomPolicy: 'preferred' }).slots[0]?.terms.map((term) => term.code)).toContain(
      'no-room',
    );
  });

  test('tells who is in the way, and what would open something earlier', () => {
    const priya = person('Priya', {
      busy: [
        block('15T09:00', '15T10:00', { title: 'Stand-up' }),
        block('15T09:45', '15T10:30', { title: 'One-to-one' }),
        block('15T10:30', '15T11:30', { title: 'Planning' }),
      ],
    });
    const answer = searchPanel(request({ people: [priya, person('Ben')] }));
    expect(answer.slots[0]?.start).toBe(at('2027-03-15T11:30Z'));
    expect(answer.whyNot.map((run) => run.text)).toEqual([
      'Mon 15 Mar 00:00–09:00: outside working hours for Priya',
      'Mon 15 Mar 09:00–11:30: Priya is in 3 meetings',
    ]);
    expect(answer.changes.map((change) => change.text)).toContain(
      'If Priya moves the meeting of Mon 15 Mar 10:30 (Planning), Mon 15 Mar 10:30 opens, 1 hour earlier.',
    );
    expect(blockersAt(request({ people: [priya, person('Ben')] }), at('2027-03-15T09:30Z')).length).toBe(2);
  });

  test('nights and weekends are one run', () => {
    const people = [person('Ana', { zone: 'Europe/Berlin' }), person('Ben', { zone: 'America/New_York' })];
    const horizon = { start: at('2027-03-19T20:00Z'), end: at('2027-03-22T20:00Z') };
    const { whyNot, slots } = searchPanel(request({ people, horizon }));
    expect(whyNot.map((run) => run.text)).toEqual([
      'Fri 19 Mar 20:00 – Mon 22 Mar 13:00: outside working hours',
    ]);
    expect(slots[0]?.start).toBe(at('2027-03-22T13:00Z'));
  });

  test('swaps a pool member, stretches a day, drops a buffer', () => {
    const busyAll = [block('15T00:00', '17T00:00', { title: 'Offsite' })];
    const r = request({
      people: [
        person('ana', { busy: busyAll, role: 'Technical' }),
        person('eve', { role: 'Technical', optional: true }),
        person('hm', { priority: 0 }),
      ],
      groups: [
        { label: 'Technical', members: ['ana'], need: 1 },
        { label: 'Manager', members: ['hm'], need: 1 },
      ],
    });
    const swap = changeOf(r, 'swap-person');
    expect(swap).toMatchObject({ personId: 'ana', swapWith: 'eve', opens: at('2027-03-15T09:00Z') });
    expect(searchPanel(previewChange(r, swap as Change)).slots[0]?.who).toEqual(['eve', 'hm']);

    const late = request({
      people: [person('ana', { hours: [{ ...OFFICE, from: '10:00' }] }), person('ben')],
    });
    expect(changeOf(late, 'extend-hours')).toMatchObject({ personId: 'ana', opens: at('2027-03-15T09:00Z') });

    const buffered = request({
      people: [person('ana', { busy: [block('15T10:00', '15T16:00')], bufferAfter: 15 })],
    });
    expect(changeOf(buffered, 'drop-buffer')).toMatchObject({
      personId: 'ana',
      opens: at('2027-03-15T09:00Z'),
    });
  });

  test('says what is wrong with a request', () => {
    const people = [person('ana')];
    const wrong = (fields: Partial<PanelRequest>) => () => searchPanel(request({ people, ...fields }));
    expect(wrong({ groups: [{ label: 'Tech', members: ['zoe'], need: 1 }] })).toThrow(
      'Group "Tech" names zoe',
    );
    expect(wrong({ groups: [{ label: 'Tech', members: ['ana'], need: 2 }] })).toThrow('needs 2 of 1 people');
    expect(wrong({ durationMinutes: 0 })).toThrow('durationMinutes must be a whole number');
    expect(wrong({ horizon: { start: 5, end: 5 } })).toThrow('horizon ends before it starts');
    expect(wrong({ people: [person('ana', { zone: 'Mars/Base' })] })).toThrow(
      'no time zone called "Mars/Base"',
    );
  });
});
