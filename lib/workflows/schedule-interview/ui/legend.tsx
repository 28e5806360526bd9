import type { LaneRow, LaneSpan } from './day-lanes';
import { spanWord } from './day-lanes';

const SWATCH: Record<LaneSpan['kind'], string> = {
  busy: 'bg-busy',
  tentative: 'fill-tentative',
  'out-of-office': 'bg-away',
  buffer: 'bg-buffer',
  unknown: 'fill-unknown',
};

/** Only the kinds that are drawn, so the legend is as short as the day. */
export function Legend({ rows }: { rows: LaneRow[] }) {
  const drawn = new Set(rows.flatMap((row) => row.spans.map((span) => span.kind)));
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 px-3 pt-2 pb-2 text-xs text-muted" aria-label="Legend">
      <li className="flex items-center gap-1">
        <i className="size-2.5 rounded-[2px] border border-line-strong bg-free" />
        Free
      </li>
      {(Object.keys(SWATCH) as LaneSpan['kind'][])
        .filter((kind) => drawn.has(kind))
        .map((kind) => (
          <li key={kind} className="flex items-center gap-1">
            <i className={`size-2.5 rounded-[2px] ${SWATCH[kind]}`} />
            {spanWord[kind]}
          </li>
        ))}
      <li className="flex items-center gap-1">
        <i className="size-2.5 rounded-[2px] border border-line bg-off" />
        Off hours
      </li>
    </ul>
  );
}
