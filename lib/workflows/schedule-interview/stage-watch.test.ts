import { describe, expect, test } from 'vitest';
import type { LeverCandidacy } from '@/lib/lever/types';
import {
  askSince,
  due,
  enteredAt,
  merged,
  mustEscalate,
  newEntries,
  OVERLAP_MS,
  pauseAfterTries,
} from './stage-watch';
import type { Entry, Watch } from './watch-schema';
import { readWatch } from './watch-store';

const NOW = Date.UTC(2027, 2, 8, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const watch: Watch = {
  postingId: 'p1',
  stageId: 'onsite',
  posting: 'Engineer',
  stage: 'On-site',
  since: NOW - HOUR,
};

const candidacy = (over: Partial<LeverCandidacy> = {}): LeverCandidacy => ({
  id: 'o1',
  name: 'Alex Rivera',
  contact: 'c',
  headline: '',
  stage: 'onsite',
  confidentiality: 'non-confidential',
  location: '',
  emails: [],
  phones: [],
  links: [],
  tags: [],
  owner: null,
  followers: [],
  applications: ['a1'],
  application: {
    id: 'a1',
    posting: 'p1',
    postingOwner: null,
    postingHiringManager: null,
    name: '',
    email: null,
  },
  archived: null,
  createdAt: NOW - 30 * DAY,
  updatedAt: NOW,
  isAnonymized: false,
  urls: { list: '', show: 'https://hire.lever.co/candidates/o1' },
  stageChanges: [
    { toStageId: 'onsite', updatedAt: NOW - 20 * DAY },
    { toStageId: 'new', updatedAt: NOW - 10 * DAY },
    { toStageId: 'onsite', updatedAt: NOW - 60_000 },
  ],
  lastAdvancedAt: NOW - 60_000,
  ...over,
});

const found = (over: Partial<LeverCandidacy> = {}, known: Entry[] = []) =>
  newEntries([watch], known, [candidacy(over)], NOW);

describe('who is new', () => {
  test('the last move into the stage counts, then the last move, then the creation', () => {
    expect(enteredAt(candidacy())).toBe(NOW - 60_000);
    expect(enteredAt(candidacy({ stageChanges: [], lastAdvancedAt: 5 }))).toBe(5);
    expect(enteredAt(candidacy({ stageChanges: [], lastAdvancedAt: null, createdAt: 7 }))).toBe(7);
  });

  test('whoever came after the watch was switched on', () => {
    expect(found()).toMatchObject([{ id: 'o1:onsite', state: 'trying', enteredAt: NOW - 60_000, tries: 0 }]);
    const before = [{ toStageId: 'onsite', updatedAt: watch.since - 1 }];
    expect(found({ stageChanges: before })).toEqual([]);
  });

  test('each entry once; coming back into the stage is a new one', () => {
    const [entry] = found();
    expect(found({ tags: ['changed'] }, [entry as Entry])).toEqual([]);
    const again = [{ toStageId: 'onsite', updatedAt: NOW }];
    expect(found({ stageChanges: again }, [entry as Entry])).toHaveLength(1);
  });

  test.each([
    ['another posting', { application: null }],
    ['another stage', { stage: 'offer' }],
    ['archived', { archived: { reason: 'r', archivedAt: 1 } }],
    ['anonymised', { isAnonymized: true }],
  ] as const)('not %s', (_what, over) => expect(found(over)).toEqual([]));

  test('an entry of long ago is no news, even where nothing is remembered of it', () => {
    const old: Watch = { ...watch, since: NOW - 300 * DAY };
    const one = candidacy({ stageChanges: [{ toStageId: 'onsite', updatedAt: NOW - 31 * DAY }] });
    expect(newEntries([old], [], [one], NOW)).toEqual([]);
  });
});

test('a new entry replaces the old one of the same candidate; finished ones are forgotten late, unfinished never', () => {
  const [entry] = found() as [Entry];
  const fresh = { ...entry, enteredAt: NOW };
  const ancient = { ...entry, id: 'x', enteredAt: NOW - 100 * DAY };
  const known: Entry[] = [entry, { ...ancient, state: 'settled' }, { ...ancient, id: 'y' }];
  expect(merged(known, [fresh], NOW).map((one) => [one.id, one.enteredAt])).toEqual([
    ['y', NOW - 100 * DAY],
    ['o1:onsite', NOW],
  ]);
});

test('Lever is asked from before the last time, and at first from before the switch', () => {
  expect(askSince([watch, { ...watch, since: NOW }], null)).toBe(watch.since - OVERLAP_MS);
  expect(askSince([watch], NOW)).toBe(NOW - OVERLAP_MS);
});

test('tries get rarer, to every two hours', () => {
  expect([1, 2, 3, 4, 5, 50].map((n) => pauseAfterTries(n) / 60_000)).toEqual([15, 30, 60, 120, 120, 120]);
});

test('due are those whose moment has come, the longest waiting first', () => {
  const [entry] = found() as [Entry];
  const at = (id: string, nextTryAt: number, state: Entry['state'] = 'trying') => ({
    ...entry,
    id,
    nextTryAt,
    state,
  });
  const all = [at('b', NOW), at('a', NOW - 1), at('later', NOW + 1), at('done', 0, 'proposed')];
  expect(due(all, NOW).map((one) => one.id)).toEqual(['a', 'b']);
});

test('somebody is told once, after the hours set', () => {
  const [entry] = found() as [Entry];
  expect(mustEscalate({ ...entry, since: NOW - 47 * HOUR }, NOW, 48)).toBe(false);
  expect(mustEscalate({ ...entry, since: NOW - 48 * HOUR }, NOW, 48)).toBe(true);
  expect(mustEscalate({ ...entry, since: NOW - 90 * HOUR, escalatedAt: NOW - HOUR }, NOW, 48)).toBe(false);
});

test('a damaged store loses what is damaged, nothing else', async () => {
  const [entry] = found();
  const stored = { watches: [watch, { postingId: 3 }], entries: ['?', entry], cursor: 'x', problem: 4 };
  const kept = { get: async <T>() => stored as T, set: async () => undefined, remove: async () => undefined };
  expect(await readWatch(kept)).toEqual({ watches: [watch], entries: [entry], cursor: null, problem: null });
});
