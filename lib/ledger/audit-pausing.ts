import type { Audit } from './audit';
import type { EntryDraft } from './store';

export interface Pause {
  /** Resolves when work may go on. */
  opened(): Promise<void>;
  /** A write begins; call what it returns when it is over. */
  busy(): () => void;
}

const BEGINS: ReadonlySet<string> = new Set(['action-intended', 'undo-intended']);

/**
 * The log as the ledger writes it, with a door: a plan passes only while Fulcrum is open. It waits before each
 * intent and after each result, so that a plan stops between two writes and never inside one.
 */
export function pausingAudit(audit: Audit, pause: Pause): Audit {
  const underway = new Map<string, () => void>();
  const nameOf = ({ planId, actionId }: EntryDraft): string => JSON.stringify([planId, actionId]);
  return {
    ...audit,
    async record(drafts, also = {}) {
      const steps = drafts.filter((draft) => draft.actionId);
      const begins = steps.filter((draft) => BEGINS.has(draft.event));
      if (begins.length > 0) await pause.opened();
      for (const draft of begins) if (!underway.has(nameOf(draft))) underway.set(nameOf(draft), pause.busy());
      try {
        await audit.record(drafts, also);
      } catch (error) {
        // Nothing is sent without its intent on disk, so nothing is under way.
        for (const draft of begins) end(nameOf(draft));
        throw error;
      }
      if (begins.length > 0) return;
      for (const draft of steps) end(nameOf(draft));
      if (steps.length > 0 && also.plan) await pause.opened();
    },
  };

  function end(name: string): void {
    underway.get(name)?.();
    underway.delete(name);
  }
}
