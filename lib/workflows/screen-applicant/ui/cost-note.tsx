import type { SpentView } from '../views';
import { money } from './words';

/** What these results cost, and what the model has cost today and this month, for everything. */
export function CostNote({ costUsd, spent }: { costUsd: number; spent: SpentView | null }) {
  if (costUsd === 0 && !spent) return null;
  return (
    <p className="text-sm text-muted tabular-nums">
      These results: {money(costUsd)}.
      {spent &&
        ` Model today ${of(spent.day, spent.cap.day)}, this month ${of(spent.month, spent.cap.month)}.`}
    </p>
  );
}

const of = (spent: number, cap: number | null): string =>
  cap === null ? money(spent) : `$${spent.toFixed(2)} of $${cap.toFixed(2)}`;
