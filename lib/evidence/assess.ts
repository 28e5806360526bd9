import type { Claim } from './claims';
import { normalText } from './normal-text';
import { FAULT_TEXT, locateQuote, type QuoteLocation, type SearchableText } from './quote';
import type { Criterion, Rubric } from './rubric';

/** A part of a criterion may be shown; that is never enough to meet it. */
const PARTLY_AT_MOST = 2;

export interface CheckedQuote {
  text: string;
  location: QuoteLocation;
  /** True when the quote proves something about this criterion. */
  counts: boolean;
  /** Why it does not count, one sentence. */
  why?: string;
}

export interface Assessment {
  criterionId: string;
  /** `unverified` is a claim that lost all its quotes. Only `shown`, `partly_shown` and `contradicted` are evidence. */
  verdict: Claim['verdict'] | 'unverified';
  /** 0 to 5; 0 whenever there is no evidence. */
  level: number;
  quotes: CheckedQuote[];
  /** What the check changed and why, one sentence; absent when the claim stands as it was made. */
  changed?: string;
}

/** True when the assessment rests on words that are in the document. */
export function isEvidence({ verdict }: Pick<Assessment, 'verdict'>): boolean {
  return verdict === 'shown' || verdict === 'partly_shown' || verdict === 'contradicted';
}

/**
 * The claims after their quotes were looked up: one assessment per criterion, in the rubric's order. A claim can only lose by it:
 * a verdict without a quote that counts becomes `unverified`, a partly shown criterion stays below "met", `not_found` and
 * `unclear` carry no level, a criterion answered twice or not at all is `unclear`. Claims about unknown criteria are ignored.
 */
export function assess(rubric: Rubric, claims: readonly Claim[], document: SearchableText): Assessment[] {
  return rubric.criteria.map((criterion) => {
    const own = claims.filter(({ criterion_id }) => criterion_id === criterion.id);
    const [claim] = own;
    if (!claim || own.length > 1)
      return {
        criterionId: criterion.id,
        verdict: 'unclear',
        level: 0,
        quotes: [],
        changed: claim
          ? 'The answer speaks twice about this criterion.'
          : 'The answer leaves this criterion out.',
      };
    return assessOne(criterion, claim, document);
  });
}

function assessOne(criterion: Criterion, claim: Claim, document: SearchableText): Assessment {
  const quotes = claim.quotes.map((quote) => checkQuote(criterion, quote, document));
  const result = { criterionId: criterion.id, quotes };
  const claimed = Number(claim.level);
  if (!isEvidence(claim))
    return {
      ...result,
      verdict: claim.verdict,
      level: 0,
      ...(claimed > 0 && { changed: 'A level was claimed without a verdict that could carry it.' }),
    };
  if (!quotes.some(({ counts }) => counts))
    return {
      ...result,
      verdict: 'unverified',
      level: 0,
      changed: quotes.length ? 'None of the quotes counts as evidence.' : 'The claim came without a quote.',
    };
  if (claim.verdict === 'contradicted') return { ...result, verdict: claim.verdict, level: 0 };
  if (claimed === 0)
    return { ...result, verdict: 'unclear', level: 0, changed: 'The claim says shown and level 0 at once.' };
  if (claim.verdict === 'partly_shown' && claimed > PARTLY_AT_MOST)
    return {
      ...result,
      verdict: claim.verdict,
      level: PARTLY_AT_MOST,
      changed: `Partly shown counts as level ${PARTLY_AT_MOST} at most.`,
    };
  return { ...result, verdict: claim.verdict, level: claimed };
}

function checkQuote(
  criterion: Criterion,
  quote: Claim['quotes'][number],
  document: SearchableText,
): CheckedQuote {
  const named = /^L?(\d+)$/.exec(quote.line.trim());
  const location = locateQuote(document, { text: quote.text, ...(named && { line: Number(named[1]) }) });
  if (!location.found) return { text: quote.text, location, counts: false, why: FAULT_TEXT[location.fault] };
  if (!isAbout(criterion, quote.text))
    return { text: quote.text, location, counts: false, why: 'The words do not speak about this criterion.' };
  return { text: quote.text, location, counts: true };
}

/** True when one of the criterion's signs stands in the quote as a word. */
function isAbout(criterion: Criterion, quote: string): boolean {
  if (criterion.signs.length === 0) return true;
  const words = normalText(quote).text;
  return criterion.signs.some((sign) => {
    const wanted = normalText(sign).text;
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
      const before = words.slice(0, at);
      const after = words.slice(at + wanted.length);
      if (!/[\p{L}\p{N}]$/u.test(before) && !/^(?:[\p{L}\p{N}]|[+#](?![\p{L}\p{N}]))/u.test(after))
        return true;
    }
    return false;
  });
}
