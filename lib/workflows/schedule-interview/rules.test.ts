import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { candidateWindows, constrainPerson } from '@/lib/interviews/apply-constraints';
import {
  blockers,
  businessDaysEnd,
  constrainSetup,
  type Interviewer,
  toPanelPerson,
  unknownReason,
  zoneOf,
} from './rules';
import type { InterviewSetup } from './schema';

const person = (over: Partial<Interviewer> = {}): Interviewer => ({
  id: 'u1',
  name: 'Priya Nair',
  jobTitle: 'Engineer',
  active: true,
  settings: {},
  calendar: { provider: 'google', email: 'priya@larkspur.example' },
  availability: { state: 'known', busy: [], readAt: 1 },
  interviews: [],
  ...over,
});

const setup: InterviewSetup = {
  title: 'Interview: Alex Rivera',
  durationMinutes: 60,
  groups: [{ label: 'Hiring manager', members: ['u1'], need: 1 }],
  optional: [],
  roomPolicy: 'none',
  video: true,
  candidateNote: '',
  focus: '',
};

const context = {
  settings: defaultSettings,
  recruiterZone: 'Europe/London',
  adjustment: {},
  role: null,
  optional: false,
  readAt: 1,
};

describe('unknown is not free', () => {
  test.each([
    ['no calendar', person({ calendar: null }), 'no-calendar'],
    ['not read', person({ availability: null }), 'calendar-not-read'],
    [
      'unreadable',
      person({
        availability: {
          state: 'unknown',
          readAt: 1,
          problem: { code: 'not-shared', message: 'm', next: 'n' },
        },
      }),
      'not-shared',
    ],
  ])('%s becomes an unknown calendar in the question', (_name, who, code) => {
    expect(unknownReason(who)?.code).toBe(code);
    const asked = toPanelPerson(who, context);
    expect(asked.availability.state).toBe('unknown');
    expect(asked.assumeFree).toBe(false);
  });

  test('only the recruiter may vouch for somebody', () => {
    const asked = toPanelPerson(person({ calendar: null }), {
      ...context,
      adjustment: { assumeFree: ['u1'] },
    });
    expect(asked).toMatchObject({ assumeFree: true, availability: { state: 'unknown' } });
  });
});

describe('whose hours and zone hold', () => {
  const hours = [{ days: [1, 2], from: '07:00', to: '15:00' }];
  const reported = person({
    availability: { state: 'known', busy: [], readAt: 1, hours, zone: 'Asia/Kolkata' },
  });

  test('set by the recruiter, else reported by the calendar, else the default', () => {
    const own = [{ days: [3], from: '10:00', to: '12:00' }];
    expect(toPanelPerson(person({ ...reported, settings: { hours: own } }), context).hours).toEqual(own);
    expect(toPanelPerson(reported, context).hours).toEqual(hours);
    expect(toPanelPerson(person(), context).hours).toEqual(defaultSettings.hours);
    expect(zoneOf(reported, defaultSettings, 'Europe/London')).toEqual({
      zone: 'Asia/Kolkata',
      source: 'calendar',
    });
    expect(zoneOf(person(), defaultSettings, 'Europe/London')).toEqual({
      zone: 'Europe/London',
      source: 'guess',
    });
  });

  test('longer hours for one candidate stay inside the day', () => {
    const asked = toPanelPerson(reported, {
      ...context,
      adjustment: { people: { u1: { extendHours: 180 } } },
    });
    expect(asked.hours[0]).toMatchObject({ from: '04:00', to: '18:00' });
    const late = toPanelPerson(person({ settings: { hours: [{ days: [1], from: '00:30', to: '23:00' }] } }), {
      ...context,
      adjustment: { people: { u1: { extendHours: 60 } } },
    });
    expect(late.hours[0]).toMatchObject({ from: '00:00', to: '24:00' });
  });

  test('a null limit of a person means no limit, not the default', () => {
    expect(toPanelPerson(person({ settings: { dailyLimit: null } }), context).dailyLimit).toBeNull();
    expect(toPanelPerson(person(), context).dailyLimit).toBe(defaultSettings.dailyLimit);
    expect(
      toPanelPerson(person(), { ...context, adjustment: { people: { u1: { liftLimits: true } } } })
        .weeklyLimit,
    ).toBeNull();
  });
});

describe('why there can be no search', () => {
  test.each([
    [
      'nobody chosen',
      { ...setup, groups: [{ label: 'Tech Lead', members: [], need: 1 }] },
      [person()],
      false,
      ['interviewer-not-chosen'],
    ],
    ['opted out', setup, [person({ settings: { optedOut: true } })], false, ['too-few-interviewers']],
    ['inactive', setup, [person({ active: false })], false, ['too-few-interviewers']],
    ['nobody required', { ...setup, groups: [] }, [person()], false, ['nobody-required']],
    ['archived', setup, [person()], true, ['candidate-archived']],
    ['all well', setup, [person()], false, []],
  ])('%s', (_name, s, people, archived, codes) => {
    expect(blockers(s, people, archived).map((p) => p.code)).toEqual(codes);
  });
});

test('confirmed notes take people out and set the duration; the last duration wins', () => {
  const changed = constrainSetup({ ...setup, optional: ['u2'] }, [
    { kind: 'not-with', who: 'u1' },
    { kind: 'not-with', who: 'u2' },
    { kind: 'duration', minutes: 30 },
    { kind: 'duration', minutes: 45 },
  ]);
  expect(changed).toMatchObject({ durationMinutes: 45, optional: [], groups: [{ members: [] }] });
});

test.each([
  [1, 5, 5], // Monday: Mon-Fri
  [5, 1, 1], // Friday: today
  [5, 2, 4], // Friday and Monday
  [6, 1, 3], // Saturday: until Monday
  [0, 7, 10], // Sunday: Mon-Fri, Mon-Tue
])('from weekday %i, %i business days end after %i local days', (weekday, days, expected) => {
  expect(businessDaysEnd(weekday, days)).toBe(expected);
});

describe('confirmed constraints in the search', () => {
  /** Mon 8 Mar 2027 to Mon 15 Mar 2027, UTC. */
  const horizon = { start: Date.UTC(2027, 2, 8), end: Date.UTC(2027, 2, 15) };
  const asked = {
    ...toPanelPerson(person(), context),
    zone: 'UTC',
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  };

  test('"not on Fridays until the 12th" turns that Friday off and leaves the others', () => {
    const constrained = constrainPerson(
      asked,
      [{ kind: 'unavailable', who: 'u1', days: [5], until: '2027-03-12' }],
      horizon,
    );
    expect(constrained.overrides).toEqual([{ date: '2027-03-12', hours: [], why: 'scheduling note' }]);
  });

  test('"only afternoons" cuts every working day', () => {
    const constrained = constrainPerson(
      asked,
      [{ kind: 'only', who: 'u1', from: '12:00', to: '18:00' }],
      horizon,
    );
    expect(
      constrained.overrides
        .filter((o) => o.date >= '2027-03-08' && o.date <= '2027-03-12')
        .map((o) => o.hours),
    ).toEqual(Array.from({ length: 5 }, () => [{ from: '12:00', to: '17:00' }]));
  });

  test("a candidate's mornings in another zone follow that zone across its clock change", () => {
    // The US changes on 14 Mar 2027: 09:00 in New York is 14:00 UTC before and 13:00 UTC after.
    const windows = candidateWindows(
      'UTC',
      null,
      [{ kind: 'only', who: 'candidate', from: '09:00', to: '10:00', zone: 'America/New_York' }],
      {
        start: Date.UTC(2027, 2, 12),
        end: Date.UTC(2027, 2, 17),
      },
    );
    expect(windows?.map((w) => new Date(w.start).toISOString())).toEqual([
      '2027-03-12T14:00:00.000Z',
      '2027-03-13T14:00:00.000Z',
      '2027-03-14T13:00:00.000Z',
      '2027-03-15T13:00:00.000Z',
      '2027-03-16T13:00:00.000Z',
    ]);
  });

  test('no constraint ever gives a person time they did not have', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 });
    const hour = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, '0')}:00`);
    fc.assert(
      fc.property(
        fc.constantFrom('unavailable' as const, 'only' as const),
        days,
        hour,
        hour,
        (kind, d, from, to) => {
          const constrained = constrainPerson(
            asked,
            [{ kind, who: 'u1', days: d, from, to: from < to ? to : '24:00' }],
            horizon,
          );
          for (const override of constrained.overrides) {
            for (const h of override.hours) {
              expect(h.from >= '09:00' && h.to <= '17:00' && h.from < h.to).toBe(true);
            }
          }
        },
      ),
    );
  });
});
