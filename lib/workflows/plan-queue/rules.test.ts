import { describe, expect, test } from 'vitest';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { planQueue } from '@/lib/scheduling/queue/plan-queue';
import type { OneAsked } from './port';
import { choiceOf, guessStages, joinQuestions } from './rules';

const MONDAY_NINE = Date.UTC(2027, 0, 11, 9);
const HOUR = 60;

/** An on-site of two hours with Ana and with Ben or Cora, on two days in London. */
function asked(name: string, busy: Record<string, [number, number]> = {}): OneAsked {
  const days = [0, 1].map((d) => ({
    start: d * 24 * HOUR,
    end: d * 24 * HOUR + 8 * HOUR,
    week: 0,
    lunch: [d * 24 * HOUR + 3 * HOUR, d * 24 * HOUR + 5 * HOUR] as const,
  }));
  const whole = days.map(({ start, end }) => [start, end] as const);
  const instance: LoopInstance = {
    kind: 'loop',
    v: 1,
    id: name,
    origin: new Date(MONDAY_NINE).toISOString(),
    step: 30,
    days,
    candidate: whole,
    people: ['ana', 'ben', 'cora'].map((id) => ({
      id,
      free: whole.flatMap(([a, b]) => {
        const gone = busy[id];
        if (!gone || gone[1] <= a || b <= gone[0]) return [[a, b] as const];
        return [[gone[1], b] as const];
      }),
      core: whole,
      dayCap: 1,
      weekCap: 5,
      dayLoad: [0, 0],
      weekLoad: [0],
    })),
    sessions: [
      { id: 's1', dur: HOUR, seats: [{ pool: [[0, 0]] }] },
      {
        id: 's2',
        dur: HOUR,
        seats: [
          {
            pool: [
              [1, 0],
              [2, 0],
            ],
          },
        ],
      },
    ],
    rooms: [],
    rules: {
      minGap: 0,
      maxGap: null,
      maxDays: 1,
      consecutive: false,
      maxPerDay: null,
      maxSpan: null,
      lunch: null,
      first: 0,
      last: null,
      before: [],
      sameDay: [],
      groups: [],
      roomMode: null,
    },
    weights: { day: 40, delay: 8, idle: 2, fair: 2, off: 1, change: 30 },
    prev: null,
  };
  return {
    opportunityId: name,
    name,
    problems: [],
    question: {
      instance,
      origin: MONDAY_NINE,
      people: [
        { id: 'ana', name: 'Ana', unknown: null },
        { id: 'ben', name: 'Ben', unknown: null },
        { id: 'cora', name: 'Cora', unknown: 'Cora’s calendar cannot be read.' },
      ],
      rooms: [],
      sessions: [
        { id: 's1', name: 'Coding', seats: ['Coding'] },
        { id: 's2', name: 'Design', seats: ['Design'] },
      ],
      zone: 'Europe/London',
    },
  };
}

const problem = { code: 'too-few-interviewers', message: 'Nobody is chosen.', next: 'Choose people.' };

describe('joinQuestions', () => {
  const joined = joinQuestions(
    [
      asked('one'),
      { opportunityId: 'two', name: 'two', question: null, problems: [problem] },
      asked('three'),
    ],
    { ana: 10 },
    7,
  );

  test('names what the indexes stand for, who is unread, and who cannot be planned', () => {
    expect(joined.candidates.map(({ opportunityId }) => opportunityId)).toEqual(['one', 'three']);
    expect(joined.people.map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Cora']);
    expect(joined.people.filter(({ unknown }) => unknown)).toHaveLength(1);
    expect(joined.days).toEqual(['2027-01-11', '2027-01-12']);
    expect(joined.left).toEqual([{ opportunityId: 'two', name: 'two', problems: [problem] }]);
    expect(Object.values(joined.skills).sort()).toEqual(['Coding', 'Design']);
    expect(joined.queue?.rests).toEqual([30, 0, 0]);
  });

  test('a plan of the queue becomes everybody’s own choice, one day each because Ana takes one a day', () => {
    if (!joined.queue) throw new Error('no queue');
    const { best } = planQueue(joined.queue);
    const choices = best.places.flatMap(({ plan }, c) => (plan ? [choiceOf(joined, c, plan)] : []));
    expect(choices).toHaveLength(2);
    for (const { sessions } of choices) {
      expect(sessions.map(({ id }) => id)).toEqual(['s1', 's2']);
      expect(sessions[0]?.who).toEqual(['ana']);
      expect(sessions.every(({ start, end }) => end - start === HOUR * 60_000)).toBe(true);
    }
    const days = choices.map(({ sessions }) => new Date(sessions[0]?.start ?? 0).getUTCDate()).sort();
    expect(days).toEqual([11, 12]);
  });

  test('nobody ready: no question, and nothing is lost', () => {
    const none = joinQuestions(
      [{ opportunityId: 'x', name: 'x', question: null, problems: [problem] }],
      {},
      1,
    );
    expect(none.queue).toBeNull();
    expect(none.left).toHaveLength(1);
  });
});

test('stages are found by name and by remembered plans', () => {
  const stages = [
    { id: 'a', text: 'Phone screen' },
    { id: 'b', text: 'On-site interview' },
    { id: 'c', text: 'Final round' },
    { id: 'd', text: 'Team day' },
  ];
  expect(guessStages(stages, [{ stageId: 'd' }])).toEqual(['b', 'c', 'd']);
  expect(guessStages(stages, [])).toEqual(['b', 'c']);
});
