import { normalText } from '@/lib/evidence/normal-text';
import { refusalsOf } from '@/lib/evidence/protected-attributes';
import type { RubricProposal, RubricRequest } from '../port';
import { type Demand, demandOf, isKnown } from './demand';

const MOST = 12;
const LONGEST_LABEL = 180;
const SECTION: readonly [kind: 'must' | 'nice' | 'skip', pattern: RegExp][] = [
  [
    'nice',
    /^(?:nice[- ]to[- ]have|bonus|preferred|desirable|plus(?:es)?|good to have|extra|ideally|it(?:'|’)s a plus|preferred qualifications|wünschenswert|von vorteil)/i,
  ],
  [
    'must',
    /^(?:requirements?|required|qualifications?|minimum|basic qualifications|must[- ]haves?|what (?:you(?:'|’)ll need|we(?:'|’)re looking for|you(?:'|’)ll bring|you bring)|who you are|you have|your profile|your background|skills|experience|about you|anforderungen|ihr profil|dein profil)/i,
  ],
  [
    'skip',
    /^(?:about (?:us|the (?:company|team))|who we are|our (?:company|team|mission|values)|benefits|perks|what we offer|we offer|compensation|salary|how to apply|equal opportunity|the role|about the role|responsibilities|what you(?:'|’)ll do|your (?:tasks|role)|duties|location|wir bieten|aufgaben)/i,
  ],
];
const NICE =
  /\b(?:nice to have|a plus|bonus|preferred|ideally|desirable|advantage(?:ous)?|optional|von vorteil|not required)\b/i;
const MUST =
  /\b(?:must|required?|essential|mandatory|at least|minimum|need(?:s|ed)?|proven|strong|solid|zwingend|erforderlich)\b/i;

interface Sentence {
  text: string;
  kind: 'must' | 'nice';
  /** Stands in a section of requirements, or says itself that it is one. */
  asked: boolean;
}

/** Sentences and list items of a description, with what the heading above them makes of them. */
function sentencesOf(description: string): Sentence[] {
  let section: 'must' | 'nice' | 'skip' | null = null;
  return description.split(/\r?\n/).flatMap((raw) => {
    const line = raw
      .replace(/^[\s•●▪■◦‣⁃∙·*–—-]+/, '')
      .replace(/^\d{1,2}[.)]\s+/, '')
      .trim();
    if (line === '') return [];
    const heading =
      line.length <= 60 && !/[.;,]$/.test(line)
        ? SECTION.find(([, pattern]) => pattern.test(line))
        : undefined;
    if (heading && (/:$/.test(line) || line.split(/\s+/).length <= 5)) {
      section = heading[0];
      return [];
    }
    return line
      .split(/(?<=[.;!?])\s+(?=\p{Lu})/u)
      .map((text) => text.replace(/[.;]$/, '').trim())
      .filter((text) => text.length >= 3)
      .map((text): Sentence => {
        const own = NICE.test(text) ? 'nice' : MUST.test(text) ? 'must' : null;
        const kind = own ?? (section === 'nice' ? 'nice' : 'must');
        return { text, kind, asked: section !== 'skip' && (section !== null || own !== null) };
      });
  });
}

const years = (demand: Demand): string => (demand.years === undefined ? 'a year' : `${demand.years} years`);

/** Six steps that rules and people can tell apart by what is written. */
function anchorsOf(demand: Demand, name: string): string[] {
  if (demand.skills.length + demand.certificates.length === 0 && demand.years !== undefined)
    return [
      'No dated positions.',
      `Dated positions for less than half of ${years(demand)}.`,
      `Dated positions for less than ${years(demand)}.`,
      `Dated positions for at least ${years(demand)}.`,
      `Dated positions for half as many years again.`,
      `As before, with growing responsibility that is named.`,
    ];
  if (demand.degree !== undefined && demand.skills.length === 0)
    return [
      'No degree is named.',
      'A lower degree, or studies without one.',
      'The degree is under way.',
      'The degree, with field.',
      'A higher degree, or the degree in exactly this field.',
      'A higher degree in exactly this field.',
    ];
  if (demand.languages.length > 0 && demand.skills.length === 0)
    return [
      'The language is not named with a level.',
      'Basic (A1 or A2).',
      'Intermediate (B1).',
      'Upper intermediate (B2).',
      'Fluent (C1), or work done in it.',
      'C2, or years of work done in it.',
    ];
  return [
    `${name} is not named.`,
    `${name} is named in a list.`,
    `${name} is named in a task that was done.`,
    `A task with ${name} and its result or scope, or two years of it.`,
    `Several tasks with ${name} and results, or five years of it.`,
    `${name} led, taught or decided for others, with results.`,
  ];
}

const shortened = (text: string): string =>
  text.length <= LONGEST_LABEL ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST_LABEL))} …`;

/**
 * Criteria from a job description by headings and cue words. Sentences that ask for a protected attribute or something that stands in for
 * one are left out with the reason, and so is what no rule can look for: a person decides about those.
 */
export function draftByRules({ description }: RubricRequest): RubricProposal {
  const criteria: RubricProposal['criteria'] = [];
  const leftOut: RubricProposal['leftOut'] = [];
  const seen = new Set<string>();
  for (const { text, kind, asked } of sentencesOf(description)) {
    const label = shortened(text);
    const [refusal] = refusalsOf({ id: 'c1', label, anchors: [], examples: [], signs: [] });
    if (refusal) {
      leftOut.push({ text, why: refusal.reason });
      continue;
    }
    if (!asked) continue;
    const demand = demandOf(text);
    if (!isKnown(demand)) {
      leftOut.push({
        text,
        why: 'The rules do not know what in a resume would show this; add it by hand if a resume can.',
      });
      continue;
    }
    const names = [...demand.skills, ...demand.certificates];
    const key =
      names.length > 0
        ? names
            .map(({ name }) => name)
            .sort()
            .join('|')
        : normalText(label).text;
    if (seen.has(key)) continue;
    seen.add(key);
    if (criteria.length >= MOST) {
      leftOut.push({
        text,
        why: `A rubric of more than ${MOST} criteria is hard to judge by; replace another one if this matters more.`,
      });
      continue;
    }
    const name =
      names.length > 0
        ? names
            .map((one) => one.name)
            .slice(0, 3)
            .join(' or ')
        : 'It';
    criteria.push({
      id: `c${criteria.length + 1}`,
      label,
      kind,
      weight: kind === 'must' ? 3 : 1,
      anchors: anchorsOf(demand, name),
      examples: [],
      signs: names.flatMap(({ forms }) => [...forms]).slice(0, 60),
    });
  }
  return { criteria, leftOut };
}
