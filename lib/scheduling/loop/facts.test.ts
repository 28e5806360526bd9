import { describe, expect, it } from 'vitest';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { makeLoop } from '@/tests/bench/loop-instances';
import { applyAction } from './apply-action';
import { explainInfeasible, pairFixes } from './explain';
import { factsOf, remedyOf } from './facts';
import { remediesFor } from './remedies';
import { solveLoop } from './solve';
import type { LoopInstance } from './types';

function infeasible(count: number): LoopInstance[] {
  const found: LoopInstance[] = [];
  for (let seed = 1; found.length < count; seed++) {
    const instance = makeLoop(seed, seed % 2 ? 'S' : 'M');
    if (!solveLoop(instance).plan) found.push(instance);
  }
  return found;
}

/** Facts as changes: with everything they name set aside the clash is gone. */
function withoutFact(instance: LoopInstance, facts: ReturnType<typeof factsOf>): LoopInstance {
  const add = (spans: readonly (readonly [number, number])[]) => [...spans].sort((a, b) => a[0] - b[0]);
  return facts.reduce<LoopInstance>((now, fact) => {
    if (fact.kind === 'window')
      return applyAction(now, { kind: 'widen-window', times: add(fact.closed.map(({ span }) => span)) });
    if (fact.kind === 'calendar')
      return applyAction(now, {
        kind: 'ask-person',
        person: fact.person,
        times: fact.away.map(({ span: [start, end] }) => ({ session: 0, start, end, busy: [] })),
      });
    if (fact.kind === 'limit') return applyAction(now, { kind: 'lift-limit', people: [fact] });
    return now;
  }, instance);
}

describe('factsOf', () => {
  const cases = infeasible(14);

  it('gives every member of a clash a fact with a source', () => {
    const kinds = new Set<string>();
    for (const instance of cases) {
      const { conflict } = explainInfeasible(instance);
      const facts = factsOf(instance, conflict!);
      for (const fact of facts) kinds.add(fact.kind);
      if (conflict!.length === 0) expect(facts.map(({ id }) => id)).toEqual(['pool']);
      else expect([...new Set(facts.map(({ id }) => id))].sort()).toEqual([...conflict!].sort());
      for (const fact of facts) {
        if (fact.kind === 'calendar') expect(fact.away.length * fact.sessions.length).toBeGreaterThan(0);
        if (fact.kind === 'window') expect(fact.closed.length).toBeGreaterThan(0);
        if (fact.kind === 'limit') expect(fact.load).toBeGreaterThanOrEqual(fact.cap);
      }
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['calendar', 'window', 'rule']));
  });

  it('lists no more days than there are, and every one lies in the days of the loop', () => {
    for (const instance of cases)
      for (const fact of factsOf(instance, explainInfeasible(instance).conflict!)) {
        const spans = fact.kind === 'calendar' ? fact.away : fact.kind === 'window' ? fact.closed : [];
        for (const { day, span } of spans) {
          expect(span[0]).toBeGreaterThanOrEqual(instance.days[day]!.start);
          expect(span[1]).toBeLessThanOrEqual(instance.days[day]!.end);
        }
      }
  });

  it('falls back to every day that could matter when it is stopped', () => {
    for (const instance of cases.slice(0, 6)) {
      const { conflict } = explainInfeasible(instance);
      const narrow = factsOf(instance, conflict!);
      const wide = factsOf(instance, conflict!, { maxWork: 0 });
      expect(wide.length).toBeGreaterThanOrEqual(narrow.length);
    }
  });

  it('opens when everything a single fix is about is set aside', () => {
    for (const instance of cases) {
      const { conflict, singleFixes } = explainInfeasible(instance);
      const opening = new Set(singleFixes.flatMap(({ ids }) => ids));
      const facts = factsOf(instance, conflict!, { maxWork: 0 }).filter(
        ({ id, kind }) => opening.has(id) && kind !== 'rule' && kind !== 'pool',
      );
      for (const id of new Set(facts.map((fact) => fact.id))) {
        const one = facts.filter((fact) => fact.id === id);
        if (one[0]!.kind === 'limit' || one[0]!.kind === 'room') continue;
        expect(solveLoop(withoutFact(instance, one)).plan).not.toBeNull();
      }
    }
  });
});

describe('remediesFor', () => {
  it('names actions after which their plan is a good one', () => {
    const kinds = new Set<string>();
    for (const instance of infeasible(24)) {
      const explanation = explainInfeasible(instance);
      const remedies = remediesFor(instance, explanation);
      const pairs = pairFixes(instance, explanation)!.map(({ ids, plan, objective }) =>
        remedyOf(instance, ids, plan, objective),
      );
      for (const { actions, plan } of [...remedies, ...pairs]) {
        const eased = actions.reduce(applyAction, instance);
        const fit = { ...plan, room: plan.room.map((room, s) => (eased.sessions[s]!.rooms ? room : null)) };
        // "Drop the rooms" frees only those sessions that find none; the others may take any of theirs.
        const rooms = actions.some(({ kind }) => kind === 'drop-room');
        const errors = judgeSchedule(eased, fit).errors.filter(
          (error) => !rooms || !error.includes('rooms:'),
        );
        expect({ id: instance.id, actions, errors }).toEqual({ id: instance.id, actions, errors: [] });
        for (const { kind } of actions) kinds.add(kind);
      }
      expect(remedies.map(({ objective }) => objective)).toEqual(
        remedies.map(({ objective }) => objective).sort((a, b) => a - b),
      );
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining(['ask-person', 'shorten', 'split-days', 'widen-window', 'lift-limit']),
    );
  });
});
