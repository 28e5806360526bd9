import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '@/lib/calendar/port';
import type { LeverPanel } from '@/lib/lever/types';
import {
  changeDifferences,
  eventDifferences,
  guestDifferences,
  noteDifferences,
  panelDifferences,
} from './differences';

const START = Date.UTC(2027, 2, 9, 10);
const END = START + 3_600_000;
const draft = { title: 'Interview', start: START, end: END };
const event: CalendarEvent = {
  provider: 'google',
  id: 'e',
  version: '1',
  title: 'Interview',
  start: START,
  end: END,
  url: '',
  joinUrl: null,
  conference: 'none',
  cancelled: false,
  guests: [{ email: 'Priya@x.example', response: 'accepted' }],
  key: null,
};

describe('what a person changed meanwhile', () => {
  it('is nothing when the event is as it was left', () => {
    expect(eventDifferences(draft, event, 'Europe/London')).toEqual([]);
    expect(
      guestDifferences(
        [{ email: 'priya@x.example' }],
        { ...event, guests: [...event.guests, { email: 'me@x.example' }] },
        'me@x.example',
      ),
    ).toEqual([]);
  });

  it('says time and title side by side', () => {
    const moved = { ...event, start: START + 86_400_000, end: END + 86_400_000, title: 'Chat' };
    expect(eventDifferences(draft, moved, 'Europe/London')).toEqual([
      {
        what: 'Time',
        written: 'Tue 9 Mar 2027, 10:00-11:00 (GMT, Europe/London)',
        now: 'Wed 10 Mar 2027, 10:00-11:00 (GMT, Europe/London)',
      },
      { what: 'Title', written: 'Interview', now: 'Chat' },
    ]);
  });

  it('tells a deleted event from an unchanged one', () => {
    for (const gone of [null, { ...event, cancelled: true }])
      expect(eventDifferences(draft, gone, 'UTC')[0]?.now).toMatch(/not there any more/);
  });

  it('names guests who came and who went', () => {
    const found = guestDifferences([{ email: 'tom@x.example', name: 'Tom' }], event, null);
    expect(found).toEqual([{ what: 'Guests', written: 'Tom', now: 'Priya@x.example' }]);
  });

  it('compares the panel in Lever by time and people', () => {
    const written = {
      timezone: 'UTC',
      externalUrl: '#',
      interviews: [{ subject: 'Interview', interviewers: [{ id: 'p' }], date: START, duration: 60 }],
    };
    const interview = {
      id: 'i',
      date: START,
      duration: 60,
      subject: 'Interview',
      note: null,
      location: null,
      interviewers: [{ id: 'p', name: 'Priya', email: 'p@x.example' }],
    };
    const panel = { canceledAt: null, interviews: [interview] } as unknown as LeverPanel;
    expect(panelDifferences(written, panel)).toEqual([]);
    expect(panelDifferences(written, null)[0]?.now).toMatch(/not there/);
    const other = {
      canceledAt: null,
      interviews: [
        { ...interview, duration: 30, interviewers: [{ id: 'q', name: 'Quinn', email: 'q@x.example' }] },
      ],
    } as unknown as LeverPanel;
    expect(panelDifferences(written, other).map((one) => one.what)).toEqual([
      'Time in Lever',
      'Interviewers in Lever',
    ]);
  });

  it('says which interview of a panel with several it means, in order of times', () => {
    const one = (n: number, who: string) => ({
      subject: `Session ${n}`,
      interviewers: [{ id: who, name: who, email: `${who}@x.example` }],
      date: START + n * 3_600_000,
      duration: 60,
    });
    const written = { timezone: 'UTC', interviews: [one(1, 'ana'), one(2, 'ben')] };
    const now = (...interviews: unknown[]) => ({ canceledAt: null, interviews }) as unknown as LeverPanel;
    expect(panelDifferences(written, now(one(2, 'ben'), one(1, 'ana')))).toEqual([]);
    expect(panelDifferences(written, now(one(1, 'ana'), one(2, 'eli')))).toEqual([
      { what: '“Session 2”: Interviewers in Lever', written: 'somebody taken off since', now: 'eli' },
    ]);
    expect(panelDifferences(written, now(one(1, 'ana')))).toEqual([
      { what: 'Interviews of the panel', written: '2', now: '1' },
    ]);
  });

  it('compares a changed event by its new time, who came and who left', () => {
    const change = {
      time: { start: START, end: END, zone: 'UTC' },
      add: [{ email: 'priya@x.example', name: 'Priya' }],
      remove: ['tom@x.example'],
    };
    const before = { start: START - 1, end: END };
    expect(changeDifferences(change, before, event, 'UTC')).toEqual([]);
    expect(changeDifferences({}, before, event, 'UTC').map((one) => one.what)).toEqual(['“Interview”: Time']);
    expect(changeDifferences(change, before, null, 'UTC')[0]?.now).toMatch(/not there any more/);
    const back = { ...event, guests: [{ email: 'tom@x.example', response: 'none' as const }] };
    expect(changeDifferences(change, before, back, 'UTC')).toEqual([
      {
        what: '“Interview”: Guests',
        written: 'Priya invited, tom@x.example taken off',
        now: 'tom@x.example',
      },
    ]);
  });

  it('notices a deleted note', () => {
    expect(noteDifferences('text', undefined)).toHaveLength(1);
  });
});
