import type { Identity } from '@/lib/evidence/blinding';
import { makeDocx, makePdf } from '../fakes/documents';
import { paragraphs, pdfLines } from './attack-resume';
import type { Person } from './name-lists';

/** A resume in which one name stands in a certain way. */
export interface Layout {
  name: string;
  lines(of: Written): string[];
}

/** The ways in which one name is written. */
export interface Written extends Person {
  full: string;
  initial: string;
  /** Without accents and signs, small: for addresses. */
  first: string;
  last: string;
  /** With an accent on every vowel that can carry one. */
  accented: string;
}

const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/æ/g, 'ae')
    .replace(/ø/g, 'o')
    .replace(/[^a-z]/g, '');

export function written({ given, family }: Person): Written {
  const full = `${given} ${family}`;
  return {
    given,
    family,
    full,
    initial: given.slice(0, 1),
    first: bare(given),
    last: bare(family),
    accented: full.replace(/[aeiou]/g, (vowel) => `${vowel}\u0301`.normalize('NFC')),
  };
}

/** What Lever knows of the person. */
export const identityOf = ({ full, first, last }: Written): Identity => ({
  names: [full],
  emails: [`${first}.${last}@mail.example`],
  links: [`linkedin.com/in/${first}-${last}`],
});

const BODY = [
  'Experience',
  'Northwind Example, engineer, 2021 - 2024',
  '• Wrote the billing screens in TypeScript for 40 customers',
  '• Kept the nightly reports in Python running',
  'Education',
  'Lakeside Technical College, B.Sc. Informatics, 2017 - 2020',
];

/** Every way to write a name that a resume is likely to hold, a few in each. */
export const LAYOUTS: readonly Layout[] = [
  {
    name: 'heading, addresses, text, possessive, initials',
    lines: ({ full, given, family, initial, first, last }) => [
      full,
      `${first}.${last}@mail.example | +1 312 555 0142 | linkedin.com/in/${first}-${last} | github.com/${first}${last}`,
      ...BODY,
      `${given} leads by example. ${family}’s team shipped the portal; ${given}'s own part was the search.`,
      `“Working with ${given} was a pleasure”, says the head of ${family}’s department.`,
      'Publications',
      `${initial}. ${family}, Fast queues, 2023`,
      `${family}, ${initial}., Slow queues, 2022`,
      `${initial} ${family} and others, No queues, 2021`,
    ],
  },
  {
    name: 'capitals, spaced, middle initial, accents',
    lines: ({ full, given, family, accented, first, last }) => [
      full.toUpperCase(),
      `${first.slice(0, 1)}${last}@work.example | ${last}42@mail.example | www.${first}${last}.example | @${first}_${last}`,
      ...BODY,
      `Resume of ${given} Q. ${family}, page 1`,
      [...full.toUpperCase()].join(' '),
      `Signed: ${accented} (${full.toLowerCase()})`,
    ],
  },
  {
    name: 'family name first, label',
    lines: ({ given, family }) => [`Name: ${family.toUpperCase()}, ${given}`, ...BODY],
  },
];

/** A published resume, with marks of headings and lists as its author wrote them. */
export const published = (text: string): Layout => ({
  name: 'published resumes, in turn',
  lines: ({ full }) =>
    text
      .replaceAll('{name}', full)
      .split('\n')
      .map((line) => line.replace(/\*+/g, '').replace(/^- /, '• ').trim())
      .filter(Boolean),
});

export const FORMATS = {
  docx: (lines: readonly string[]): Uint8Array => makeDocx(paragraphs(lines)),
  pdf: (lines: readonly string[]): Uint8Array =>
    makePdf({
      pages: [
        pdfLines(
          lines.map((line) => line.replace(/[’]/g, "'").replace(/[“”]/g, '"')),
          760,
        ),
      ],
    }),
};
export type Format = keyof typeof FORMATS;
