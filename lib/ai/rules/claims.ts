import { findPeriod, type Period, yearsCovered } from '@/lib/documents/sections/dates';
import type { Claim } from '@/lib/evidence/claims';
import type { Criterion } from '@/lib/evidence/rubric';
import type { TextLine } from '@/lib/evidence/visible-lines';
import type { ClaimsRequest } from '../port';
import { DEGREES, languagesIn } from './credentials';
import { type Demand, demandOf, isKnown } from './demand';

const QUOTE_FROM = 12;
const QUOTE_TO = 500;
const MOST_QUOTES = 3;
const STATED_YEARS = /(\d{1,2})(?:\.\d)?\s*\+?\s*(?:years?|yrs?|jahre?|ans|años)(?!\p{L})/iu;
/** A line that says what was done: a sentence with a verb's ending or a number that is no date. */
const ACT = /(?:\b\p{L}{2,}(?:ed|ing)\b|\b(?:built|led|ran|wrote|grew|made|taught|sold|cut|won|drove)\b)/iu;
const RESULT =
  /(?:\d+(?:[.,]\d+)?\s?(?:%|percent|k\b|m\b|x\b|million|users|customers|people|engineers|clients|patients|hours|teams)|[$€£]\s?\d)/iu;
const NEGATED = /\b(?:no|not|never|without|lacks?|none|kein\p{L}*|nicht|sans|sin)\b/iu;

interface Hit {
  line: TextLine;
  weight: number;
}

const letters = (text: string): number => text.replace(/\s+/g, ' ').trim().length;

/** The words of a line, with the next one when it is too short to prove anything by itself. */
function quoteOf(line: TextLine, lines: readonly TextLine[]): Claim['quotes'][number] | undefined {
  const next = lines.find(({ n, page }) => n === line.n + 1 && page === line.page);
  const text = letters(line.text) >= QUOTE_FROM ? line.text : next ? `${line.text}\n${next.text}` : line.text;
  if (letters(text) < QUOTE_FROM) return undefined;
  const cut = text.trim();
  return {
    line: `L${line.n}`,
    text: cut.length <= QUOTE_TO ? cut : cut.slice(0, cut.lastIndexOf(' ', QUOTE_TO)),
  };
}

const nothing = (criterion: Criterion, verdict: 'not_found' | 'unclear', note = ''): Claim => ({
  criterion_id: criterion.id,
  verdict,
  level: '0',
  quotes: [],
  missing: '',
  note,
});

function claim(
  criterion: Criterion,
  verdict: 'shown' | 'partly_shown',
  level: number,
  hits: readonly TextLine[],
  lines: readonly TextLine[],
  note = '',
): Claim {
  const quotes = hits.flatMap((line) => quoteOf(line, lines) ?? []).slice(0, MOST_QUOTES);
  if (quotes.length === 0)
    return nothing(criterion, 'unclear', 'The words that show it are too few to quote.');
  return {
    criterion_id: criterion.id,
    verdict,
    level: String(Math.max(1, Math.min(4, level))) as Claim['level'],
    quotes,
    missing: '',
    note,
  };
}

/** Periods of work: dated lines outside education. */
function workPeriods(lines: readonly TextLine[]): { line: TextLine; period: Period }[] {
  let studying = false;
  return lines.flatMap((line) => {
    const bare = line.text.trim();
    if (
      bare.length < 40 &&
      /^(?:education|studies|ausbildung|formation|educación|academic|certificat|training)/i.test(bare)
    )
      studying = true;
    else if (
      bare.length < 40 &&
      /(?:experience|employment|work history|career|berufserfahrung|expérience|experiencia)/i.test(bare)
    )
      studying = false;
    if (studying || DEGREES.some(({ pattern }) => pattern.test(line.text))) return [];
    const found = findPeriod(line.text);
    return found?.range && found.period.start ? [{ line, period: found.period }] : [];
  });
}

function skillHits({ skills, certificates, signs }: Demand, lines: readonly TextLine[]): Hit[] {
  return lines.flatMap((line) => {
    const named = skills.filter(({ pattern }) => pattern.test(line.text)).length;
    const held = certificates.filter(({ pattern }) => pattern.test(line.text)).length;
    if (skills.length + certificates.length > 0 && named + held === 0) return [];
    // Without one of a person's signs a quote would not count.
    if (signs && !signs.test(line.text)) return [];
    const act = ACT.test(line.text) && line.text.trim().split(/\s+/).length >= 5;
    return [{ line, weight: (act ? 2 : 1) + (RESULT.test(line.text) ? 1 : 0) }];
  });
}

/** Level of a skill: 1 named, 2 in a task, 3 with a result or over years, 4 over five years or in many tasks. */
function skillClaim(criterion: Criterion, demand: Demand, lines: readonly TextLine[]): Claim {
  const hits = skillHits(demand, lines).sort((a, b) => b.weight - a.weight || a.line.n - b.line.n);
  if (hits.length === 0) return nothing(criterion, 'not_found');
  const certain = hits.filter(({ line }) => !NEGATED.test(line.text));
  if (certain.length === 0)
    return nothing(
      criterion,
      'unclear',
      'It is named together with a "no" or "not"; a person should read it.',
    );
  const years = Math.max(0, ...certain.map(({ line }) => Number(STATED_YEARS.exec(line.text)?.[1] ?? 0)));
  const best = certain[0]?.weight ?? 1;
  const tasks = certain.filter(({ weight }) => weight >= 2).length;
  const level = Math.max(best, years >= 5 ? 4 : years >= 2 ? 3 : 0, tasks >= 3 ? Math.min(4, best + 1) : 0);
  const found = certain.map(({ line }) => line);
  if (demand.years !== undefined && years < demand.years) {
    const note =
      years > 0 ? `${years} of ${demand.years} years are stated.` : 'How many years is not stated.';
    return claim(criterion, 'partly_shown', Math.min(2, level), found, lines, note);
  }
  return claim(criterion, 'shown', level, found, lines);
}

function yearsClaim(criterion: Criterion, wanted: number, { lines, today }: ClaimsRequest): Claim {
  const dated = workPeriods(lines);
  const covered = yearsCovered(
    dated.map(({ period }) => period),
    Date.parse(`${today}T00:00:00Z`),
  );
  const quoted = [...dated]
    .reverse()
    .slice(0, MOST_QUOTES)
    .map(({ line }) => line);
  if (covered === undefined) {
    const stated = lines.find(
      (line) =>
        STATED_YEARS.test(line.text) && /experience|erfahrung|expérience|experiencia/i.test(line.text),
    );
    if (!stated) return nothing(criterion, 'unclear', 'No dated positions were found.');
    const years = Number(STATED_YEARS.exec(stated.text)?.[1] ?? 0);
    return claim(criterion, 'partly_shown', years >= wanted ? 2 : 1, [stated], lines, 'Stated, not dated.');
  }
  const note = `Dated positions cover ${covered} years, overlaps counted once.`;
  if (covered >= wanted)
    return claim(criterion, 'shown', covered >= 1.5 * wanted ? 4 : 3, quoted, lines, note);
  return claim(criterion, 'partly_shown', 2, quoted, lines, note);
}

function degreeClaim(criterion: Criterion, wanted: number, lines: readonly TextLine[]): Claim {
  const held = lines.flatMap((line) => {
    const degree = DEGREES.find(({ pattern }) => pattern.test(line.text));
    return degree ? [{ line, rank: degree.rank }] : [];
  });
  const [best] = held.sort((a, b) => b.rank - a.rank || a.line.n - b.line.n);
  if (!best) return nothing(criterion, 'not_found');
  if (best.rank < wanted)
    return claim(criterion, 'partly_shown', 1, [best.line], lines, 'A lower degree than asked for.');
  return claim(criterion, 'shown', best.rank > wanted ? 4 : 3, [best.line], lines);
}

function languageClaim(criterion: Criterion, demand: Demand, lines: readonly TextLine[]): Claim {
  const found = lines.flatMap((line) =>
    languagesIn(line.text)
      .filter(({ name }) => demand.languages.some((one) => one.name === name))
      .map((spoken) => ({ line, rank: spoken.rank })),
  );
  const wanted = Math.max(0, ...demand.languages.map(({ rank }) => rank ?? 0));
  const [best] = found.filter(({ rank }) => rank !== undefined).sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0));
  if (!best)
    return found.length > 0
      ? nothing(criterion, 'unclear', 'The language is named without a level.')
      : nothing(criterion, 'not_found');
  if ((best.rank ?? 0) >= wanted)
    return claim(criterion, 'shown', Math.min(4, (best.rank ?? 3) - 1), [best.line], lines);
  return claim(criterion, 'partly_shown', 1, [best.line], lines, 'A lower level than asked for.');
}

/** What rules alone can claim about one criterion. They abstain rather than guess and never claim the highest level. */
export function claimByRules(criterion: Criterion, request: ClaimsRequest): Claim {
  const demand = demandOf(criterion.label, criterion.signs);
  const { lines } = request;
  if (!isKnown(demand))
    return nothing(
      criterion,
      'unclear',
      'The rules do not know this criterion; a person or a model has to read it.',
    );
  if (demand.skills.length > 0 || demand.certificates.length > 0) return skillClaim(criterion, demand, lines);
  if (demand.languages.length > 0) return languageClaim(criterion, demand, lines);
  if (demand.degree !== undefined) return degreeClaim(criterion, demand.degree, lines);
  if (demand.signs) return skillClaim(criterion, demand, lines);
  return yearsClaim(criterion, demand.years ?? 0, request);
}
