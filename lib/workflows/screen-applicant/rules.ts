import type { Assessment } from '@/lib/evidence/assess';
import type { Rubric } from '@/lib/evidence/rubric';
import type { Band, Score } from '@/lib/evidence/score';
import type { DecisionKind, OwnVerdict } from './schema';

/** Groups of the queue, in the order they are shown. No order inside a tier says who is better. */
export const TIERS = ['strong', 'promising', 'open', 'person', 'blind', 'waiting'] as const;
export type Tier = (typeof TIERS)[number];

export interface Judged {
  assessments: readonly Assessment[];
  score: Score;
  /** Passages that speak to the reader or are hidden. */
  suspicious: number;
}

/** The tier of an applicant. `document` is what to say when the resume could not be judged. */
export function tierOf(state: {
  screened: boolean;
  judged: Judged | null;
  /** The own verdict comes first, and is not there yet. */
  blind: boolean;
}): Tier {
  if (!state.screened) return 'waiting';
  if (!state.judged) return 'person';
  if (state.blind) return 'blind';
  return state.judged.score.band ?? 'person';
}

/** True when a mark says something else than the evidence: it overrides the recommendation, and a reason is asked for. */
export const goesAgainst = (kind: DecisionKind, tier: Tier): boolean =>
  (kind === 'reject' && (tier === 'strong' || tier === 'promising')) ||
  (kind === 'accept' && tier === 'open');

const listed = (words: readonly string[], most = 2): string =>
  words.length <= most
    ? words.join(', ')
    : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;

/** A criterion in the few words a row has room for. */
export const shortLabel = (label: string, most = 44): string => {
  const first = label.split(/[.;:(]|(?<=.{12}),/)[0]?.trim() || label;
  if (first.length <= most) return first;
  const cut = first.slice(0, most - 1);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 12 ? cut.lastIndexOf(' ') : cut.length).trimEnd()}…`;
};

const endOf = (words: readonly string[]): string =>
  words.length > 2 || !words.at(-1)?.endsWith('…') ? '.' : '';

/** Criteria with the highest level shown, for a strong one of whom nothing else would be said. */
function bestOf({ criteria }: Pick<Rubric, 'criteria'>, assessments: readonly Assessment[]): string[] {
  const top = Math.max(...assessments.map(({ level }) => level));
  return assessments
    .flatMap(({ criterionId, verdict, level }) => {
      const criterion = criteria.find(({ id }) => id === criterionId);
      return criterion && verdict === 'shown' && level === top ? [shortLabel(criterion.label)] : [];
    })
    .slice(0, 2);
}

/** Why an applicant is in this tier: what is evidenced, then what is open. One or two short sentences. */
export function whyOf(
  rubric: Pick<Rubric, 'criteria' | 'bands'>,
  { assessments, score, suspicious }: Judged,
): string {
  const warning = suspicious > 0 ? ' The resume speaks to its reader or hides text; look at it.' : '';
  if (score.abstained) return `${score.abstained}${warning}`;
  const of = (verdicts: readonly Assessment['verdict'][], kind?: 'must' | 'nice') =>
    assessments.flatMap(({ criterionId, verdict }) => {
      const criterion = rubric.criteria.find(({ id }) => id === criterionId);
      return criterion && verdicts.includes(verdict) && (!kind || criterion.kind === kind)
        ? [shortLabel(criterion.label)]
        : [];
    });
  const missing: readonly Assessment['verdict'][] = ['not_found', 'unclear', 'unverified'];
  const musts = of(missing, 'must');
  const open = musts.length > 0 ? musts : of(missing, 'nice');
  const against = of(['contradicted']);
  const { met, all } = score.musts;
  const best = bestOf(rubric, assessments);
  const halfway = score.band === 'open' && all > 0 && 100 * met >= rubric.bands.promising.musts * all;
  const parts = [
    all > 0 ? `${met} of ${all} must-haves met.` : `${score.coverage} % of the weights evidenced.`,
    against.length > 0 ? `Contradicted: ${listed(against)}.` : '',
    open.length > 0 ? `Open: ${listed(open)}${endOf(open)}` : '',
    score.band === 'promising' && all > 0 && met === all
      ? 'The levels shown are below what “strong” asks for.'
      : '',
    halfway ? 'All evidence together is below what “promising” asks for.' : '',
    score.band === 'strong' && best.length > 0 ? `Best shown: ${best.join(', ')}${endOf(best)}` : '',
  ];
  return `${parts.filter(Boolean).join(' ')}${warning}`;
}

/**
 * Why an applicant is not offered the next stage although moving on is switched on; null when they are above the threshold. Only what
 * is shown counts (`range.least`), so nothing open or doubtful ever carries anybody over it.
 */
export function belowThreshold(
  rubric: Pick<Rubric, 'criteria'>,
  { score, suspicious, moved }: Judged & { moved: readonly string[] },
  corrections: readonly { criterionId: string; verdict: OwnVerdict }[],
  threshold: number,
): string | null {
  const least = score.range?.least ?? 0;
  const corrected = rubric.criteria.some(
    ({ id, kind }) =>
      kind === 'must' && corrections.some((one) => one.criterionId === id && one.verdict !== 'shown'),
  );
  if (suspicious > 0 || moved.length > 0) return 'The resume speaks to its reader or hides text.';
  if (score.band !== 'strong') return 'Moving on by Fulcrum needs every must-have shown.';
  if (corrected) return 'A person corrected a must-have.';
  if (least < threshold)
    return `${least} % of all points are shown; moving on by Fulcrum needs ${threshold} %.`;
  return null;
}

/** FNV-1a, 32 bit: an even spread that is the same on every machine. */
function spread(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Why the own verdict has to come first; null when it does not. The sample is the same people every time. */
export function blindReason(
  opportunityId: string,
  { blindFirst, sample }: { blindFirst: boolean; sample: number },
): 'setting' | 'sample' | null {
  if (blindFirst) return 'setting';
  return spread(opportunityId) % 100 < sample ? 'sample' : null;
}

/** The AI's verdict in the three words a person chooses from; everything without evidence is "not found". */
export function comparable({ verdict }: Pick<Assessment, 'verdict'>): OwnVerdict {
  return verdict === 'shown' || verdict === 'partly_shown' ? verdict : 'not_found';
}

/** The number on the team's scale: percent, or 1 to 10. */
export const onScale = (percent: number, scale: '100' | '10'): number =>
  scale === '100' ? percent : Math.max(1, Math.round(percent / 10));

export const BAND_TAG: Record<Band, string> = {
  strong: 'AI: strong evidence',
  promising: 'AI: promising evidence',
  open: 'AI: open questions',
};
export const BAND_TAGS: readonly string[] = Object.values(BAND_TAG);
const MOST_SKILLS = 8;
const LONGEST_TAG = 30;

/** Skills that a verified quote names, in the rubric's spelling, as tags. */
export function skillTags(rubric: Pick<Rubric, 'criteria'>, assessments: readonly Assessment[]): string[] {
  const found = new Map<string, string>();
  for (const { criterionId, verdict, quotes } of assessments) {
    if (verdict !== 'shown' && verdict !== 'partly_shown') continue;
    const criterion = rubric.criteria.find(({ id }) => id === criterionId);
    const words = quotes
      .filter(({ counts }) => counts)
      .map(({ text }) => text.toLowerCase())
      .join(' \n ');
    for (const sign of criterion?.signs ?? []) {
      const key = sign.toLowerCase();
      if (isSkillName(sign) && hasWord(words, key) && !found.has(key)) found.set(key, sign);
    }
  }
  return [...found.values()].slice(0, MOST_SKILLS);
}

/** A name such as Kubernetes, PostgreSQL, C++ or CI/CD; not an ordinary word such as "experience". */
const isSkillName = (sign: string): boolean =>
  sign.length <= LONGEST_TAG && /\p{Lu}|[+#/.\d]/u.test(sign) && sign.trim().split(/\s+/).length <= 3;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
