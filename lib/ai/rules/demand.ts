import { CERTIFICATES, type Certificate, degreeAsked, languagesIn, type SpokenLanguage } from './credentials';
import { phrase, type Skill, skillsIn } from './skills';

/** What a criterion asks for, as far as rules can tell. */
export interface Demand {
  skills: Skill[];
  /** Whole years asked for. */
  years?: number;
  degree?: number;
  certificates: Certificate[];
  languages: SpokenLanguage[];
  /** Words a person wrote down as signs of it. */
  signs?: RegExp;
}

const YEARS = /(\d{1,2})\s*(?:\+|or more|to \d{1,2}|[-–]\s*\d{1,2})?\s*\+?\s*(?:years?|yrs?)/i;
const LANGUAGE_CUE =
  /\b(?:languages?|speak|spoken|written|fluent|fluency|proficien\w*|command|[ABC][12]|in writing|communicat\w*)\b/i;

/** Reads a criterion or a sentence of a posting. */
export function demandOf(text: string, signs: readonly string[] = []): Demand {
  const years = Number(YEARS.exec(text)?.[1] ?? Number.NaN);
  const degree = degreeAsked(text);
  const written = phrase(signs);
  return {
    skills: skillsIn(text),
    certificates: CERTIFICATES.filter(({ pattern }) => pattern.test(text)),
    languages: LANGUAGE_CUE.test(text) ? languagesIn(text) : [],
    ...(Number.isNaN(years) ? {} : { years }),
    ...(degree === undefined ? {} : { degree }),
    ...(written ? { signs: written } : {}),
  };
}

/** True when rules can look for any of it. */
export function isKnown({ skills, years, degree, certificates, languages, signs }: Demand): boolean {
  return (
    skills.length > 0 ||
    certificates.length > 0 ||
    languages.length > 0 ||
    years !== undefined ||
    degree !== undefined ||
    signs !== undefined
  );
}
