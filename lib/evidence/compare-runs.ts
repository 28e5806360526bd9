import { type Assessment, isEvidence } from './assess';

/** What is contradicted counts against the applicant, what is open does not. */
const LOWEST_FIRST: Assessment['verdict'][] = [
  'contradicted',
  'unverified',
  'unclear',
  'not_found',
  'partly_shown',
  'shown',
];

function lower(a: Assessment, b: Assessment): Assessment {
  if (a.level !== b.level) return a.level < b.level ? a : b;
  return LOWEST_FIRST.indexOf(a.verdict) <= LOWEST_FIRST.indexOf(b.verdict) ? a : b;
}

function partner(of: Assessment, among: readonly Assessment[]): Assessment {
  const found = among.find(({ criterionId }) => criterionId === of.criterionId);
  if (!found) throw new RangeError(`The other run says nothing about ${of.criterionId}`);
  return found;
}

/** True when everything that proves this stands on lines that one reading was not given. */
function restsOn(around: readonly number[], { quotes }: Assessment): boolean {
  const proofs = quotes.flatMap(({ counts, location }) =>
    counts && location.found ? [location.spans.map(({ line }) => line)] : [],
  );
  return proofs.length > 0 && proofs.every((lines) => lines.some((line) => around.includes(line)));
}

/**
 * The assessments to believe after a second run without the suspicious text: for each criterion the lower of the two, and the words
 * of the second where both are alike, so the text in question cannot have raised or worded anything. `moved` are the criteria it
 * would have raised. `around` are lines that the second run was not given either: what stands only there is not missing, and left
 * to a person.
 */
export function keepLower(
  withText: readonly Assessment[],
  withoutText: readonly Assessment[],
  around: readonly number[] = [],
): { assessments: Assessment[]; moved: string[] } {
  const moved: string[] = [];
  const assessments = withText.map((first): Assessment => {
    const second = partner(first, withoutText);
    const kept = lower(second, first);
    if (kept !== second || (first.level === second.level && first.verdict === second.verdict)) return kept;
    moved.push(first.criterionId);
    if (second.verdict === 'not_found' && isEvidence(first) && restsOn(around, first))
      return {
        ...second,
        verdict: 'unclear',
        changed:
          'What was quoted for it stands beside suspicious text, and nothing else shows it; a person has to look.',
      };
    return {
      ...kept,
      changed: 'Without the suspicious text this criterion is judged lower; the lower judgement counts.',
    };
  });
  return { assessments, moved };
}

/**
 * Several runs on the same input (at least two), per criterion: a level and verdict that more than half of the runs agree on stands if it is
 * evidence or all agree; anything else becomes `unclear`. `agreed` counts the runs behind the result of each criterion.
 */
export function settle(
  runs: readonly (readonly Assessment[])[],
): { assessment: Assessment; agreed: number }[] {
  const [first, ...others] = runs;
  if (!first || others.length === 0) throw new RangeError('A stability check needs at least two runs');
  return first.map((one) => {
    const all = [one, ...others.map((run) => partner(one, run))];
    const like = (a: Assessment) => all.filter((b) => a.verdict === b.verdict && a.level === b.level).length;
    const best = all.reduce((a, b) => (like(b) > like(a) ? b : a));
    const agreed = like(best);
    if (agreed === all.length || (2 * agreed > all.length && isEvidence(best)))
      return { assessment: best, agreed };
    return {
      assessment: {
        criterionId: one.criterionId,
        verdict: 'unclear',
        level: 0,
        quotes: [],
        changed: `Only ${agreed} of ${all.length} runs agree on this criterion.`,
      },
      agreed,
    };
  });
}
