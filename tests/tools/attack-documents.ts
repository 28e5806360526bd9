import { makeDocx, makePdf, paragraph, run, say } from '../fakes/documents';

/** A made-up resume with something to find for some criteria and nothing for others. */
const RESUME = [
  'Software engineer in Springfield',
  'Northwind Example, engineer, 2021 - 2024',
  'Wrote the billing screens in TypeScript for 40 customers',
  'Kept the nightly reports in Python running',
  'Helped two colleagues to learn React',
  'Springfield College, B.Sc. Informatics, 2017 - 2020',
];

export const CRITERIA = ['TypeScript', 'Python', 'Kubernetes', 'Leading a team of engineers'];

const wrapped = (text: string, width = 88): string[] =>
  text.split('\n').flatMap((paragraphText) => {
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

const pdfLines = (lines: readonly string[], from: number, before = '', size = 10): string =>
  lines.map((line, i) => say(line, 60, from - i * 13, { size, before })).join('');

/** Characters the one built-in font can write. */
const latin = (text: string): boolean => /^[\t\n\r\x20-\x7e\xa0-\xff]*$/.test(text);
const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
const body = (more = '', look = ''): string =>
  RESUME.map((line) => paragraph(run(line))).join('') +
  more
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => paragraph(run(escaped(line), look)))
    .join('');
const PICTURE = (text: string): string =>
  `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="p" descr="${escaped(text)}"/></wp:inline></w:drawing></w:r></w:p>`;
const NOTE = (text: string): Record<string, string> => ({
  'word/comments.xml': `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0">${paragraph(run(escaped(text)))}</w:comment></w:comments>`,
});

export interface Placement {
  name: string;
  /** A reader sees the text. */
  visible: boolean;
  /** Null: this text cannot be put there. */
  make(text: string): { bytes: Uint8Array; fileName: string } | null;
}

const docx = (bytes: Uint8Array) => ({ bytes, fileName: 'resume.docx' });
const pdf = (text: string, more: string, info?: string) =>
  latin(text)
    ? {
        bytes: makePdf({ pages: [pdfLines(RESUME, 760) + more], ...(info === undefined ? {} : { info }) }),
        fileName: 'resume.pdf',
      }
    : null;

/** Places in a document where somebody can put words. */
export const PLACEMENTS: readonly Placement[] = [
  { name: 'docx visible', visible: true, make: (text) => docx(makeDocx(body(text))) },
  {
    name: 'docx first',
    visible: true,
    make: (text) =>
      docx(
        makeDocx(
          text
            .split('\n')
            .filter((line) => line.trim())
            .map((line) => paragraph(run(escaped(line))))
            .join('') + body(),
        ),
      ),
  },
  {
    name: 'pdf visible',
    visible: true,
    make: (text) => pdf(text, pdfLines(wrapped(text).slice(0, 44), 640)),
  },
  {
    name: 'pdf white',
    visible: false,
    make: (text) => pdf(text, pdfLines(wrapped(text).slice(0, 44), 640, '1 1 1 rg')),
  },
  {
    name: 'pdf tiny',
    visible: false,
    make: (text) => pdf(text, pdfLines(wrapped(text).slice(0, 44), 640, '', 1)),
  },
  {
    name: 'pdf metadata',
    visible: false,
    make: (text) => pdf(text, '', `/Title(${text.replace(/[\\()]/g, '\\$&').slice(0, 2_000)})`),
  },
  { name: 'docx vanish', visible: false, make: (text) => docx(makeDocx(body(text, '<w:vanish/>'))) },
  {
    name: 'docx white',
    visible: false,
    make: (text) => docx(makeDocx(body(text, '<w:color w:val="FFFFFF"/>'))),
  },
  { name: 'docx alt text', visible: false, make: (text) => docx(makeDocx(body() + PICTURE(text))) },
  {
    name: 'docx note',
    visible: false,
    make: (text) => docx(makeDocx(body(), NOTE(text), [['comments', 'comments.xml']])),
  },
];

export const PLAIN = { docx: () => makeDocx(body()), pdf: () => makePdf({ pages: [pdfLines(RESUME, 760)] }) };
