import { type BlindedKind, type Cut, cutsAt, type FoldedText, wholeWords } from './blinding-text';

/** Hosts that are somebody's page even without `www` or a path. */
const PROFILE =
  '(?:linkedin|github|gitlab|bitbucket|twitter|x|facebook|instagram|medium|behance|dribbble|stackoverflow|about|xing|researchgate|kaggle)';
const TLD =
  '(?:com|org|net|io|dev|me|edu|info|co|app|ai|xyz|tech|design|page|site|online|example|uk|de|fr|nl|ca|au|in|es|it|us|eu|ch|at|se)';
const EMAIL =
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|[\p{L}\p{N}._%+-]+\s?[([{]\s?at\s?[)\]}]\s?[\p{L}\p{N}.-]+(?:\s?[([{]\s?dot\s?[)\]}]\s?\p{L}+)*/gu;
const LINK = new RegExp(
  `(?:https?://|www\\.)\\S+|(?<![\\p{L}\\p{N}@.-])(?:${PROFILE}\\.(?:com|org|net|me|io)(?:/\\S*)?|(?!(?:asp|ado|vb)\\.net)(?:[\\p{L}\\p{N}-]+\\.)+${TLD}/\\S+)|(?<!\\S)@[\\p{L}\\p{N}._]{3,}(?![/\\p{L}\\p{N}])`,
  'gu',
);
const PHONE = /(?<![\p{L}\p{N}.,])\+?\(?\d[\d\s()./-]{5,}\d(?![\p{L}\p{N}%])/gu;
const LABELLED_PHONE = /(?<=(?:tel|phone|mobile|cell|fax|whatsapp)[.:]?\s?)\+?\(?\d[\d\s()./-]{3,}\d/gu;
const STREET = wholeWords(
  "\\d{1,5}[a-z]?,?\\s(?:[\\p{L}\\p{N}.'-]+\\s){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|square|terrace|parkway|pkwy)\\.?(?:,?\\s?(?:apt|unit|suite|no)\\.?\\s?#?\\p{N}+)?|\\p{L}+(?:strasse|str\\.|gasse|platz|weg)\\s\\d{1,4}[a-z]?|\\d{1,4}(?:\\s(?:bis|ter))?,?\\srue\\s(?:[\\p{L}'-]+\\s?){1,5}",
);
const POSTCODE = wholeWords(
  '(?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc)\\s\\d{5}(?:-\\d{4})?|[a-z]{1,2}\\d[a-z\\d]?\\s\\d[a-z]{2}|[a-z]\\d[a-z]\\s\\d[a-z]\\d',
);
const ID =
  /(?<![\p{L}\p{N}])(?:\d{3}-\d{2}-\d{4}(?!\p{N})|(?:passport|national id|identity card|social security|ssn|nino|tax id)(?: (?:number|no))?\s?[.:#]*\s?[\p{L}\p{N}-]*\d[\p{L}\p{N}-]*)/gu;

const TRAITS = wholeWords(
  "women in \\p{L}+|women's \\p{L}+|girls who \\p{L}+|(?:society|association|network|union|club) of (?:women|black|african|hispanic|latin[oax]?s?|asian|muslim|jewish|christian|catholic|gay)\\s?\\p{L}*|(?:national )?(?:society|association) of (?:black|hispanic|asian|women) \\p{L}+|(?:black|african|african-american|hispanic|latin[oax]|asian|arab|muslim|jewish|christian|hindu|sikh) (?:\\p{L}+ )?(?:students?|engineers?|union|association|society|professionals?|alliance|caucus|network)|african[- ]american|hispanic|latin[oax]|caucasian|lgbt\\p{L}*\\+?|queer|gay|lesbian|bisexual|transgender|non-?binary|muslims?|christian|jewish|hindu|buddhist|sikh|catholic|church|mosque|synagogue|sororit(?:y|ies)|fraternit(?:y|ies)|(?:us |u\\.s\\. |army |navy |military )?veterans?|wheelchair|disab(?:led|ility|ilities)|deaf|native (?:speaker|language|tongue)|mother tongue|\\(native\\)",
);
const FAMILY = wholeWords(
  '(?:un)?married|divorced|widow(?:ed|er)?|(?:single |proud )?(?:mother|father|parent|mom|dad) (?:of|to) \\p{L}+(?: (?:children|kids|boys|girls|sons|daughters))?|single (?:mother|father|parent)|pregnan(?:t|cy)|(?:maternity|paternity|parental|family) leave|stay-at-home (?:mother|father|parent|mom|dad)',
);
const AGE = wholeWords(
  '\\d{2}\\s?-?\\s?(?:years?|yrs?)[\\s-]old|aged?:?\\s\\d{2}(?! (?:years|yrs) of)|(?:date of birth|d\\.?o\\.?b\\.?|birth ?date|birthday|born(?: on| in)?)(?![\\p{L}])\\s?[:-]?\\s?[^;|•]{0,24}\\d{2,4}',
);
const PERSONAL =
  /(?<![\p{L}\p{N}])(?:nationality|citizenship|marital status|civil status|gender|sex|religion|race|ethnicity|caste|children|place of birth|country of birth|height|weight|blood group|health|pronouns)\s?(?::|-(?=\s|$))\s?[^;|•\n]+/gu;
const PRONOUN = wholeWords(
  '(?:s?he|him|her|his|hers|himself|herself|they|ze)/(?:him|her|his|hers|them|theirs|hir)(?:/\\p{L}+)?|he|she|him|her|his|hers|himself|herself',
);
const TITLE = wholeWords('(?:mr|mrs|ms|miss|mx)\\.?(?=\\s)');

const DEGREE =
  /(?<![\p{L}\p{N}])(?:bachelor|master|b\.?\s?sc|m\.?\s?sc|b\.?a|m\.?a|b\.?s|m\.?s|b\.?eng|m\.?eng|mba|ph\.?\s?d|doctorate|diploma|degree|associate of|high school|gcse|a-levels|abitur|licence|universit\p{L}*|college|graduat\p{L}*|class of)(?![\p{L}\p{N}])/u;
const YEAR = wholeWords("(?:19|20)\\d\\d|'\\d\\d");
const SCHOOL = wholeWords(
  "(?:the )?(?:universit\\p{L}+|college|institut\\p{L}* of technology|school|academy|polytechnic\\p{L}*|ecole \\p{L}+|hochschule|lycee|gymnasium) (?:of |de |di |da |do |fur |at |the |in |and |la |des )*\\p{L}[\\p{L}.'-]*(?:(?:,? at |, | of | and | |-)\\p{L}[\\p{L}.'-]*){0,4}|(?:\\p{L}[\\p{L}.'&-]*\\s){1,4}(?:universit\\p{L}+|college|institute(?: of technology)?|academy|polytechnic\\p{L}*|hochschule|high school|school of \\p{L}+)",
);
const CITY = wholeWords(
  "\\p{L}[\\p{L}.'-]+(?:\\s\\p{L}[\\p{L}.'-]+){0,2},\\s(?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc)",
);

const LINKING = /^(?:of|at|the|and|de|di|da|do|für|fur|in|la|des|der|el|y|&)$/i;
/** True when every word of a proper name is written with a capital, as names of schools, streets and towns are. */
const capitalised = (words: string): boolean =>
  words.split(/[\s,]+/).every((word) => word === '' || LINKING.test(word) || /^[^\p{Ll}]/u.test(word));

/** True for a run of digits that is dates and not a telephone number. */
function isDates(words: string): boolean {
  if (/^[+(]/.test(words)) return false;
  const groups = words.split(/\D+/);
  const year = (group: string): boolean => /^(?:19|20)\d\d$/.test(group);
  return groups.some(year) && groups.every((group) => year(group) || group.length <= 2);
}

function isPhone(words: string): boolean {
  const digits = words.replace(/\D/g, '').length;
  if (isDates(words) || digits > 15) return false;
  return digits >= 8 || (digits === 7 && /^\d{3}[-.\s]\d{4}$/.test(words));
}

/** Level 1: ways to reach or identify a person, as patterns. */
export function identifierCuts(folded: FoldedText): Cut[] {
  return [
    ...cutsAt(folded, 'EMAIL', EMAIL),
    ...cutsAt(folded, 'LINK', LINK),
    ...cutsAt(folded, 'ID', ID),
    ...cutsAt(folded, 'PHONE', PHONE, isPhone),
    ...cutsAt(folded, 'PHONE', LABELLED_PHONE, (words) => !isDates(words)),
    ...cutsAt(folded, 'ADDRESS', STREET, (words) => capitalised(words.replace(/\d+\s(?:bis|ter)|rue/gi, ''))),
    ...cutsAt(folded, 'ADDRESS', POSTCODE, (words) => words === words.toUpperCase()),
  ];
}

/** Level 2: hints at age, sex, family, origin, belief and health. */
export function traitCuts(folded: FoldedText): Cut[] {
  const plain: [BlindedKind, RegExp][] = [
    ['PERSONAL', PERSONAL],
    ['AGE', AGE],
    ['FAMILY', FAMILY],
    ['TRAIT', TRAITS],
    ['PRONOUN', PRONOUN],
  ];
  return [
    ...plain.flatMap(([kind, pattern]) => cutsAt(folded, kind, pattern)),
    ...cutsAt(folded, 'TITLE', TITLE, (words) => /^(?:Mr|Mrs|Ms|Miss|Mx)\.?$/.test(words)),
  ];
}

/** Level 3: schools, towns and the years of education, as patterns. */
export function schoolCuts(folded: FoldedText): Cut[] {
  const cuts = [
    ...cutsAt(folded, 'SCHOOL', SCHOOL, capitalised),
    ...cutsAt(folded, 'PLACE', CITY, (words) => capitalised(words) && /[A-Z]{2}$/.test(words)),
  ];
  return DEGREE.test(folded.text) || cuts.some(({ kind }) => kind === 'SCHOOL')
    ? [...cuts, ...cutsAt(folded, 'YEAR', YEAR)]
    : cuts;
}
