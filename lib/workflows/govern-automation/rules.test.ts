import { describe, expect, it } from 'vitest';
import { EMPTY_POLICY, type Policy, readPolicy } from '@/lib/governance/policy-document';
import type { Verdict } from '@/lib/governance/port';
import { POSTING, verdict, WORKFLOWS } from '@/tests/fakes/governance';
import { type History, offProblem, viewOf, withHistory } from './rules';

const W = 'schedule-interview';
const wish = (phase: 1 | 2 | 3, more: Partial<Policy> = {}): Policy => ({
  ...EMPTY_POLICY,
  rules: [{ workflow: W, postingId: null, roleLevel: null, phase }],
  ...more,
});
const agreed = (n: number): Verdict[] => Array.from({ length: n }, (_, i) => verdict(i));
const shown = (policy: unknown, verdicts: Verdict[] = [], preset?: unknown, damaged = 0) => {
  const history: History = { verdicts, damaged };
  const view = viewOf(
    readPolicy(policy, preset),
    WORKFLOWS,
    new Map([[W, history]]),
    {
      postings: [{ ...POSTING, id: 'p2', title: 'VP Sales' }, POSTING],
      readAt: 5,
      problems: [],
    },
    { id: 'user-rec', role: 'admin', confidential: false },
  );
  const [workflow] = view.workflows;
  if (!workflow) throw new Error('no workflow');
  return { view, workflow };
};

describe('the page', () => {
  it('shows a wish above what is earned with the reason and what is missing', () => {
    const { workflow } = shown(wish(3), agreed(3));
    expect(workflow).toMatchObject({ wished: 3, inForce: 1, cap: 3, off: null });
    expect(workflow.record).toMatchObject({ agreed: 3, decided: 3, earned: 1, needed: { 2: 11, 3: 26 } });
    expect(workflow.why).toEqual([
      'Scheduling has not earned phase 2: of the last 3 decisions 3 agreed with its proposal, which proves only 36 % agreement; 80 % has to be proven, and 11 more agreements in a row would be enough.',
    ]);
    expect(workflow.record.points).toHaveLength(3);
  });

  it('says by which numbers a phase is in force', () => {
    expect(shown(wish(2), agreed(20)).workflow.why).toEqual([
      'Phase 2 is earned: 20 of the last 20 decisions agreed, which proves 86 % agreement; 80 % is needed.',
    ]);
    const { workflow } = shown(wish(3), agreed(20));
    expect(workflow).toMatchObject({ wished: 3, inForce: 2 });
    expect(workflow.why).toEqual([
      expect.stringContaining('has not earned phase 3: of the last 20 decisions 20 agreed'),
    ]);
  });

  it('says what the administrator capped or switched off', () => {
    const capped = shown(wish(3), agreed(40), { maxPhase: 2 });
    expect(capped.workflow).toMatchObject({ wished: 3, inForce: 2, cap: 2 });
    expect(capped.workflow.why[0]).toBe('Your administrator allows Scheduling at most phase 2.');
    const off = shown(wish(3), [], { workflows: { [W]: { off: true } } });
    expect(off.workflow.off).toEqual({ scope: 'admin', name: 'your administrator', at: null });
    expect(off.view.fixedByAdmin).toEqual(['workflows']);
  });

  it('lists postings by title, with level, own wish, phase in force and why', () => {
    const rules = [...wish(2).rules, { workflow: W, postingId: 'p1', roleLevel: null, phase: 1 as const }];
    const { view } = shown({ ...wish(2), rules }, agreed(20));
    expect(view.postings.map((one) => [one.title, one.level, one.source])).toEqual([
      ['Backend Engineer', 'standard', 'title'],
      ['VP Sales', 'executive', 'title'],
    ]);
    expect(view.postings[0]?.places[0]).toMatchObject({ own: 1, inForce: 1, record: { decided: 20 } });
    expect(view.postings[1]?.places[0]).toMatchObject({
      own: null,
      inForce: 1,
      record: null,
      why: ['The role is executive (its title suggests it), and for such roles a person always decides.'],
    });
  });

  it('stays in phase 1 while decisions are damaged, and says so once on top', () => {
    const { view, workflow } = shown(wish(2), agreed(20), undefined, 2);
    expect(workflow.inForce).toBe(1);
    expect(view.problems).toMatchObject([{ code: 'record-unreadable' }]);
    expect(withHistory(readPolicy(undefined), 'Scheduling', { verdicts: [], damaged: 0 }).problems).toEqual(
      [],
    );
  });

  it('says everything is stopped', () => {
    const stop = { by: 'u', name: 'Maya Okafor', at: 7 };
    const { view, workflow } = shown(wish(2, { allOff: stop }));
    expect(view.everything).toEqual({ scope: 'everything', name: 'Maya Okafor', at: 7 });
    expect(workflow.off?.scope).toBe('everything');
  });
});

describe('what is refused while off', () => {
  const off = { by: 'u', name: 'Maya Okafor', at: 7 };
  it.each([
    [
      'workflow',
      'Sun 10:15',
      'Scheduling is switched off by Maya Okafor since Sun 10:15.',
      'under Automation',
    ],
    ['everything', null, 'Everything is stopped by Maya Okafor.', 'under Automation'],
    ['admin', null, 'Scheduling is switched off by Maya Okafor.', 'Only your administrator'],
  ] as const)('%s', (scope, since, message, next) => {
    const problem = offProblem('Scheduling', { scope, off }, since);
    expect(problem.message).toBe(message);
    expect(problem.next).toContain(next);
  });
});
