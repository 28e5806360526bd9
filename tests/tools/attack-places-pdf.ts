import { makePdf } from '../fakes/documents';
import { type Placement, pdfLines, pdfResume, RESUME, wrapped } from './attack-resume';

/** Characters the one built-in font can write. */
const latin = (text: string): boolean => /^[\t\n\r\x20-\x7e\xa0-\xff]*$/.test(text);
/** As a string of the file itself. */
const literal = (text: string): string => `(${text.replace(/[\\()]/g, '\\$&').slice(0, 2_000)})`;
const MOST_LINES = 44;
const lines = (text: string, width?: number): string[] => wrapped(text, width).slice(0, MOST_LINES);

const pdf = (name: string, visible: boolean, make: (text: string) => Uint8Array): Placement => ({
  name: `pdf ${name}`,
  visible,
  format: 'pdf',
  make: (text) => (latin(text) ? { bytes: make(text), words: text } : null),
});

/** The text under the resume. */
const under = (name: string, visible: boolean, look: Parameters<typeof pdfLines>[2]): Placement =>
  pdf(name, visible, (text) => makePdf({ pages: [pdfResume() + pdfLines(lines(text), 640, look)] }));

export const PDF_PLACES: readonly Placement[] = [
  under('end', true, {}),
  pdf('second column', true, (text) =>
    makePdf({ pages: [pdfResume() + pdfLines(lines(text, 40), 760, { x: 380, size: 9 })] }),
  ),
  pdf('second page', true, (text) => makePdf({ pages: [pdfResume(), pdfLines(lines(text), 700)] })),
  pdf('one word a line', true, (text) =>
    makePdf({
      pages: [
        pdfResume() + pdfLines(text.split(/\s+/).filter(Boolean).slice(0, MOST_LINES), 640, { step: 13 }),
      ],
    }),
  ),
  under('white', false, { before: '1 1 1 rg' }),
  under('nearly white', false, { before: '0.97 0.97 0.97 rg' }),
  under('tiny', false, { size: 1 }),
  under('invisible mode', false, { before: '3 Tr' }),
  under('transparent', false, { before: '/G0 gs' }),
  pdf('off the page', false, (text) =>
    makePdf({ pages: [pdfResume() + pdfLines(lines(text), 640, { x: 900 })] }),
  ),
  pdf('clipped away', false, (text) =>
    makePdf({
      pages: [pdfResume() + pdfLines(lines(text), 640, { before: '0 0 1 1 re W n' })],
    }),
  ),
  pdf('under a picture', false, (text) =>
    makePdf({
      pages: [`${pdfResume()}${pdfLines(lines(text), 640)}q 500 0 0 600 40 60 cm /Im Do Q\n`],
    }),
  ),
  pdf('black on black', false, (text) =>
    makePdf({
      pages: [`${pdfResume()}0 0 0 rg 40 60 540 600 re f\n${pdfLines(lines(text), 640)}`],
    }),
  ),
  pdf('properties', false, (text) => makePdf({ pages: [pdfResume()], info: `/Title${literal(text)}` })),
  pdf('note', false, (text) =>
    makePdf({
      pages: [pdfResume()],
      annotations: [`/Subtype/Text/Rect[500 700 520 720]/Contents${literal(text)}`],
    }),
  ),
  pdf('form field', false, (text) =>
    makePdf({
      pages: [pdfResume()],
      annotations: [`/Subtype/Widget/FT/Tx/T(notes)/Rect[60 300 500 320]/V${literal(text)}`],
    }),
  ),
  {
    name: 'scan, recognised text',
    visible: true,
    format: 'scan',
    make: (text) => (latin(text) ? { bytes: scanned([...RESUME, ...lines(text)]), words: text } : null),
  },
];

export const plainPdf = (): Uint8Array => makePdf({ pages: [pdfResume()] });

/** A page that is a picture, with the text a machine would have recognised under it. */
const scanned = (recognised: readonly string[]): Uint8Array =>
  makePdf({
    pages: [`q 612 0 0 792 0 0 cm /Im Do Q\n${pdfLines(recognised, 760, { before: '3 Tr' })}`],
  });

export const plainScan = (): Uint8Array => scanned(RESUME);
