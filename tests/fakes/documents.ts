import { strToU8, zipSync } from 'fflate';
import * as engine from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type ReadOptions, readDocument } from '@/lib/documents/read';
import type { DocumentReading } from '@/lib/documents/reading';
import { systemClock } from '@/lib/platform/clock';

export const NOW = Date.UTC(2026, 0, 15);

/** Real waiting, fixed date. */
const clock = { ...systemClock, now: () => NOW };

/** Reads with the build of pdf.js that runs in Node. */
export const read = (bytes: Uint8Array, more: Partial<ReadOptions> = {}): Promise<DocumentReading> =>
  readDocument(bytes, { clock, pdf: { engine }, ...more });

const latin = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0) & 255);

export interface MadePdf {
  /** Content stream of each page; F1 is Helvetica, F2 its bold, Im a picture, G0 full transparency. */
  pages: string[];
  info?: string;
  /** Annotation dictionaries of the first page. */
  annotations?: string[];
  encrypted?: boolean;
}

/** A PDF written object by object, US Letter, with a cross-reference table. */
export function makePdf({ pages, info, annotations = [], encrypted }: MadePdf): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const stream = (dictionary: string, body: string): string =>
    `<<${dictionary}/Length ${body.length}>>\nstream\n${body}\nendstream`;
  const fonts = ['Helvetica', 'Helvetica-Bold'].map((name) =>
    add(`<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`),
  );
  const image = add(
    stream('/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8', '\x99'),
  );
  const resources = `/Resources<</Font<</F1 ${fonts[0]} 0 R/F2 ${fonts[1]} 0 R>>/XObject<</Im ${image} 0 R>>/ExtGState<</G0<</ca 0/CA 0>>>>>>`;
  const notes = annotations.map((one) => `${add(`<</Type/Annot${one}>>`)} 0 R`).join(' ');
  const tree = objects.length + 2 * pages.length + 1;
  const kids = pages.map((content, i) => {
    const body = add(stream('', content));
    return add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 612 792]/Contents ${body} 0 R${resources}${i === 0 && notes ? `/Annots[${notes}]` : ''}>>`,
    );
  });
  add(`<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`);
  const catalog = add(`<</Type/Catalog/Pages ${tree} 0 R>>`);
  const facts = info ? `/Info ${add(`<<${info}>>`)} 0 R` : '';
  const lock = encrypted
    ? `/Encrypt ${add(`<</Filter/Standard/V 1/R 2/P -4/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>>>`)} 0 R/ID[<00><00>]`
    : '';
  let out = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return String(at).padStart(10, '0');
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${at} 00000 n \n`).join('')}`;
  out += `trailer\n<</Size ${objects.length + 1}/Root ${catalog} 0 R${facts}${lock}>>\nstartxref\n${start}\n%%EOF\n`;
  return latin(out);
}

/** A text operator: points from the lower left corner. */
export const say = (
  text: string,
  x: number,
  y: number,
  { size = 11, font = 'F1', before = '' } = {},
): string => `q ${before} BT /${font} ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET Q\n`;

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A run with the children of its `w:rPr`. */
export const run = (text: string, look = ''): string =>
  `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

export const paragraph = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`;

/** A Word document of these paragraphs, with other parts by path and relations of the main part. */
export function makeDocx(
  body: string,
  parts: Record<string, string> = {},
  relations: [type: string, target: string][] = [],
): Uint8Array {
  const relation = (type: string, target: string, i: number): string =>
    `<Relationship Id="r${i}" Type="${REL}/${type}" Target="${target}"/>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('officeDocument', 'word/document.xml', 0)}</Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships>${relations.map(([type, target], i) => relation(type, target, i)).join('')}</Relationships>`,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** Paragraphs of plain text, one for each line; a tab divides cells, `**` marks bold lines. */
export const resume = (text: string): Uint8Array =>
  makeDocx(
    text
      .trim()
      .split('\n')

      .map((line) => line.trim())
      .map((line) => {
        const bold = line.startsWith('**');
        const cells = line
          .replace(/^\*\*/, '')
          .trim()
          .split(/\s*\|\|\s*/);
        return paragraph(
          ...cells.map(
            (cell, i) =>
              `${i > 0 ? '<w:r><w:tab/></w:r>' : ''}${run(cell.replace(/&/g, '&amp;'), bold ? '<w:b/>' : '')}`,
          ),
        );
      })
      .join(''),
  );
