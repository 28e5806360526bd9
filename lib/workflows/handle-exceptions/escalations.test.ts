import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '@/lib/chat/port';
import type { Escalation } from '@/lib/domain/escalation';
import { Failure, type Problem } from '@/lib/domain/problem';
import { openEscalations } from '@/lib/storage/escalations';
import { instantClock, memoryLock } from '@/tests/fakes/ledger-memory';
import type { Channel } from './contract';
import { createEscalations } from './escalations';
import { initialsOf, messageFor, plainText, withoutCandidate } from './message';
import type { CandidateFacts } from './port';

const ALMA: CandidateFacts = {
  name: 'Alma Fitzgerald',
  emails: ['alma.fitzgerald@candidate.example'],
  confidential: false,
  url: 'https://hire.lever.co/candidates/c1',
};
const ESCALATION: Escalation = {
  key: 'no-slot:c1:onsite',
  workflow: 'schedule-interview',
  opportunityId: 'c1',
  postingId: null,
  planId: null,
  title: 'No time found for 48 hours',
  reasons: ['Priya is away; ALMA FITZGERALD can only on Mondays (Alma.Fitzgerald@candidate.example).'],
  suggestions: ['Ask Alma for another day.'],
  link: 'https://hire.lever.co/candidates/c1',
  since: 1,
};
const DELIVERED: Receipt = { certainty: 'delivered', words: 'ok' };
let databases = 0;

function desk(answers: Partial<Record<Channel, (n: number) => Receipt | Problem | 'die'>>) {
  const clock = instantClock();
  const sent: Channel[] = [];
  const logged: string[] = [];
  const store = openEscalations(`escalations-${databases++}`);
  const make = () =>
    createEscalations({
      store,
      clock,
      // A dead worker's locks are free again.
      lock: memoryLock(),
      candidate: async () => ALMA,
      audit: {
        record: async (entries) =>
          void logged.push(...entries.map((one) => `${one.event} ${one.outcome ?? ''}`.trim())),
      },
      channels: {
        order: async () => Object.keys(answers) as Channel[],
        async send(channel) {
          sent.push(channel);
          const answer = answers[channel]?.(sent.filter((one) => one === channel).length);
          if (answer === 'die') return new Promise<Receipt>(() => undefined);
          if (!answer || 'code' in answer) throw new Failure(answer as Problem);
          return answer;
        },
      },
    });
  return { make, sent, logged, store, clock };
}
const problem = (change: Partial<Problem> = {}): Problem => ({
  code: 'x',
  message: 'Refused.',
  next: 'Ask.',
  ...change,
});

describe('escalations', () => {
  it('sends the same key once', async () => {
    const { make, sent, logged } = desk({ slack: () => DELIVERED });
    const first = make();
    await Promise.all([first.raise(ESCALATION), first.raise(ESCALATION)]);
    await make().raise(ESCALATION);
    expect(sent).toEqual(['slack']);
    expect(logged).toEqual(['escalation-raised', 'escalation-sent delivered']);
  });

  it('goes to the next channel when one refuses', async () => {
    const { make, sent, store } = desk({
      slack: () => problem(),
      teams: () => DELIVERED,
      mail: () => DELIVERED,
    });
    await make().raise(ESCALATION);
    expect(sent).toEqual(['slack', 'teams']);
    expect((await store.get(ESCALATION.key))?.state).toBe('sent');
  });

  it('never sends twice on a channel that gave no answer, and uses the next one', async () => {
    const { make, sent, store } = desk({ slack: () => problem({ unknownOutcome: true, retryable: true }) });
    await make().raise(ESCALATION);
    await make().resume();
    expect(sent).toEqual(['slack']);
    expect((await store.get(ESCALATION.key))?.state).toBe('unknown');
    await make().sendAgain(ESCALATION.key, 'u1');
    expect(sent).toEqual(['slack', 'slack']);
  });

  it('a worker that dies in the middle of a send leaves an unknown, told as such, and the next channel is used', async () => {
    const { make, sent, store, logged } = desk({ slack: () => 'die', mail: () => DELIVERED });
    void make().raise(ESCALATION);
    await expect.poll(() => sent).toEqual(['slack']);
    await make().resume();
    await make().resume();
    await make().raise(ESCALATION);
    expect(sent).toEqual(['slack', 'mail']);
    const record = await store.get(ESCALATION.key);
    expect(record?.attempts.map((one) => one.state)).toEqual(['unknown', 'delivered']);
    expect(record?.attempts[0]?.words).toContain('not known');
    expect(logged).toContain('escalation-interrupted unknown');
  });

  it('tries again after a pause when the trouble passes, and gives up in the end', async () => {
    const { make, sent, store, clock } = desk({ slack: () => problem({ retryable: true }) });
    const one = make();
    await one.raise(ESCALATION);
    expect((await store.get(ESCALATION.key))?.state).toBe('waiting');
    await one.resume();
    expect(sent).toHaveLength(1);
    for (let n = 0; n < 6; n++) {
      clock.advance(61 * 60_000);
      await one.resume();
    }
    expect(sent).toHaveLength(5);
    expect(await store.get(ESCALATION.key)).toMatchObject({ state: 'failed', retryAt: null });
    expect(await one.next()).toBeNull();
  });

  it('is not lost without a channel', async () => {
    const { make, store } = desk({});
    await make().raise(ESCALATION);
    expect((await store.get(ESCALATION.key))?.state).toBe('unsent');
    await make().settle(ESCALATION.key, 'u1');
    expect((await store.get(ESCALATION.key))?.settled?.by).toBe('u1');
  });
});

describe('what a message says', () => {
  it('holds initials and a link, and no name or address of the candidate', () => {
    const text = plainText(messageFor(ESCALATION, ALMA));
    expect(text).not.toMatch(/alma|fitzgerald/i);
    expect(text).toContain('Candidate: A. F.');
    expect(text).toContain('Priya is away; A. F. can only on Mondays (their address).');
    expect(text).toContain(ALMA.url);
  });

  it.each([
    ['nobody knows who it is', null],
    ['the candidacy is confidential', { ...ALMA, confidential: true }],
  ])('leaves the details at home when %s', (_when, candidate) => {
    const text = plainText(messageFor(ESCALATION, candidate));
    expect(text).not.toMatch(/alma|fitzgerald|priya|A\. F\./i);
    expect(text).toContain('https://hire.lever.co/candidates/c1');
  });

  it('takes whole words only, in any script', () => {
    expect(withoutCandidate('Also Al-Nur: Ángel spoke to Ángela', { name: 'Ángel Nur', emails: [] })).toBe(
      'Also Al-Á. N.: Á. N. spoke to Ángela',
    );
    expect(initialsOf('  Björk ')).toBe('B.');
    expect(initialsOf('Jean Claude van Damme')).toBe('J. D.');
  });

  it('forgets what was said about one candidate, and only that', async () => {
    const escalations = desk({ slack: () => DELIVERED }).make();
    await escalations.raise(ESCALATION);
    await escalations.raise({ ...ESCALATION, key: 'no-slot:c2:onsite', opportunityId: 'c2' });
    expect(await escalations.about('c1')).toBe(1);
    await escalations.forget('c1');
    expect(await escalations.about('c1')).toBe(0);
    expect((await escalations.recent(10)).map((one) => one.key)).toEqual(['no-slot:c2:onsite']);
  });

  it('offers no link that is not https', () => {
    const link = messageFor({ ...ESCALATION, opportunityId: null, link: 'javascript:alert(1)' }, null).link;
    expect(link.url).toBe('https://hire.lever.co/');
  });
});
