import { expect, test } from 'vitest';
import type { LoopPerson } from '@/lib/scheduling/loop/types';
import type { QueueGain, QueueSession } from '@/lib/scheduling/queue/types';
import { makeQueue } from '@/tests/bench/queue-instances';
import { heldByPosition, type QueueQuestion } from '../rules';
import { changeText, gainText, isGain, todayText, triedText } from './words';

const queue = makeQueue(3, 'S', 5, { skills: 3 });
const { skill, seats } = queue.candidates.flatMap(({ sessions }) => sessions)[0] as QueueSession;
const question: QueueQuestion = {
  queue,
  origin: 0,
  candidates: [],
  people: queue.people.map((_, p) => ({ id: `p${p}`, name: `Person ${p}`, unknown: null })),
  rooms: [],
  days: [],
  skills: { [skill]: 'System design', manager: 'Hiring manager', recruiter: 'Recruiter' },
  left: [],
  readAt: 0,
};
const train = { kind: 'train', person: 1, skill, cost: 0 } as const;
const gain = (change: QueueGain['change'], buys: Partial<QueueGain> = {}): QueueGain => ({
  change,
  after: { places: [], points: 0, placed: 0, days: 0 },
  points: 0,
  days: 0,
  placed: 0,
  sooner: 0,
  later: 0,
  ...buys,
});

test('a change is an instruction, and who can do it today is named', () => {
  expect(changeText(question, train)).toBe('Train Person 1 for “System design”');
  expect(changeText(question, { kind: 'lift-limit', person: 2 })).toBe(
    'One more interview a day and week for Person 2',
  );
  expect(todayText(question, { kind: 'lift-limit', person: 2 })).toBe('');
  for (const [person] of seats[0]?.pool.slice(0, 3) ?? [])
    expect(todayText(question, train)).toContain(`Person ${person}`);
});

test('what it buys says who is later as well, and does not call better hours days', () => {
  expect(gainText(gain(train, { placed: 1, sooner: 3, later: 1, days: 12 }))).toBe(
    '1 more candidate with a plan, 3 candidates sooner, 1 later and 12 days less waiting in total',
  );
  expect(gainText(gain(train, { points: 4 }))).toMatch(/no days$/);
  expect(isGain(gain(train))).toBe(false);
});

test('each kind says what was tried, what was not, and that nothing would help', () => {
  const hire = { kind: 'hire', skill, cost: 0, person: queue.people[0] as LoopPerson } as const;
  expect(triedText([gain(hire, { days: 3 }), gain(train), gain({ ...train, person: 2 })], 7)).toEqual([
    'Lifted limits: nobody is at a limit by this plan.',
    'New interviewers: 1 session tried; 1 would help.',
    'Training: 2 of 9 combinations of a person and a session tried, the likeliest first; nobody’s training would help.',
  ]);
  const [, , good] = triedText([gain(hire, { days: 3 }), gain(train, { days: 2 })], 0);
  expect(good).toMatch(/^Training: 1 of 1 combination .* 1 would help\.$/);
  expect(triedText([gain(hire)], 0)[2]).toMatch(/^Training: nobody’s training would help/);
  expect(triedText([gain(hire, { days: 3 })], 0)[2]).toMatch(/^Training: nobody who has room/);
});

test('nobody is trained to be the manager or the recruiter', () => {
  expect(heldByPosition(question)).toEqual(['manager', 'recruiter']);
});
