import type { LoopExplanation } from '@/lib/scheduling/loop/explain';
import { termsOf } from '@/lib/scheduling/loop/terms';
import type { LoopInstance, LoopResult } from '@/lib/scheduling/loop/types';
import { certify } from '@/lib/scheduling/loop-check/certificate';
import { checkLoop, type LoopAnswer } from '@/lib/scheduling/loop-check/check';
import { provePlan } from '@/lib/scheduling/loop-check/prove';

/** What the second program found out about an answer, and the file with which anybody can check it again. */
export interface Checked {
  /** `unproven`: nothing is wrong, but a claim was too large to prove again within the steps. */
  verdict: 'valid' | 'invalid' | 'unproven';
  errors: string[];
  /** Claims proven: 1 for a plan; for a clash, itself, each of its members and each change. */
  claims: number;
  /** One line for the checker: times and indexes, no name, address or id of anybody. */
  file: { instance: LoopInstance; answer: LoopAnswer };
}

/**
 * Checks an answer with the program that shares no search code with the one that found it. The claims are those of
 * `result` (a best plan, or that there is none) and, where there is none, of `explanation`.
 */
export function checkAnswer(
  named: LoopInstance,
  result: Pick<LoopResult, 'status' | 'plan' | 'objective' | 'bound'>,
  explanation: LoopExplanation | null,
  steps: number,
): Checked {
  const instance = nameless(named);
  const { status, plan, objective, bound } = result;
  const claimed: LoopAnswer = plan
    ? { status, objective, ...plan, bound, terms: { ...termsOf(instance, plan) } }
    : {
        status,
        objective: null,
        ...(explanation?.conflict ? { conflict: explanation.conflict } : {}),
        ...(explanation?.conflict && explanation.complete
          ? {
              singleFixes: explanation.singleFixes.flatMap(({ ids: [id], objective: opened }) =>
                id === undefined ? [] : [{ id, objective: opened }],
              ),
            }
          : {}),
      };
  const certificate = certify(instance, claimed, steps);
  const answer = certificate ? { ...claimed, certificate } : claimed;
  const verdict = checkLoop(instance, answer, (asked, options) => provePlan(asked, { ...options, steps }));
  return {
    verdict: !verdict.valid ? 'invalid' : verdict.unproven.length > 0 ? 'unproven' : 'valid',
    errors: verdict.errors,
    claims: certificate ? certificate.bounds.length + certificate.plans.filter(isNeeded).length : 0,
    file: { instance, answer },
  };
}

const isNeeded = ({ claim }: { claim: string }): boolean => claim.startsWith('needed:');

/** The same question with numbers in place of every id. */
function nameless(instance: LoopInstance): LoopInstance {
  const numbered = <T extends { id: string }>(list: readonly T[], word: string): T[] =>
    list.map((one, n) => ({ ...one, id: `${word}-${n + 1}` }));
  return {
    ...instance,
    id: 'on-site',
    people: numbered(instance.people, 'person'),
    sessions: numbered(instance.sessions, 'session'),
    rooms: numbered(instance.rooms, 'room'),
    rules: { ...instance.rules, groups: numbered(instance.rules.groups, 'group') },
  };
}
