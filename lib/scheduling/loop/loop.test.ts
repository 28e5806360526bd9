import { describe, expect, it } from 'vitest';
import { provePlan } from '@/lib/scheduling/loop-check/prove';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { bruteForce, tinyLoop as tiny } from '@/tests/bench/loop-brute-force';
import { makeLoop } from '@/tests/bench/loop-instances';
import { explainInfeasible, pairFixes } from './explain';
import { parseLoop } from './parse';
import { drop, droppable } from './relax';
import { repairsFor } from './repairs';
import { solveLoop } from './solve';
import type { LoopInstance } from './types';

const seeds = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('solveLoop', () => {
  it('equals judging every assignment of tiny instances, ties and rooms included', () => {
    let feasible = 0;
    for (const seed of seeds(1, 100)) {
      const instance = tiny(seed);
      const expected = bruteForce(instance);
      const { status, objective, plan } = solveLoop(instance);
      expect({ seed, status }).toEqual({ seed, status: expected ? 'OPTIMAL' : 'INFEASIBLE' });
      expect({ seed, objective, plan }).toEqual({
        seed,
        objective: expected?.objective ?? null,
        plan: expected?.plan ?? null,
      });
      if (expected) feasible++;
    }
    expect(feasible).toBeGreaterThan(30);
    expect(feasible).toBeLessThan(97);
  }, 300_000);

  it('equals the second search on instances of size S, M and L', () => {
    let proven = 0;
    for (const instance of [
      ...seeds(1, 80).map((seed) => makeLoop(seed, 'S')),
      ...seeds(1, 14).map((seed) => makeLoop(seed, 'M')),
      makeLoop(2, 'L'),
    ]) {
      const proof = provePlan(instance);
      if (proof.kind === 'open') continue;
      proven++;
      const { objective, plan } = solveLoop(instance);
      const wanted =
        proof.kind === 'best'
          ? { objective: proof.objective, plan: proof.plan }
          : { objective: null, plan: null };
      expect({ id: instance.id, objective, plan }).toEqual({ id: instance.id, ...wanted });
    }
    expect(proven).toBe(95);
  }, 300_000);

  it('gives terms that add up, as the judge computes them', () => {
    for (const seed of seeds(200, 10)) {
      const instance = makeLoop(seed, 'L');
      const { plan, objective, terms, bound } = solveLoop(instance);
      if (!plan) continue;
      const verdict = judgeSchedule(instance, plan);
      expect(verdict).toEqual({ errors: [], terms, objective });
      expect(bound).toBe(objective);
    }
  }, 300_000);

  it('gives the same answer whatever the order of object keys', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, reversed(part)]),
      );
    };
    for (const seed of seeds(300, 10)) {
      const instance = makeLoop(seed, 'M');
      const parsed = parseLoop(reversed(instance));
      expect(parsed.ok && solveLoop(parsed.instance)).toEqual(solveLoop(instance));
    }
  });

  it('stops at the work limit with a sound bound, the same each time', () => {
    let stopped = 0;
    for (const seed of seeds(400, 5)) {
      const instance = makeLoop(seed, 'XL');
      const cut = solveLoop(instance, { maxWork: 6000 });
      expect(solveLoop(instance, { maxWork: 6000 })).toEqual(cut);
      if (cut.status !== 'UNKNOWN') continue;
      stopped++;
      const full = solveLoop(instance);
      if (full.objective !== null) expect(cut.bound).toBeLessThanOrEqual(full.objective);
      if (cut.plan) expect(judgeSchedule(instance, cut.plan).errors).toEqual([]);
    }
    expect(stopped).toBeGreaterThan(0);
  }, 300_000);

  it('stops when told to and reports plans that only get better', () => {
    const instance = makeLoop(404, 'XL');
    expect(solveLoop(instance, { shouldStop: () => true }).work).toBeLessThan(solveLoop(instance).work + 1);
    const seen: number[] = [];
    const { objective } = solveLoop(instance, {
      onProgress: ({ objective: now, bound }) => {
        expect(bound).toBeLessThanOrEqual(now!);
        seen.push(now!);
      },
    });
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    expect(seen.at(-1) ?? null).toBe(objective);
  });

  it('keeps pinned starts', () => {
    const instance = makeLoop(7, 'M');
    const { plan } = solveLoop(instance);
    const pin = plan!.start.map((start, s) => (s === 0 ? start : null));
    expect(solveLoop(instance, { pin }).plan).toEqual(plan);
  });
});

describe('explainInfeasible', () => {
  it('finds clashes of 120 instances by exhaustive deletion: nothing can be taken, every single fix is there', () => {
    let explained = 0;
    for (let seed = 1; explained < 120; seed++) {
      const instance = makeLoop(seed, seed % 8 === 0 ? 'M' : 'S');
      if (solveLoop(instance).plan) continue;
      explained++;
      const all = droppable(instance);
      const { conflict, singleFixes, complete } = explainInfeasible(instance);
      expect(complete).toBe(true);
      const feasible = (kept: string[]): boolean =>
        solveLoop(
          drop(
            instance,
            all.filter((id) => !kept.includes(id)),
          ),
          { anyPlan: true },
        ).plan !== null;
      if (conflict!.length === 0) expect(feasible([])).toBe(false);
      else expect(feasible(conflict!)).toBe(false);
      for (const id of conflict!) expect(feasible(conflict!.filter((other) => other !== id))).toBe(true);
      const wanted = all.flatMap((id) => {
        const { objective } = solveLoop(drop(instance, [id]));
        return objective === null ? [] : [[id, objective] as const];
      });
      expect(new Map(singleFixes.map(({ ids, objective }) => [ids[0], objective]))).toEqual(new Map(wanted));
    }
  }, 300_000);

  it('names a pair as the whole instance numbers it', () => {
    const made = makeLoop(70_047, 'S');
    const instance = {
      ...made,
      rules: { ...made.rules, before: [...made.rules.before, ...made.rules.before] },
    };
    const found = pairFixes(instance, explainInfeasible(instance))!;
    for (const { ids, objective } of found) {
      expect(new Set(ids).size).toBe(2);
      expect({ ids, objective: solveLoop(drop(instance, ids)).objective }).toEqual({ ids, objective });
    }
    expect(found.length).toBeGreaterThan(0);
  });

  it('offers the pairs that help where no single change does', () => {
    const instance = seeds(1, 400)
      .map((seed) => makeLoop(seed, 'S'))
      .find((candidate) => {
        if (solveLoop(candidate).plan) return false;
        const { conflict, singleFixes } = explainInfeasible(candidate);
        return conflict!.length > 0 && singleFixes.length === 0;
      })!;
    const all = droppable(instance);
    const found = pairFixes(instance, explainInfeasible(instance))!.map(({ ids }) =>
      [...ids].sort().join(' '),
    );
    const wanted = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .flatMap((b) => (solveLoop(drop(instance, [a, b])).plan ? [[a, b].sort().join(' ')] : [])),
    );
    expect(found.sort()).toEqual(wanted.sort());
    expect(wanted.length).toBeGreaterThan(0);
  }, 300_000);
});

describe('repairsFor', () => {
  it('repairs each decline with a valid plan, at the same times where that is possible', () => {
    const kinds = new Set<string>();
    for (const seed of seeds(1, 14)) {
      const instance = makeLoop(seed, 'M');
      const { plan } = solveLoop(instance);
      if (!plan) continue;
      const { repairs, survivesAnyDecline, critical } = repairsFor(instance, plan);
      expect(repairs.map(({ person }) => person)).toEqual(
        [...new Set(plan.who.flat())].sort((a, b) => a - b),
      );
      expect(survivesAnyDecline).toBe(critical.length === 0);
      for (const { person, kind, plan: repaired, moved, reseated } of repairs) {
        kinds.add(kind);
        if (!repaired) continue;
        expect(judgeSchedule(instance, repaired).errors).toEqual([]);
        expect(repaired.who.flat()).not.toContain(person);
        expect(kind).toBe(moved.length === 0 ? 'stand-in' : 'move');
        expect(reseated.length).toBeGreaterThan(0);
      }
    }
    expect(kinds).toContain('stand-in');
    expect(kinds).toContain('move');
  }, 300_000);
});

describe('parseLoop', () => {
  const broken = (change: (instance: ReturnType<typeof structuredClone<LoopInstance>>) => void) => {
    const instance = structuredClone(makeLoop(1, 'M'));
    change(instance);
    return parseLoop(JSON.parse(JSON.stringify(instance)));
  };
  it.each<[string, string, (instance: LoopInstance) => void]>([
    ['a missing rule', 'rules.maxDays', (i) => Object.assign(i.rules, { maxDays: undefined })],
    ['a fraction', 'step', (i) => Object.assign(i, { step: 7.5 })],
    ['a duration off the grid', 'sessions.0.dur', (i) => Object.assign(i.sessions[0]!, { dur: 50 })],
    [
      'a person who is not there',
      'sessions.0.seats.0.pool',
      (i) => i.sessions[0]!.seats[0]!.pool.push([999, 0]),
    ],
    ['days out of order', 'days.1', (i) => i.days.reverse()],
    ['a load for too few days', 'people.0.dayLoad', (i) => i.people[0]!.dayLoad.pop()],
    [
      'an interval that ends before it starts',
      'candidate.0',
      (i) => Object.assign(i, { candidate: [[600, 540]] }),
    ],
    [
      'an order of a session that is not there',
      'rules.before.0',
      (i) => Object.assign(i.rules, { before: [[0, 99]] }),
    ],
  ])('names the field of %s', (_, field, change) => {
    expect(broken(change)).toMatchObject({ ok: false, field });
  });
  it('accepts what the generator makes', () => {
    for (const seed of seeds(1, 20)) expect(parseLoop(makeLoop(seed, 'L'))).toMatchObject({ ok: true });
  });
});
