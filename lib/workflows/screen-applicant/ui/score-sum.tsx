import type { ScoreView } from '../views';

/** The sum behind the band, on demand. The number is only ever seen together with how it was made. */
export function ScoreSum({ score, open }: { score: ScoreView; open: boolean }) {
  return (
    <details open={open} className="text-sm">
      <summary className="min-h-6 text-accent-text">
        {score.band ? 'How the band is worked out' : 'How this is worked out'}
      </summary>
      <div className="mt-1 flex flex-col gap-1 rounded-md bg-sunken p-2">
        <ul className="tabular flex flex-col gap-0.5">
          {score.terms.map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
        {score.value !== null && score.range ? (
          <p>
            Where there is evidence it reaches <span className="font-medium">{score.value} of 100</span>. If
            every open criterion were missing it would be {score.range.least}, if all were met{' '}
            {score.range.most}.
          </p>
        ) : (
          <p>{score.abstained}</p>
        )}
        <p className="text-muted">
          Open criteria take no points away. People are never put in order by this number.
        </p>
      </div>
    </details>
  );
}
