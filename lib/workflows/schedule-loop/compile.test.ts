import { describe, expect, test } from 'vitest';
import { parseLoop } from '@/lib/scheduling/loop/parse';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import { compileLoop, stepOf } from './compile';
import { choiceOf, planOf } from './question';
import { breaksOf } from './rules';
import { factsFor, fiveSessions, HOUR, known, MONDAY } from './sample.fixture';

const spanAt = (question: ReturnType<typeof compileLoop>, instant: number) =>
  (instant - question.origin) / 60_000;
const freeOf = (question: ReturnType<typeof compileLoop>, id: string) =>
  question.instance.people[question.people.findIndex((p) => p.id === id)]?.free ?? [];

describe('from facts to the question', () => {
  test('is a sound instance, and its answer comes back as the same choice', () => {
    const question = compileLoop(factsFor());
    expect(parseLoop(question.instance)).toMatchObject({ ok: true });
    const { plan, status } = solveLoop(question.instance);
    expect(status).toBe('OPTIMAL');
    if (!plan) throw new Error('no plan');
    expect(breaksOf(question.instance, plan)).toEqual([]);
    expect(planOf(question, choiceOf(question, plan))).toEqual(plan);
  });

  test('an unreadable calendar is never free, unless the recruiter vouches for it', () => {
    const unknown = {
      state: 'unknown' as const,
      readAt: 0,
      problem: { code: 'x', message: 'Not shared.', next: '' },
    };
    const facts = factsFor({ ana: { availability: unknown } });
    const question = compileLoop(facts);
    expect(freeOf(question, 'ana')).toEqual([]);
    expect(question.people.find((p) => p.id === 'ana')?.unknown).toBe('Not shared.');
    expect(solveLoop(question.instance).status).toBe('INFEASIBLE');
    const vouched = compileLoop(factsFor({ ana: { availability: unknown, assumeFree: true } }));
    expect(solveLoop(vouched.instance).status).toBe('OPTIMAL');
  });

  test('an unreadable room is not free either', () => {
    const facts = factsFor();
    for (const room of facts.rooms)
      room.availability = { state: 'unknown', readAt: 0, problem: { code: 'x', message: 'x', next: '' } };
    expect(solveLoop(compileLoop(facts).instance).status).toBe('INFEASIBLE');
  });

  test('buffers reach out from a meeting the right way round', () => {
    const meeting = { start: MONDAY + 12 * HOUR, end: MONDAY + 13 * HOUR, status: 'busy' as const };
    const question = compileLoop(
      factsFor({ ana: { availability: known([meeting]), bufferBefore: 30, bufferAfter: 15 } }),
    );
    const at = (hour: number) => spanAt(question, MONDAY + hour * HOUR);
    // 15 minutes of rest after an interview that ends before it, 30 minutes before one that starts after it.
    expect(freeOf(question, 'ana')[0]).toEqual([at(9), at(11.75)]);
    expect(freeOf(question, 'ana')[1]).toEqual([at(13.5), at(17)]);
  });

  test('tentative and soft time costs comfort, out of office is firm', () => {
    const block = (status: 'tentative' | 'out-of-office') =>
      compileLoop(
        factsFor({
          ana: { availability: known([{ start: MONDAY + 10 * HOUR, end: MONDAY + 11 * HOUR, status }]) },
        }),
      );
    expect(freeOf(block('tentative'), 'ana')).toHaveLength(freeOf(compileLoop(factsFor()), 'ana').length);
    expect(freeOf(block('out-of-office'), 'ana').length).toBeGreaterThan(
      freeOf(compileLoop(factsFor()), 'ana').length,
    );
  });

  test('what somebody agreed to counts whatever the calendar says; limits count what is held', () => {
    const busy = known([{ start: MONDAY, end: MONDAY + 5 * 24 * HOUR, status: 'busy' }]);
    const agreed = { start: MONDAY + 10 * HOUR, end: MONDAY + 11 * HOUR };
    const question = compileLoop(factsFor({ ana: { availability: busy, agreed: [agreed] } }));
    expect(freeOf(question, 'ana')[0]).toEqual([
      spanAt(question, agreed.start),
      spanAt(question, agreed.end),
    ]);
    const full = compileLoop(
      factsFor({
        ana: { weeklyLimit: 1, interviews: [{ start: MONDAY + 9 * HOUR, end: MONDAY + 10 * HOUR }] },
      }),
    );
    const p = full.people.findIndex((one) => one.id === 'ana');
    expect(full.instance.people[p]).toMatchObject({ weekCap: 1, weekLoad: [1, 0] });
  });

  test('no length is rounded: the grid is made fine enough', () => {
    const setup = fiveSessions();
    expect(stepOf(setup, 15)).toBe(15);
    expect(stepOf(setup, 60)).toBe(15);
    (setup.sessions[0] as { minutes: number }).minutes = 50;
    expect(stepOf(setup, 15)).toBe(5);
  });

  test('one’s own booked session is free time for it, and the events of the loop block nobody', () => {
    const first = compileLoop(factsFor());
    const { plan } = solveLoop(first.instance);
    if (!plan) throw new Error('no plan');
    const choice = choiceOf(first, plan);
    const mine = choice.sessions.find((s) => s.who.includes('ana'));
    const own = mine ? [{ start: mine.start, end: mine.end }] : [];
    const booked = known(own.map((o) => ({ ...o, status: 'busy' as const })));
    const again = compileLoop({
      ...factsFor({ ana: { availability: booked, own, ours: own } }),
      before: choice,
    });
    const back = planOf(again, choice);
    expect(back && breaksOf(again.instance, back)).toEqual([]);
    expect(again.instance.prev?.start).toEqual(plan.start);
  });

  test('who has to be there becomes a group of the people who can take a seat', () => {
    const facts = factsFor();
    facts.setup.groups = [{ id: 'g', name: 'Seniors', members: ['cora', 'zoe', 'ana'], min: 2, max: 3 }];
    const { instance, groups } = compileLoop(facts);
    expect(instance.rules.groups).toEqual([{ id: 'g', members: [0, 2], min: 2, max: 3 }]);
    expect(groups).toEqual([{ id: 'g', name: 'Seniors' }]);
    expect(parseLoop(instance)).toMatchObject({ ok: true });
    // Ben is the first choice for "System design" otherwise.
    const { plan } = solveLoop(instance);
    expect(plan?.who[1]).toEqual([2]);
  });

  test('a confirmed sentence takes time away, and shows what it took', () => {
    const question = compileLoop(
      factsFor({
        ana: { wishes: [{ kind: 'unavailable', who: 'ana', days: [1], from: '00:00', to: '12:00' }] },
      }),
    );
    const at = (hour: number) => spanAt(question, MONDAY + hour * HOUR);
    expect(freeOf(question, 'ana')[0]).toEqual([at(12), at(17)]);
    const ana = question.people.find((p) => p.id === 'ana');
    expect(ana?.blocks.find((b) => b.kind === 'note')).toMatchObject({
      start: MONDAY + 9 * HOUR,
      end: MONDAY + 12 * HOUR,
    });
    const untouched = compileLoop(factsFor());
    expect(freeOf(question, 'ben')).toEqual(freeOf(untouched, 'ben'));
  });

  test('a sentence about the candidate narrows their times, and nobody is asked whom a note keeps out', () => {
    const facts = factsFor();
    facts.candidate.wishes = [{ kind: 'only', who: 'candidate', days: [2, 4], from: '09:00', to: '13:00' }];
    facts.excluded = ['ben'];
    const { instance, origin } = compileLoop(facts);
    const weekdays = instance.candidate.map(([a]) => new Date(origin + a * 60_000).getUTCDay());
    expect(new Set(weekdays)).toEqual(new Set([2, 4]));
    expect(instance.sessions[1]?.seats[0]?.pool.map(([p]) => p)).toEqual([2]);
  });
});
