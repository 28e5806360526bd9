import { CsvFault } from '@/lib/evidence/csv';
import { type FairnessTable, readFairnessTable } from '@/lib/evidence/fairness-table';
import { type ImpactReport, impactRatios } from '@/lib/evidence/impact-ratios';
import { scoringRates } from '@/lib/evidence/scoring-rates';

const USAGE =
  'Usage: npm run --silent cli -- fairness [--leave-out CATEGORY]... < table.csv   (category,selected,total or category,score)';

/** Reads a table of outcomes from standard input and prints its impact ratios as JSON. Exit code 2 on bad input. */
export async function main(args: string[]): Promise<number> {
  const complain = (line: string): number => {
    process.stderr.write(`${line.replace(/\s+/g, ' ')}\n`);
    return 2;
  };
  const leftOut: string[] = [];
  for (let i = 0; i < args.length; i += 2) {
    const value = args[i + 1];
    if (args[i] !== '--leave-out' || value === undefined)
      return complain(`${args[i]}: no such option, or no value. ${USAGE}`);
    leftOut.push(value);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  try {
    const report = measure(readFairnessTable(utf8(Buffer.concat(chunks))), leftOut);
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof CsvFault) return complain(`line ${error.line}: ${error.message}`);
    if (error instanceof RangeError) return complain(`--leave-out: ${error.message}`);
    throw error;
  }
}

function utf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
  throw new CsvFault(line, 'text: is not UTF-8; save the table as UTF-8');
}

function measure(input: FairnessTable, leftOut: readonly string[]) {
  if (input.kind === 'selection')
    return written('selection_rate', impactRatios(input.table, { unknown: input.unknown, leftOut }));
  const { table, median, ties, warnings } = scoringRates(input.people);
  const unknown = table.filter(({ category }) => input.isUnknown(category));
  const report = impactRatios(
    table.filter((one) => !unknown.includes(one)),
    {
      unknown: {
        selected: unknown.reduce((sum, { selected }) => sum + selected, 0),
        total: unknown.reduce((sum, { total }) => sum + total, 0),
      },
      leftOut,
    },
  );
  return {
    ...written('scoring_rate', { ...report, warnings: [...warnings, ...report.warnings] }),
    median,
    tie_share: ties / input.people.length,
  };
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
