import { type CategoryTable, crossedName, tablesOf } from '@/lib/evidence/crossed-tables';
import { CsvFault } from '@/lib/evidence/csv';
import { type FairnessTable, readFairnessTable } from '@/lib/evidence/fairness-table';
import type { Counts } from '@/lib/evidence/fisher';
import { type Category, type ImpactReport, impactRatios } from '@/lib/evidence/impact-ratios';
import { scoringRates } from '@/lib/evidence/scoring-rates';

const USAGE =
  'Usage: npm run --silent cli -- fairness [--leave-out CATEGORY]... < table.csv   (category,selected,total or category,score)';

/** Reads a table of outcomes from standard input and prints its impact ratios as JSON. Exit code 2 on bad input. */
export async function main(args: string[]): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { code, out, fault } = answer(Buffer.concat(chunks), args);
  if (out) process.stdout.write(`${out}\n`);
  if (fault) process.stderr.write(`${fault}\n`);
  return code;
}

/** What is printed for a table: `out` with code 0, or one line saying what is wrong and where, with code 2. */
export function answer(table: Buffer, args: readonly string[]): { code: number; out: string; fault: string } {
  const refused = (why: string) => ({ code: 2, out: '', fault: why.replace(/\s+/g, ' ') });
  const leftOut: string[] = [];
  for (let i = 0; i < args.length; i += 2) {
    const value = args[i + 1];
    if (args[i] !== '--leave-out' || value === undefined)
      return refused(`${args[i]}: no such option, or no value. ${USAGE}`);
    leftOut.push(value);
  }
  try {
    const report = measure(readFairnessTable(utf8(table)), leftOut);
    return { code: 0, out: JSON.stringify(report, null, 2), fault: '' };
  } catch (error) {
    if (error instanceof CsvFault) return refused(`line ${error.line}: ${error.message}`);
    if (error instanceof LeaveOutFault) return refused(`--leave-out: ${error.message}`);
    throw error;
  }
}

class LeaveOutFault extends Error {}

function utf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
  throw new CsvFault(line, 'text: is not UTF-8; save the table as UTF-8');
}

function measure(input: FairnessTable, leftOut: readonly string[]) {
  const scored = input.kind === 'scoring' ? scoringRates(input.people) : null;
  const cells = input.kind === 'selection' ? [...input.table, { category: '', ...input.unknown }] : [];
  const given = scored?.table ?? cells;
  const tables = tablesOf(given).map((one) => (one.by === 'both' ? asWritten(one, given) : one));
  const named = new Set(tables.flatMap(({ table }) => table.map(({ category }) => category)));
  const stranger = leftOut.find((category) => !named.has(category));
  if (stranger !== undefined) throw new LeaveOutFault(`there is no category "${stranger}" to leave out`);

  const rate = scored ? 'scoring_rate' : 'selection_rate';
  const reportOf = ({ table, unknown }: CategoryTable) => {
    const own = leftOut.filter((name) => table.some(({ category }) => category === name));
    const report = written(rate, impacts(table, unknown, own));
    if (!scored) return report;
    const warnings = [...scored.warnings, ...report.warnings];
    return { ...report, warnings, median: scored.median, tie_share: scored.ties / assessedOf(scored.table) };
  };
  // Categories in two parts, such as "Women / Black", give three tables; the last, by both parts, is the table as it was given.
  const [main, ...crossed] = tables.toReversed();
  return {
    ...(main && reportOf(main)),
    ...(crossed.length > 0 && {
      by_part: crossed.toReversed().map(({ by, ...table }) => ({ part: by, ...reportOf({ by, ...table }) })),
    }),
  };
}

/** The categories of the table by both parts under the names they were given. */
function asWritten({ table, ...rest }: CategoryTable, given: readonly Category[]): CategoryTable {
  const names = new Map(given.map(({ category }) => [crossedName(category), category]));
  return {
    ...rest,
    table: table.map((one) => ({ ...one, category: names.get(one.category) ?? one.category })),
  };
}

const assessedOf = (table: readonly Category[]): number => table.reduce((sum, { total }) => sum + total, 0);

function impacts(table: readonly Category[], unknown: Counts, leftOut: readonly string[]): ImpactReport {
  try {
    return impactRatios(table, { unknown, leftOut });
  } catch (error) {
    if (error instanceof RangeError) throw new LeaveOutFault(error.message);
    throw error;
  }
}

function written(rate: 'selection_rate' | 'scoring_rate', report: ImpactReport) {
  return {
    rate,
    reference: report.reference,
    ratios: Object.fromEntries(report.categories.map(({ category, ratio }) => [category, ratio])),
    categories: report.categories.map((one) => ({
      category: one.category,
      selected: one.selected,
      total: one.total,
      rate: one.rate,
      impact_ratio: one.ratio,
      finding: one.finding,
      p_value: one.pValue,
      significant: one.significant,
      interval_95: one.interval,
      one_more_flips: one.oneMoreFlips,
      with_unknown: one.withUnknown,
    })),
    assessed: report.assessed,
    unknown: report.unknown,
    warnings: report.warnings,
  };
}
