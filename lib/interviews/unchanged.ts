import { Failure } from '@/lib/domain/problem';
import type { Difference } from '@/lib/ledger/plan';

/**
 * Refuses to take back what a person changed since, naming each change beside what was written.
 * `what`: "The calendar event “Interview”". @throws Failure `changed-by-someone`
 */
export function mustBeUnchanged(what: string, differences: readonly Difference[], anyway: string): void {
  if (differences.length === 0) return;
  const changes = differences.map((one) => `${one.what}: written “${one.written}”, now “${one.now}”`);
  throw new Failure({
    code: 'changed-by-someone',
    message: `${what} was changed by a person. ${changes.join('; ')}.`,
    next: `Look at it first. Undo anyway ${anyway}`,
  });
}
