import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCalendar } from '@/sandbox/icalendar/read';
import { loadCalendars } from '@/sandbox/ics';
import { smallWorld } from '../fixtures/small-office';

const WINDOW = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) };
const LONDON = { mailbox: 'rae@acme.example', zone: 'Europe/London' };
const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) =>
  ['BEGIN:VEVENT', 'UID:u1', 'SUMMARY:Talk', ...lines, 'END:VEVENT'].join('\r\n');
const read = (source: string, owner = LONDON) => readCalendar(source, owner, WINDOW);
const starts = (source: string, owner = LONDON) =>
  read(source, owner)
    .events.map((one) => new Date(one.start).toISOString().slice(0, 16))
    .sort();

describe('times', () => {
  it.each([
    ['UTC', 'DTSTART:20270310T090000Z', '2027-03-10T09:00'],
    ['a IANA zone', 'DTSTART;TZID=America/New_York:20270310T090000', '2027-03-10T14:00'],
    ['a Windows zone', 'DTSTART;TZID="Pacific Standard Time":20270310T090000', '2027-03-10T17:00'],
    [
      'a path that ends in a zone',
      'DTSTART;TZID=/example.org/20200101_1/Asia/Kolkata:20270310T090000',
      '2027-03-10T03:30',
    ],
    ["the owner's wall", 'DTSTART:20270710T090000', '2027-07-10T08:00'],
    [
      'a display name with a city',
      'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern":20270710T090000',
      '2027-07-10T07:00',
    ],
    [
      'a display name with an offset',
      'DTSTART;TZID="(UTC+05:00) Nowhere":20270310T090000',
      '2027-03-10T04:00',
    ],
  ])('reads %s', (_name, line, expected) => {
    expect(starts(calendar(event(line, 'DURATION:PT1H')))).toEqual([expected]);
  });

  it('trusts a zone the file describes itself', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Office',
      'BEGIN:STANDARD',
      'DTSTART:20000101T000000',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0330',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const reading = read(calendar(...zone, event('DTSTART;TZID=Office:20270310T090000', 'DURATION:PT1H')));
    expect(reading.problems).toEqual([]);
    expect(new Date(reading.events[0]?.start ?? 0).toISOString()).toBe('2027-03-10T05:30:00.000Z');
  });

  it("names a zone nobody knows and reads it in the owner's", () => {
    const reading = read(calendar(event('DTSTART;TZID=Middle Earth:20270310T090000', 'DURATION:PT1H')));
    expect(reading.problems).toEqual([
      {
        code: 'unknown-zone',
        message: 'Time zone "Middle Earth" is unknown; read in the owner\'s zone, Europe/London.',
      },
    ]);
    expect(reading.events).toHaveLength(1);
  });

  it("takes all-day in the owner's zone, 23 hours on the day clocks go forward", () => {
    const owner = { mailbox: 'ana@acme.example', zone: 'America/New_York' };
    const { events } = read(
      calendar(event('DTSTART;VALUE=DATE:20270314', 'DTEND;VALUE=DATE:20270315')),
      owner,
    );
    expect(events).toMatchObject([
      { allDay: true, start: Date.UTC(2027, 2, 14, 5), end: Date.UTC(2027, 2, 15, 4) },
    ]);
    expect(read(calendar(event('DTSTART:20270601')), owner).events).toMatchObject([
      { allDay: true, end: Date.UTC(2027, 5, 2, 4) },
    ]);
  });
});

describe('series', () => {
  it('keeps the wall clock over a clock change', () => {
    expect(
      starts(
        calendar(
          event(
            'DTSTART;TZID=Europe/London:20270322T090000',
            'DTEND;TZID=Europe/London:20270322T100000',
            'RRULE:FREQ=WEEKLY;COUNT=2',
          ),
        ),
      ),
    ).toEqual(['2027-03-22T09:00', '2027-03-29T08:00']);
  });

  it('compares UNTIL in UTC with a local start', () => {
    const until = (value: string) =>
      starts(
        calendar(
          event(
            'DTSTART;TZID=Asia/Tokyo:20270301T080000',
            'DURATION:PT1H',
            `RRULE:FREQ=DAILY;UNTIL=${value}`,
          ),
        ),
      );
    expect(until('20270302T230000Z')).toEqual(['2027-02-28T23:00', '2027-03-01T23:00', '2027-03-02T23:00']);
    expect(until('20270302T225959Z')).toHaveLength(2);
  });

  it('leaves out EXDATE in another zone and as a date, adds RDATE', () => {
    const series = [
      'DTSTART;TZID=Europe/Berlin:20270301T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=4',
    ];
    expect(
      starts(
        calendar(
          event(
            ...series,
            'EXDATE:20270302T080000Z',
            'EXDATE;VALUE=DATE:20270303',
            'RDATE;TZID=Europe/Berlin:20270310T120000',
          ),
        ),
      ),
    ).toEqual(['2027-03-01T08:00', '2027-03-04T08:00', '2027-03-10T11:00']);
  });

  it('moves one instance, cancels one, and changes all from one on', () => {
    const master = event(
      'DTSTART;TZID=Europe/London:20270301T090000',
      'DTEND;TZID=Europe/London:20270301T100000',
      'RRULE:FREQ=DAILY;COUNT=5',
    );
    const override = (id: string, ...lines: string[]) => event(`RECURRENCE-ID;${id}`, ...lines);
    const moved = override(
      'TZID=Europe/London:20270302T090000',
      'DTSTART;TZID=Europe/London:20270302T150000',
      'DURATION:PT2H',
    );
    const gone = override(
      'TZID=Europe/London:20270303T090000',
      'DTSTART;TZID=Europe/London:20270303T090000',
      'DURATION:PT1H',
      'STATUS:CANCELLED',
    );
    expect(starts(calendar(master, moved, gone))).toEqual([
      '2027-03-01T09:00',
      '2027-03-02T15:00',
      '2027-03-04T09:00',
      '2027-03-05T09:00',
    ]);
    const onwards = override(
      'RANGE=THISANDFUTURE;TZID=Europe/London:20270304T090000',
      'DTSTART;TZID=Europe/London:20270304T110000',
      'DURATION:PT1H',
    );
    expect(starts(calendar(master, onwards))).toEqual([
      '2027-03-01T09:00',
      '2027-03-02T09:00',
      '2027-03-03T09:00',
      '2027-03-04T11:00',
      '2027-03-05T11:00',
    ]);
  });

  it('expands an endless series only inside the window, each instance with its own id', () => {
    const { events } = read(calendar(event('DTSTART;VALUE=DATE:20100105', 'RRULE:FREQ=WEEKLY')));
    expect(events).toHaveLength(52);
    expect(new Set(events.map((one) => one.id)).size).toBe(52);
    expect(events.every((one) => one.recurringId === 'u1')).toBe(true);
  });

  it('counts only the newest version of an event', () => {
    const at = (day: string, sequence: number) =>
      event(`DTSTART:202703${day}T090000Z`, 'DURATION:PT1H', `SEQUENCE:${sequence}`);
    expect(starts(calendar(at('10', 1), at('12', 3), at('11', 2)))).toEqual(['2027-03-12T09:00']);
  });
});

describe('marks', () => {
  const status = (...lines: string[]) =>
    read(calendar(event('DTSTART:20270310T090000Z', 'DURATION:PT1H', ...lines))).events.map(
      (one) => one.status,
    );
  it.each([
    [['STATUS:CONFIRMED'], ['busy']],
    [['TRANSP:TRANSPARENT'], ['free']],
    [['STATUS:TENTATIVE'], ['tentative']],
    [['STATUS:CANCELLED'], []],
    [['X-MICROSOFT-CDO-BUSYSTATUS:OOF'], ['oof']],
    [['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'], ['elsewhere']],
    [['ATTENDEE;PARTSTAT=DECLINED:mailto:Rae@acme.example'], []],
    [['ATTENDEE;PARTSTAT=TENTATIVE:mailto:rae@acme.example'], ['tentative']],
  ])('%j is %j', (lines, expected) => {
    expect(status(...lines)).toEqual(expected);
  });

  it('reads private events and free/busy blocks', () => {
    expect(
      read(calendar(event('DTSTART:20270310T090000Z', 'DURATION:PT1H', 'CLASS:PRIVATE'))).events[0]
        ?.isPrivate,
    ).toBe(true);
    const { events } = read(
      calendar(
        'BEGIN:VFREEBUSY',
        'FREEBUSY:20270310T090000Z/20270310T100000Z,20270310T120000Z/PT30M',
        'FREEBUSY;FBTYPE=FREE:20270310T130000Z/PT1H',
        'FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270310T150000Z/PT1H',
        'END:VFREEBUSY',
      ),
    );
    expect(events.map((one) => [one.status, one.end - one.start])).toEqual([
      ['busy', 3_600_000],
      ['busy', 1_800_000],
      ['oof', 3_600_000],
    ]);
  });
});

describe('bad input', () => {
  it('says what is wrong and keeps the rest', () => {
    expect(read('this is no calendar').problems).toMatchObject([{ code: 'not-a-calendar' }]);
    expect(read('').problems).toMatchObject([{ code: 'not-a-calendar' }]);
    const reading = read(
      calendar(
        event('DTSTART:20270310T090000Z', 'DURATION:PT1H'),
        event('DTSTART:20270310T100000Z', 'DTEND:20270310T090000Z').replace('u1', 'u2'),
        event().replace('u1', 'u3'),
      ),
    );
    expect(reading.events).toHaveLength(1);
    expect(reading.problems.map((one) => one.message)).toEqual([
      'Event "Talk": it ends before it starts',
      'Event "Talk": it has no start',
    ]);
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fulcrum-ics-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const hour = calendar(event('DTSTART:20270310T090000Z', 'DURATION:PT1H'));

  it('gives files to the mailbox they name, deals out the rest, and reports bad ones', () => {
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'mia@contoso.example.ics'), hour);
    writeFileSync(join(folder, 'Ben.ics'), hour);
    writeFileSync(join(folder, 'a-first.ics'), hour);
    writeFileSync(join(folder, 'broken.ics'), 'BEGIN:VCALENDAR\r\nDTSTART;TZID="half:x\r\n');
    writeFileSync(join(folder, 'more', 'z-last.ics'), hour);
    writeFileSync(join(folder, 'notes.txt'), 'not mine');
    const world = smallWorld();
    const result = loadCalendars(folder, world, { now: Date.UTC(2027, 2, 8) });
    expect(result.loaded.map((one) => [one.file, one.mailbox])).toEqual([
      ['Ben.ics', 'ben@acme.example'],
      ['a-first.ics', 'rae@acme.example'],
      ['mia@contoso.example.ics', 'mia@contoso.example'],
      [join('more', 'z-last.ics'), 'ana@acme.example'],
    ]);
    expect(result.warnings).toMatchObject([{ file: 'broken.ics', code: 'not-a-calendar' }]);
    expect(world.calendars.between('mia@contoso.example', WINDOW.from, WINDOW.to)).toMatchObject([
      { title: 'Talk', mailbox: 'mia@contoso.example' },
    ]);
    expect(world.calendars.between('noa@contoso.example', WINDOW.from, WINDOW.to)).toEqual([]);
  });

  it('names a folder that is not there', () => {
    expect(() => loadCalendars(join(folder, 'missing'), smallWorld())).toThrow(
      /calendars folder ".*missing" cannot be read \(ENOENT\)/,
    );
  });
});
