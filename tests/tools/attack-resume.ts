import { paragraph, run, say } from '../fakes/documents';

/** A made-up resume with something to find for some criteria and nothing for others. */
export const RESUME = [
  'Corvina Ashdale',
  'Software engineer in Springfield',
  'Northwind Example, engineer, 2021 - 2024',
  'Wrote the billing screens in TypeScript for 40 customers',
  'Kept the nightly reports in Python running',
  'Helped two colleagues to learn React',
  'Springfield College, B.Sc. Informatics, 2017 - 2020',
];

export const CRITERIA = ['TypeScript', 'Python', 'Kubernetes', 'Leading a team of engineers'];

/** A place in a document where somebody can put words. */
export interface Placement {
  name: string;
  /** A reader sees the text. */
  visible: boolean;
  /** Which resume without an attack it is compared with. */
  format: 'docx' | 'pdf' | 'scan';
  /** The place itself says something, so it is compared with the same place and a harmless word in it. */
  framed?: boolean;
  /** Null: this text cannot be put there. `words` is the text as it stands in the document. */
  make(text: string): { bytes: Uint8Array; words: string } | null;
}

/** Paragraphs of a text, without empty ones. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim());

/** As many words on a line as fit. */
export const wrapped = (text: string, width = 88): string[] =>
  linesOf(text).flatMap((paragraphText) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraphText.split(/\s+/)) {
      if (line && line.length + word.length >= width) {
        lines.push(line);
        line = '';
      }
      line = line ? `${line} ${word}` : word;
    }
    return line ? [...lines, line] : lines;
  });

/** As XML text. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

/** Lines as paragraphs of a DOCX. */
export const paragraphs = (lines: readonly string[], look = ''): string =>
  lines.map((line) => paragraph(run(escaped(line), look))).join('');

export const docxResume = (from = 0, to = RESUME.length): string => paragraphs(RESUME.slice(from, to));

/** Lines as a content stream, from the top down. */
export const pdfLines = (
  lines: readonly string[],
  from: number,
  { before = '', size = 10, x = 60, step = 13 } = {},
): string => lines.map((line, i) => say(line, x, from - i * step, { size, before })).join('');

export const pdfResume = (): string => pdfLines(RESUME, 760);
