import { describe, expect, test } from 'vitest';
import type { Plan } from '@/lib/ledger/plan';
import { type LoopContext, loopBadges, sameChoice } from './booked';
import { HOUR, MONDAY } from './sample.fixture';
import type { LoopChoice } from './schema';

const DAY = 24 * HOUR;
const at = (day: number, hour: number) => MONDAY + day * DAY + hour * HOUR;

const plan = (
  id: string,
  opportunityId: string,
  days: number[],
  more: Partial<Plan> = {},
  replaces: string | null = null,
): Plan => {
  const sessions = days.map((day, n) => ({
    id: `s${n}`,
    start: at(day, 10 + n),
    end: at(day, 11 + n),
  }));
  const context = {
    kind: replaces ? 'change' : 'loop',
    replaces,
    sessions,
    slot: { start: sessions[0]?.start, end: sessions.at(-1)?.end, zone: 'Europe/London' },
  } as unknown as LoopContext;
  return {
    id,
    opportunityId,
    workflow: 'schedule-loop',
    state: 'done',
    origin: 'person',
    createdAt: MONDAY,
    context,
    ...more,
  } as unknown as Plan;
};

describe('the badge on lists', () => {
  test('names the days of an on-site ahead, after its newest change', () => {
    const badges = loopBadges(
      [plan('a', 'one', [1, 1, 2]), plan('b', 'two', [1]), plan('c', 'two', [3], {}, 'b')],
      MONDAY,
    );
    expect(Object.fromEntries(badges)).toEqual({
      one: 'On-site Tue 12 Jan 2027 and Wed 13 Jan 2027',
      two: 'On-site Thu 14 Jan 2027',
    });
  });

  test('says nothing about one that is over, undone, or only previewed by a person', () => {
    const plans = [
      plan('a', 'one', [1]),
      plan('b', 'two', [5], { state: 'undone' }),
      plan('c', 'three', [5], { state: 'proposed' }),
    ];
    expect(loopBadges(plans, at(2, 0)).size).toBe(0);
  });

  test('says that one waits for approval, until it expires', () => {
    const waiting = plan('a', 'one', [3], { state: 'proposed', origin: 'fulcrum', expiresAt: at(1, 0) });
    expect(loopBadges([waiting], MONDAY).get('one')).toBe('An on-site waits for approval');
    expect(loopBadges([waiting], at(1, 1)).size).toBe(0);
  });
});

describe('what was proposed', () => {
  const choice = (change: Partial<LoopChoice['sessions'][number]> = {}): LoopChoice => ({
    sessions: [
      { id: 's1', start: at(0, 9), end: at(0, 10), who: ['ana'], room: null, ...change },
      { id: 's2', start: at(0, 10), end: at(0, 11), who: ['ben'], room: 'r@acme.example' },
    ],
  });

  test('is the same in any order of sessions, and differs by time, person or room', () => {
    expect(sameChoice(choice(), { sessions: [...choice().sessions].reverse() })).toBe(true);
    expect(sameChoice(choice(), choice({ start: at(0, 8) }))).toBe(false);
    expect(sameChoice(choice(), choice({ who: ['cora'] }))).toBe(false);
    expect(sameChoice(choice(), choice({ room: 'r@acme.example' }))).toBe(false);
    expect(sameChoice(choice(), { sessions: choice().sessions.slice(0, 1) })).toBe(false);
  });
});
