import type { CalibrationView } from '../views';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const WIDTH = 240;
const ROW = 18;

/** One row per criterion: share of agreement with its 95 % interval. Too few verdicts show how many are missing instead. */
export function AgreementPlot({
  criteria,
  needed,
}: {
  criteria: CalibrationView['criteria'];
  needed: number;
}) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="mb-1 text-left text-sm text-muted">
        Share of verdicts on which people and the AI agree, with the 95 % interval; nothing is shown under{' '}
        {needed}.
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Criterion</th>
          <th scope="col">Agreement</th>
          <th scope="col">Judged first</th>
        </tr>
      </thead>
      <tbody>
        {criteria.map(({ criterionId, rubricVersion, label, all, blind }) => (
          <tr key={`${rubricVersion} ${criterionId}`} className="border-t border-line align-middle">
            <th scope="row" className="py-1.5 pr-3 text-base font-normal wrap-anywhere">
              {label} <span className="text-sm text-muted">v{rubricVersion}</span>
            </th>
            <td className="py-1.5 pr-3">
              {all.of < needed ? (
                <span className="text-sm text-muted">
                  {all.of} of {needed} verdicts
                </span>
              ) : (
                <span className="flex items-center gap-2">
                  <svg
                    width={WIDTH / 2}
                    height={ROW}
                    viewBox={`0 0 ${WIDTH} ${ROW}`}
                    preserveAspectRatio="none"
                    aria-hidden="true"
                    className="shrink-0"
                  >
                    <rect y={ROW / 2 - 1} width={WIDTH} height={2} className="fill-line" />
                    <rect
                      x={all.low * WIDTH}
                      y={ROW / 2 - 3}
                      width={Math.max(2, (all.high - all.low) * WIDTH)}
                      height={6}
                      className="fill-accent-line"
                    />
                    <rect
                      x={(all.agreed / all.of) * WIDTH - 2}
                      y={2}
                      width={4}
                      height={ROW - 4}
                      className="fill-accent"
                    />
                  </svg>
                  <span className="tabular text-sm whitespace-nowrap">
                    {percent(all.agreed / all.of)} ({percent(all.low)} to {percent(all.high)})
                  </span>
                </span>
              )}
            </td>
            <td className="py-1.5 text-sm text-muted">
              {blind.of > 0
                ? `${blind.of} judged first${blind.of >= needed ? `, ${percent(blind.agreed / blind.of)} agree` : ''}`
                : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const BAR = 22;
const TALL = 80;

/** Agreement week by week; a line marks where the model or the prompt changed. */
export function DriftPlot({ weeks }: { weeks: CalibrationView['weeks'] }) {
  const words = weeks
    .map(({ of, agreed, changed }, i) => {
      const when = i === weeks.length - 1 ? 'this week' : `${weeks.length - 1 - i} weeks ago`;
      return of === 0 ? null : `${when} ${agreed} of ${of}${changed ? ', model or prompt changed' : ''}`;
    })
    .filter(Boolean)
    .join('; ');
  return (
    <figure className="flex flex-col gap-1">
      <svg
        role="img"
        aria-label={`Agreement by week: ${words || 'no verdicts in the last twelve weeks'}.`}
        viewBox={`0 0 ${weeks.length * BAR} ${TALL + 4}`}
        className="h-24 w-full max-w-prose"
        preserveAspectRatio="none"
      >
        {[0, 0.5, 1].map((at) => (
          <rect
            key={at}
            y={TALL * (1 - at)}
            width={weeks.length * BAR}
            height={0.5}
            className="fill-line-strong"
          />
        ))}
        {weeks.map(({ start, of, agreed, low, high, changed }, i) =>
          of === 0 ? null : (
            <g key={start}>
              {changed && <rect x={i * BAR} width={1.5} height={TALL} className="fill-warn" />}
              <rect
                x={i * BAR + BAR / 2 - 0.75}
                y={TALL * (1 - high)}
                width={1.5}
                height={Math.max(1, TALL * (high - low))}
                className="fill-accent-line"
              />
              <rect
                x={i * BAR + 5}
                y={TALL * (1 - agreed / of) - 1.5}
                width={BAR - 10}
                height={3}
                className="fill-accent"
              />
            </g>
          ),
        )}
      </svg>
      <figcaption className="text-sm text-muted">
        Agreement in the last {weeks.length} weeks, oldest at the left; the bars are 95 % intervals, a yellow
        line is a change of model or prompt.
      </figcaption>
    </figure>
  );
}
