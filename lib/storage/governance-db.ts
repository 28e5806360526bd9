import Dexie, { type DexieOptions, type Table } from 'dexie';
import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Phase } from '@/lib/governance/policy';
import { phaseSchema, WINDOW } from '@/lib/governance/policy-document';
import type { Verdict } from '@/lib/governance/port';

const text = z.string().min(1).max(400);
const verdictSchema = z.object({
  workflow: text,
  postingId: text.nullable(),
  planId: text,
  outcome: z.enum(['agreed', 'changed', 'refused']),
  by: text,
  at: z.number().int(),
}) satisfies z.ZodType<Verdict>;
const postingSchema = z.object({
  id: text,
  title: z.string(),
  level: z.string().nullable(),
  team: z.string().nullable(),
  location: z.string().nullable(),
});
type KeptPosting = z.infer<typeof postingSchema>;

interface Tables {
  /** Rows `policy` and `postings-read`. */
  single: Table<{ name: string; value: unknown }, string>;
  verdicts: Table<Verdict, string>;
  announced: Table<{ place: string; phase: unknown }, string>;
  postings: Table<KeptPosting, string>;
}

const POLICY = 'policy';
const READ = 'postings-read';

/**
 * Policy, decisions and postings in IndexedDB, strictly durable. Rows come back checked; the policy comes back as it
 * is stored, because who reads it decides what a damaged one means.
 */
export function openGovernanceDb(name = 'fulcrum-governance', options: DexieOptions = {}) {
  const db = new Dexie(name, { ...options, chromeTransactionDurability: 'strict' }) as Dexie & Tables;
  db.version(1).stores({
    single: 'name',
    verdicts: 'planId, [workflow+at]',
    announced: 'place',
    postings: 'id',
  });

  async function saved<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new Failure({
        code: 'automation-not-saved',
        message: `Fulcrum could not save this on this computer: ${error instanceof Error ? error.message : String(error)}`,
        next: 'Free some disk space and set it again.',
        retryable: true,
      });
    }
  }

  return {
    policy: async (): Promise<unknown> => (await db.single.get(POLICY))?.value,
    savePolicy: (value: unknown): Promise<void> =>
      saved(async () => void (await db.single.put({ name: POLICY, value }))),

    async verdicts(workflow: string): Promise<{ verdicts: Verdict[]; damaged: number }> {
      const rows: unknown[] = await db.verdicts
        .where('[workflow+at]')
        .between([workflow, Dexie.minKey], [workflow, Dexie.maxKey])
        .toArray();
      const verdicts = rows.flatMap((row) => {
        const read = verdictSchema.safeParse(row);
        return read.success ? [read.data] : [];
      });
      const counted = rows.slice(-WINDOW);
      const damaged = counted.filter((row) => !verdictSchema.safeParse(row).success).length;
      return { verdicts, damaged };
    },
    addVerdict: (verdict: Verdict): Promise<boolean> =>
      saved(() =>
        db.transaction('rw', db.verdicts, async () => {
          if (await db.verdicts.get(verdict.planId)) return false;
          await db.verdicts.add(verdictSchema.parse(verdict));
          return true;
        }),
      ),

    async announced(place: string): Promise<Phase | null> {
      const read = phaseSchema.safeParse((await db.announced.get(place))?.phase);
      return read.success ? read.data : null;
    },
    announce: (place: string, phase: Phase): Promise<void> =>
      saved(async () => void (await db.announced.put({ place, phase }))),

    async postings(): Promise<KeptPosting[]> {
      const rows: unknown[] = await db.postings.toArray();
      return rows.flatMap((row) => {
        const read = postingSchema.safeParse(row);
        return read.success ? [read.data] : [];
      });
    },
    keepPostings: (postings: readonly KeptPosting[], readAt: number): Promise<void> =>
      saved(() =>
        db.transaction('rw', [db.postings, db.single], async () => {
          await db.postings.clear();
          await db.postings.bulkPut([...postings]);
          await db.single.put({ name: READ, value: readAt });
        }),
      ),
    async postingsReadAt(): Promise<number | null> {
      const value = (await db.single.get(READ))?.value;
      return typeof value === 'number' ? value : null;
    },
    close: () => db.close(),
  };
}
