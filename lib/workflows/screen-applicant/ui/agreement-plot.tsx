import type { CalibrationView } from '../views';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
/** Share of agreement with its interval on a line from 0 to 100 %. */
function ShareLine({ agreed, of, low, high }: CalibrationView['criteria'][number]['all']) {
  const x = (share: number): string => `${100 * share}%`;
  return (
    <svg aria-hidden="true" height={18} className="w-full min-w-24 flex-1 overflow-visible">
      <line x1="0" x2="100%" y1={9} y2={9} className="stroke-line" strokeWidth={2} />
      <line x1={x(low)} x2={x(high)} y1={9} y2={9} className="stroke-accent-line" strokeWidth={6} />
      <circle cx={x(agreed / of)} cy={9} r={5} className="fill-accent" />
    </svg>
  );
}

/** One row per criterion: share of agreement with its 95 % interval. Too few verdicts show how many are missing instead. */
export function AgreementPlot({
  criteria,
  needed,
}: {
  criteria: CalibrationView['criteria'];
  needed: number;
}) {
  return (
    <div className="flex flex-col">
      <p className="mb-1 text-sm text-muted">
        Share of verdicts on which people and the AI agree, from 0 to 100 %, with the 95 % interval; nothing
        is shown under {needed}.
      </p>
      <ul className="flex flex-col">
        {criteria.map(({ criterionId, rubricVersion, label, all, blind }) => (
          <li
            key={`${rubricVersion} ${criterionId}`}
            className="grid items-center gap-x-4 gap-y-0.5 border-t border-line py-1.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_10rem]"
          >
            <span className="wrap-anywhere">
              {label} <span className="text-sm text-muted">v{rubricVersion}</span>
            </span>
            {all.of < needed ? (
              <span className="text-sm text-muted">
                {all.of} of {needed} verdicts
              </span>
            ) : (
              <span className="flex items-center gap-3">
                <ShareLine {...all} />
                <span className="text-sm whitespace-nowrap tabular">
                  {percent(all.agreed / all.of)} ({percent(all.low)} to {percent(all.high)})
                </span>
              </span>
            )}
            <span className="text-sm text-muted">
              {blind.of > 0 &&
                `${blind.of} judged first${blind.of >= needed ? `, ${percent(blind.agreed / blind.of)} agree` : ''}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const TALL = 96;
/** Room above and below the scale, for a dot at its ends. */
const PAD = 6;
const y = (share: number): number => PAD + TALL * (1 - share);

/** Agreement week by week with its interval; a line marks where the model or the prompt changed. */
export function DriftPlot({ weeks }: { weeks: CalibrationView['weeks'] }) {
  const when = (i: number): string =>
    i === weeks.length - 1 ? 'this week' : `${weeks.length - 1 - i} weeks ago`;
  const words = weeks
    .map(({ of, agreed, changed }, i) =>
      of === 0 ? null : `${when(i)} ${agreed} of ${of}${changed ? ', model or prompt changed' : ''}`,
    )
    .filter(Boolean)
    .join('; ');
  const x = (i: number): string => `${(100 * (i + 0.5)) / weeks.length}%`;
  return (
    <figure className="flex max-w-prose min-w-0 flex-col gap-1">
      <div
        role="img"
        aria-label={`Agreement by week: ${words || 'no verdicts in the last twelve weeks'}.`}
        className="grid grid-cols-[auto_1fr] gap-x-2"
      >
        <span
          className="flex flex-col justify-between text-right text-xs text-muted tabular"
          style={{ height: TALL + 2 * PAD }}
        >
          <span>100 %</span>
          <span>50 %</span>
          <span>0 %</span>
        </span>
        <svg aria-hidden="true" className="w-full overflow-visible" height={TALL + 2 * PAD}>
          {[0, 0.5, 1].map((at) => (
            <line key={at} x1="0" x2="100%" y1={y(at)} y2={y(at)} className="stroke-line" />
          ))}
          {weeks.map(({ start, of, agreed, low, high, changed }, i) =>
            of === 0 ? null : (
              <g key={start}>
                {changed && (
                  <line
                    x1={`${(100 * i) / weeks.length}%`}
                    x2={`${(100 * i) / weeks.length}%`}
                    y1={0}
                    y2={TALL + 2 * PAD}
                    className="stroke-warn"
                    strokeWidth={1.5}
                    strokeDasharray="4 3"
                  />
                )}
                <line
                  x1={x(i)}
                  x2={x(i)}
                  y1={y(high)}
                  y2={y(low)}
                  className="stroke-accent-line"
                  strokeWidth={2}
                />
                <circle cx={x(i)} cy={y(agreed / of)} r={4} className="fill-accent" />
              </g>
            ),
          )}
        </svg>
        <span />
        <span className="flex text-xs text-muted tabular">
          {weeks.map(({ start, of }) => (
            <span key={start} className="flex-1 text-center">
              {of || ''}
            </span>
          ))}
        </span>
        <span />
        <span className="flex justify-between text-xs text-muted">
          <span>{when(0)}</span>
          <span>{when(weeks.length - 1)}</span>
        </span>
      </div>
      <figcaption className="text-sm text-muted">
        Dot: share of verdicts on which people and the AI agree. Line: 95 % interval. Number: verdicts in that
        week. Dashes: the model or the prompt changed.
      </figcaption>
    </figure>
  );
}
