import type { Assessment } from '@/lib/evidence/assess';
import type { Rubric } from '@/lib/evidence/rubric';
import { BAND_TAG } from './rules';
import type { StoredReview, StoredScreening } from './stored';

const LONGEST_QUOTE = 240;

const VERDICT: Record<Assessment['verdict'], string> = {
  shown: 'shown',
  partly_shown: 'partly shown',
  not_found: 'not found (which is no evidence against)',
  contradicted: 'contradicted by the resume',
  unclear: 'unclear',
  unverified: 'claimed, but no quote holds',
};

export interface NoteFacts {
  rubric: Rubric;
  postingTitle: string;
  screening: StoredScreening;
  review: StoredReview;
  by: string;
  /** `22 Nov 2026`. */
  date: string;
  marker: string;
}

/** Lever notifies whoever stands behind an `@`; words from a resume must not. */
const harmless = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/@(?=[\p{L}\p{N}])/gu, '(at)');

const quoted = (text: string): string => {
  const plain = harmless(text);
  return plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE - 1)}…` : plain;
};

/** The line that says how much there is, without a number that could be mistaken for a grade. */
export function summaryLine({ screening }: Pick<NoteFacts, 'screening'>): string {
  const score = screening.assessed?.score;
  if (!score) return screening.document.message;
  if (score.abstained || !score.band) return `No band: ${score.abstained ?? 'there is no score.'}`;
  return `${BAND_TAG[score.band].replace('AI: ', 'Band: ')} (${score.musts.met} of ${score.musts.all} must-haves met; evidence for ${score.coverage} % of the weights)`;
}

/** The note that is written to Lever. Everything in it is in the preview word for word. */
export function noteText(facts: NoteFacts): string {
  const { rubric, screening, review, marker } = facts;
  const { identity, assessed, document } = screening;
  const lines = [
    `[AI Agent] Resume screening for ${harmless(facts.postingTitle)}`,
    `A recommendation, not a decision. Approved for writing by ${facts.by} on ${facts.date}.`,
    summaryLine(facts),
    '',
  ];
  for (const { criterionId, verdict, level, quotes } of assessed?.assessments ?? []) {
    const criterion = rubric.criteria.find(({ id }) => id === criterionId);
    if (!criterion) continue;
    lines.push(
      `${criterion.kind === 'must' ? 'Must' : 'Nice'}: ${harmless(criterion.label)}: ${VERDICT[verdict]}${level > 0 ? `, level ${level} of 5` : ''}`,
    );
    for (const { text, counts, location } of quotes)
      if (counts && location.found)
        lines.push(
          `  “${quoted(text)}” (page ${location.spans[0]?.page ?? 1}, line ${location.spans[0]?.line ?? 1})`,
        );
    const override = review.overrides.findLast((one) => one.criterionId === criterionId);
    if (override)
      lines.push(
        `  Corrected by ${override.byName} to “${VERDICT[override.verdict]}”: ${harmless(override.reason)}`,
      );
  }
  if (review.decision?.reason)
    lines.push(`Accepted by ${review.decision.byName} because: ${harmless(review.decision.reason)}`);
  const suspicious = assessed?.suspicious.length ?? 0;
  if (suspicious > 0)
    lines.push(
      `Set aside and not counted: ${suspicious} ${suspicious === 1 ? 'passage' : 'passages'} that speak to the reader or are hidden.`,
    );
  lines.push(
    '',
    `Made by: ${identity.engine === 'rules' ? `rules ${identity.model} (no AI model)` : identity.model}, prompt ${identity.promptVersion} (${identity.promptHash.slice(0, 8)}), criteria version ${screening.rubricVersion} (${screening.rubricHash.slice(0, 8)}), document ${document.bytesHash?.slice(0, 8) ?? 'none'}`,
    `Ref: ${marker}`,
  );
  return lines.join('\n');
}
