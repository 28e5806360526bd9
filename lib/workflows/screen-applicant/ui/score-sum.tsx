import { onScale } from '../rules';
import type { ScoreView } from '../views';

/** The sum behind the band, on demand. The number is only ever seen together with how it was made. */
export function ScoreSum({ score, open, scale }: { score: ScoreView; open: boolean; scale: '100' | '10' }) {
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
            Together {score.sum.points} of {score.sum.outOf}: where there is evidence it reaches{' '}
            <span className="font-medium">{score.value} of 100</span>
            {scale === '10' && `, on your scale ${onScale(score.value, scale)} of 10`}.
            {score.range.least !== score.range.most &&
              ` If every open criterion were missing it would be ${score.range.least}, if all were met ${score.range.most}.`}
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
