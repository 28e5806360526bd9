import type { Commit, KeyStore, LedgerStore } from '@/lib/ledger/store';

/** Where in the life of one action the process dies. */
export const DEATHS = ['none', 'before-intent', 'before-call', 'after-effect', 'after-stored'] as const;
export type Death = (typeof DEATHS)[number];

/** When a process dies: at a point of one action, or at its n-th use of disk or network. */
export type Dying =
  | { actionId: string; undo: boolean; death: Death }
  | { step: number; after: boolean }
  | null;

/** True for the entry that says an action (or its way back) is about to be called. */
export const isIntent = (commit: Commit, actionId: string, undo: boolean): boolean => {
  const entry = commit.entries[0];
  return entry?.actionId === actionId && entry.event === (undo ? 'undo-intended' : 'action-intended');
};

/**
 * A disk as one mortal process sees it, and `use` for everything else the process does outside of itself.
 * `died` resolves at its death; from then on nothing it awaits returns.
 */
export function mortal(disk: LedgerStore & KeyStore, dying: Dying) {
  let dead = false;
  let steps = 0;
  let bury: () => void = () => {};
  const died = new Promise<'died'>((resolve) => {
    bury = () => resolve('died');
  });
  const never = new Promise<never>(() => {});
  const die = () => {
    dead = true;
    bury();
    return never;
  };

  /** One use of disk or network; the place where a counted death happens. */
  async function use<T>(job: () => Promise<T>): Promise<T> {
    if (dead) return never;
    const mine = dying && 'step' in dying && ++steps === dying.step ? dying : null;
    if (mine && !mine.after) return die();
    const result = await job();
    return mine ? die() : dead ? never : result;
  }

  const store: LedgerStore & KeyStore = { ...disk };
  for (const name of [
    'plan',
    'plans',
    'tail',
    'signing',
    'candidate',
    'addSigning',
    'addCandidate',
  ] as const) {
    const original = disk[name] as (...args: unknown[]) => Promise<never>;
    Object.assign(store, { [name]: (...args: unknown[]) => use(() => original(...args)) });
  }
  store.commit = (commit) =>
    use(async () => {
      const entry = commit.entries[0];
      const point = dying && 'death' in dying && entry?.actionId === dying.actionId ? dying : null;
      // Events of the other direction are not meant.
      const ours =
        point !== null && (point.undo ? /^undo-|undone$/ : /^action-(?!undone)/).test(entry?.event ?? '');
      const start = point !== null && isIntent(commit, point.actionId, point.undo);
      if (ours && ((start && point.death === 'before-intent') || (!start && point.death === 'after-effect')))
        return die();
      const written = await disk.commit(commit);
      if (ours && ((start && point.death === 'before-call') || (!start && point.death === 'after-stored')))
        return die();
      return written;
    });
  return { store, use, died, steps: () => steps };
}
