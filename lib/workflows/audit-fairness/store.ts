import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Lock } from '@/lib/ledger/store';
import type { KeyValue } from '@/lib/platform/key-value';
import { type Bar, barSchema, DEFAULT_BAR, type FairnessReport, reportSchema } from './schema';

const REPORTS = 'reports';
const BAR = 'bar';
/** Older ones go: a report counts for a year, and one a week is many. */
const MOST = 120;

function checked<T>(schema: z.ZodType<T>, stored: unknown, what: string): T {
  const read = schema.safeParse(stored);
  if (read.success) return read.data;
  throw new Failure({
    code: 'fairness-unreadable',
    message: `${what} on this computer cannot be read.`,
    next: 'Open the Fairness page and set or save it again.',
  });
}

/** Reports and the bar in the extension's storage. What cannot be read is a `Failure`, never an empty list. */
export function createReportStore({ kept, lock }: { kept: KeyValue; lock: Lock }) {
  const bar = async (): Promise<Bar> =>
    checked(barSchema, (await kept.get(BAR)) ?? DEFAULT_BAR, 'The fairness bar');
  const reports = async (): Promise<FairnessReport[]> =>
    checked(z.array(reportSchema), (await kept.get(REPORTS)) ?? [], 'The fairness reports');
  /** What can be read of a damaged list, so that saving mends it. */
  const readable = async (): Promise<FairnessReport[]> => {
    const stored = await kept.get<unknown>(REPORTS);
    return (Array.isArray(stored) ? stored : []).flatMap((one) => {
      const read = reportSchema.safeParse(one);
      return read.success ? [read.data] : [];
    });
  };
  return {
    fallbackBar: DEFAULT_BAR,
    bar,
    reports,
    add: (report: FairnessReport): Promise<void> =>
      lock('fulcrum:fairness', async () => {
        const newest = [report, ...(await readable())].sort((a, b) => b.at - a.at).slice(0, MOST);
        await kept.set(REPORTS, newest);
      }),
    remove: (id: string): Promise<void> =>
      lock('fulcrum:fairness', async () => {
        await kept.set(
          REPORTS,
          (await readable()).filter((one) => one.id !== id),
        );
      }),
    setBar: (next: Bar): Promise<void> => kept.set(BAR, next),
  };
}
