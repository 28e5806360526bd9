import { phrase } from './skills';

export interface Degree {
  /** 1 associate, 2 bachelor, 3 master, 4 doctorate. */
  rank: number;
  name: string;
  pattern: RegExp;
}

/** Degrees, highest first, in the words of several countries. Short forms want their capitals. */
export const DEGREES: readonly Degree[] = [
  {
    rank: 4,
    name: 'doctorate',
    pattern:
      /(?<!\p{L})(?:Ph\.?\s?D|D\.?Phil|[Dd]octor(?:ate|al degree)|[Dd]octor of|[Dd]oktor|[Pp]romotion zum|[Dd]octorat|[Dd]octorado|M\.D\.|J\.D\.)(?!\p{L})/u,
  },
  {
    rank: 3,
    name: "master's degree",
    pattern:
      /(?<!\p{L})(?:M\.?\s?Sc|M\.S\.?|MS (?:in|degree)|M\.?A\.(?= )|MA in|M\.?\s?Eng|MBA|M\.B\.A|MPH|LL\.?M|M\.?Tech|M\.?Ed|[Mm]aster(?:'|’)?s?(?: degree| of| in|,| thesis|$)|[Mm]agister|[Dd]iplom-?\p{L}*|[Mm]aestría|[Mm]áster|[Ll]aurea magistrale|[Mm]aîtrise)(?!\p{L})/u,
  },
  {
    rank: 2,
    name: "bachelor's degree",
    pattern:
      /(?<!\p{L})(?:B\.?\s?Sc|B\.S\.?|BS (?:in|degree)|B\.?A\.(?= |,)|BA (?:in|degree)|B\.?\s?Eng|B\.?Tech|B\.?Com|B\.?Ed|BBA|BFA|LL\.?B|[Bb]achelor(?:'|’)?s?(?: degree| of| in|,|$)|[Ll]icence (?:en|in)|[Ll]icenciatura|[Gg]rado en|[Ll]aurea|[Uu]ndergraduate degree)(?!\p{L})/u,
  },
  {
    rank: 1,
    name: 'associate degree',
    pattern:
      /(?<!\p{L})(?:A\.A\.S?\.?|[Aa]ssociate(?:'|’)?s? (?:degree|of|in)|HND|[Ff]oundation degree)(?!\p{L})/u,
  },
];

/** What a criterion asks for when it names a degree. */
const ASKED: readonly [pattern: RegExp, rank: number][] = [
  [/\b(?:ph\.?d|doctorate|doctoral)\b/i, 4],
  [/\b(?:master(?:'|’)?s?|m\.?sc|mba)\b/i, 3],
  [
    /\b(?:bachelor(?:'|’)?s?|b\.?sc|undergraduate|university degree|college degree|academic degree|degree in|a degree)\b/i,
    2,
  ],
  [/\bassociate(?:'|’)?s? degree\b/i, 1],
];

/** The lowest degree a text asks for; undefined when it asks for none. */
export function degreeAsked(text: string): number | undefined {
  const ranks = ASKED.filter(([pattern]) => pattern.test(text)).map(([, rank]) => rank);
  return ranks.length > 0 ? Math.min(...ranks) : undefined;
}

export interface Certificate {
  name: string;
  forms: readonly string[];
  pattern: RegExp;
}

const certificate = (line: string): Certificate[] => {
  const forms = line.split(', ').map((one) => one.trim());
  const pattern = phrase(forms);
  return pattern && forms[0] ? [{ name: forms[0], forms, pattern }] : [];
};

/** Certificates and licences, with the ways they are written. */
export const CERTIFICATES: readonly Certificate[] = `
AWS Certified, AWS certification, AWS Solutions Architect
Azure certification, Microsoft Certified, AZ-104, AZ-900, AZ-305
Google Cloud certification, Google Cloud Certified
Certified Kubernetes Administrator, CKA, CKAD
CISSP, Certified Information Systems Security Professional
CISM
CISA, Certified Information Systems Auditor
CEH, Certified Ethical Hacker
OSCP
CompTIA Security+, Security+
CompTIA A+
CompTIA Network+
CCNA, Cisco Certified Network Associate
CCNP
ITIL certification, ITIL Foundation, ITIL v4
PMP, Project Management Professional
PRINCE2
Certified Scrum Master, CSM, Professional Scrum Master, PSM I
SAFe certification, SAFe Agilist
Six Sigma Black Belt
Six Sigma Green Belt
CPA, Certified Public Accountant
ACCA
CMA, Certified Management Accountant
CFA, Chartered Financial Analyst, CFA charterholder
FRM, Financial Risk Manager
CIA certification, Certified Internal Auditor
Series 7
SHRM-CP, SHRM-SCP, SHRM certified
PHR, SPHR, Professional in Human Resources
CIPD
Registered nurse license, RN license, registered nurse, NCLEX-RN, NCLEX
LPN, Licensed Practical Nurse
Nurse Practitioner license, board-certified nurse practitioner
BLS certification, Basic Life Support
ACLS, Advanced Cardiovascular Life Support
PALS, Pediatric Advanced Life Support
CNA certification, Certified Nursing Assistant
Board certified, board-certified
Licensed Clinical Social Worker, LCSW
Certified Medical Coder, CPC certification
Teaching license, teaching certificate, teaching credential
Bar admission, admitted to the bar
Professional Engineer license, PE license
Salesforce Certified Administrator, Salesforce Certified
Google Analytics certification, Google Analytics Certified
HubSpot certification, HubSpot Certified
Tableau certified, Tableau Desktop Specialist
Commercial driver's license, CDL
Forklift certification, forklift license
ServSafe
OSHA 30, OSHA 10
`
  .trim()
  .split('\n')
  .flatMap(certificate);

const NAMES =
  'English|German|French|Spanish|Portuguese|Italian|Dutch|Polish|Czech|Swedish|Danish|Norwegian|Finnish|Russian|Ukrainian|Turkish|Greek|Hungarian|Romanian|Arabic|Hebrew|Hindi|Urdu|Bengali|Tamil|Mandarin|Cantonese|Chinese|Japanese|Korean|Vietnamese|Thai|Indonesian|Swahili|Catalan';
const OWN: Record<string, string> = {
  Deutsch: 'German',
  Englisch: 'English',
  Französisch: 'French',
  Français: 'French',
  Anglais: 'English',
  Allemand: 'German',
  Español: 'Spanish',
  Inglés: 'English',
  Italiano: 'Italian',
  Português: 'Portuguese',
};
/** A language with a word of how well; a bare "German" may be an adjective. */
const LEVELS: readonly [rank: number, pattern: RegExp][] = [
  [6, /\b(?:C2|native|mother tongue|bilingual|first language)\b/i],
  [5, /\b(?:C1|fluent|full professional|business fluent|verhandlungssicher|courant|fließend|proficient)\b/i],
  [4, /\b(?:B2|professional working|upper[- ]intermediate|advanced|good command|gut|business level)\b/i],
  [3, /\b(?:B1|intermediate|conversational|limited working|working knowledge)\b/i],
  [1, /\b(?:A1|A2|basic|beginner|elementary|Grundkenntnisse|notions)\b/i],
];
const LANGUAGE = new RegExp(`(?<!\\p{L})(${NAMES}|${Object.keys(OWN).join('|')})(?!\\p{L})`, 'gu');

export interface SpokenLanguage {
  name: string;
  /** 1 (A1 or A2) to 6 (C2); undefined when the text does not say. */
  rank?: number;
}

/** Languages a text names, each with the level beside it. */
export function languagesIn(text: string): SpokenLanguage[] {
  const found = [...text.matchAll(LANGUAGE)];
  return found.map((match, i) => {
    const until = found[i + 1]?.index ?? text.length;
    const near = text.slice(Math.max(0, found.length === 1 ? 0 : match.index), until);
    const rank = LEVELS.find(([, pattern]) => pattern.test(near))?.[0];
    const word = match[1] ?? '';
    return { name: OWN[word] ?? word, ...(rank === undefined ? {} : { rank }) };
  });
}
