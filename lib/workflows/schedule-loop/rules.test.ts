import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { makeLoop } from '@/tests/bench/loop-instances';
import { breaksOf, checkSetup, checkWindows, malformed } from './rules';
import { fiveSessions } from './sample.fixture';

describe('what a plan breaks', () => {
  test('agrees with the independent checker on plans of every kind, good and bent', () => {
    let sound = 0;
    let bent = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.nat(1000), { maxLength: 3 }),
        (seed, knocks) => {
          const instance = makeLoop(seed, 'S');
          const { plan: found } = solveLoop(instance);
          if (!found) return;
          const plan: LoopPlan = structuredClone(found);
          for (const knock of knocks) {
            const s = knock % plan.start.length;
            if (knock % 3 === 0) plan.start[s] = (plan.start[s] ?? 0) + instance.step * ((knock % 9) - 4);
            else if (knock % 3 === 1) (plan.who[s] as number[])[0] = knock % instance.people.length;
            else plan.start[s] = plan.start[(s + 1) % plan.start.length] ?? 0;
          }
          const mine = breaksOf(instance, plan).length === 0;
          const theirs = judgeSchedule(instance, plan).errors.length === 0;
          expect(mine).toBe(theirs);
          if (mine) sound++;
          else bent++;
        },
      ),
      { numRuns: 250 },
    );
    expect(sound).toBeGreaterThan(30);
    expect(bent).toBeGreaterThan(50);
  });
});

describe('checking a stage plan', () => {
  const all = () => true;
  const codes = (setup: ReturnType<typeof fiveSessions>, usable: (id: string) => boolean = all) =>
    checkSetup(setup, usable, (id) => id).map((p) => p.code);

  test('a sound one has nothing to say', () => expect(codes(fiveSessions())).toEqual([]));

  test('a pool too small is named with those who cannot be asked', () => {
    const [problem] = checkSetup(
      fiveSessions(),
      (id) => id !== 'ana',
      (id) => id.toUpperCase(),
    );
    expect(problem).toMatchObject({ code: 'too-few-interviewers', subject: 'Coding' });
    expect(problem?.message).toContain('ANA');
  });

  test.each<[string, (s: ReturnType<typeof fiveSessions>) => void, string]>([
    [
      'nobody chosen',
      (s) =>
        void (
          (s.sessions[0] as { roles: { members: string[] }[] }).roles[0] as { members: string[] }
        ).members.splice(0),
      'too-few-interviewers',
    ],
    [
      'a day that ends before it starts',
      (s) => Object.assign(s.days, { from: '17:00', to: '09:00' }),
      'bad-day',
    ],
    [
      'a lunch that does not fit',
      (s) => Object.assign(s, { lunch: { minutes: 60, from: '12:00', to: '12:30' } }),
      'bad-lunch',
    ],
    ['waits shorter than breaks', (s) => Object.assign(s.gap, { least: 30, most: 15 }), 'bad-gap'],
    ['too few days', (s) => Object.assign(s.days, { most: 1, sessionsMost: 2 }), 'too-few-days'],
    ['first and last at once', (s) => Object.assign(s.order, { first: 's1', last: 's1' }), 'bad-order'],
    [
      'an order in a circle',
      (s) =>
        Object.assign(s.order, {
          before: [
            ['s1', 's2'],
            ['s2', 's3'],
            ['s3', 's1'],
          ],
        }),
      'bad-order',
    ],
    [
      'a session longer than the day',
      (s) => Object.assign(s.days, { from: '09:00', to: '09:30' }),
      'bad-session',
    ],
  ])('%s', (_what, spoil, code) => {
    const setup = fiveSessions();
    spoil(setup);
    expect(codes(setup)).toContain(code);
  });

  test('a rule about people has to be possible', () => {
    const withGroup = (group: Partial<ReturnType<typeof fiveSessions>['groups'][number]>) =>
      checkSetup(
        {
          ...fiveSessions(),
          groups: [{ id: 'g', name: 'Seniors', members: ['ana', 'ben'], min: 1, max: null, ...group }],
        },
        all,
        (id) => id,
      ).map((p) => p.message);
    expect(withGroup({})).toEqual([]);
    expect(withGroup({ members: [] })).toEqual(['Nobody is chosen for “Seniors”.']);
    expect(withGroup({ min: 2, max: 1 })).toEqual(['“Seniors”: at most 1 is less than at least 2.']);
    expect(withGroup({ min: 9 })).toEqual(['“Seniors” wants 9 seats, but there are only 5.']);
    expect(withGroup({ members: ['ana', 'zoe'], min: 2 })).toEqual([
      '“Seniors” wants 2 seats, but only 1 of its people can take one.',
    ]);
  });

  test('a session is not set against itself', () => {
    const setup = fiveSessions();
    setup.order.sameDay = [['s1', 's1']];
    expect(codes(setup)).toEqual(['bad-order']);
  });

  test('times of the candidate are checked in words', () => {
    const row = { date: '2027-01-12', from: '09:00', to: '12:00' };
    const said = (change: Partial<typeof row>) =>
      checkWindows([{ ...row, ...change }], '2027-01-11').map((p) => p.message);
    expect(checkWindows(null, '2027-01-11')).toEqual([]);
    expect(said({})).toEqual([]);
    expect(said({ to: '09:00' })).toEqual(['Times of the candidate, day 1: 09:00 is not after 09:00.']);
    expect(said({ date: '' })).toEqual(['Times of the candidate, day 1: something is missing.']);
    expect(said({ date: '2027-01-10' })).toEqual(['Times of the candidate, day 1: that day is over.']);
  });

  test('what is missing is said in words, once', () => {
    const setup = fiveSessions();
    const issues = [{ path: ['sessions', 1, 'name'] }, { path: ['days', 'from'] }, { path: ['days', 'to'] }];
    expect(malformed(setup, issues).map((p) => p.message)).toEqual([
      'Session 2 has no name.',
      'The day has no start or no end.',
    ]);
  });
});
