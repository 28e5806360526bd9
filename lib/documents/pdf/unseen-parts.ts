import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { HiddenText } from '@/lib/documents/reading';

/** Programs write their own names here; only text too long for a name is worth showing. */
const PROGRAM_NAME = 80;
const PLAIN =
  /^(Creator|Producer|PDFFormatVersion|Language|EncryptFilterName|CreationDate|ModDate|Trapped|PTEX\.Fullbanner)$/;
const FROM_XMP = /^(dc:(title|description|subject|creator)|pdf:keywords)$/;

/** Flags of annotations that are hidden, or not for viewing (PDF 1.7, table 165). */
const NOT_SHOWN = 2 | 32;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : Array.isArray(value)
      ? value.map(textOf).filter(Boolean).join(', ')
      : '';

/** Texts of the information dictionary and the XMP packet, and names of attached files. */
export async function unseenInFile(pdf: PDFDocumentProxy): Promise<HiddenText[]> {
  const out = new Map<string, HiddenText>();
  const add = (name: string, text: string): void => {
    if (text && !out.has(text))
      out.set(text, {
        page: 0,
        text,
        kind: 'metadata',
        why: `In the file's properties (${name}), on no page`,
      });
  };
  const { info, metadata } = await pdf.getMetadata();
  for (const [name, value] of Object.entries(isRecord(info) ? info : {})) {
    if (name === 'Custom' && isRecord(value))
      for (const [key, text] of Object.entries(value)) add(key, textOf(text));
    else if (!PLAIN.test(name) || textOf(value).length > PROGRAM_NAME) add(name, textOf(value));
  }
  const xmp: Iterable<[string, unknown]> =
    isRecord(metadata) && Symbol.iterator in metadata ? (metadata as Iterable<[string, unknown]>) : [];
  for (const [name, value] of xmp) if (FROM_XMP.test(name)) add(name, textOf(value));
  const attachments: unknown = await pdf.getAttachments();
  for (const one of isRecord(attachments) ? Object.values(attachments) : []) {
    const file = isRecord(one) ? one : {};
    const text = [textOf(file.filename), textOf(file.description)].filter(Boolean).join(': ');
    if (text)
      out.set(`attachment ${text}`, {
        page: 0,
        text,
        kind: 'attachment',
        why: 'A file attached to the document; it was not opened',
      });
  }
  return [...out.values()];
}

/** Addresses of links, and comments that only show when somebody clicks on them. */
export async function unseenOnPage(
  page: PDFPageProxy,
  number: number,
): Promise<{ links: string[]; hidden: HiddenText[] }> {
  const links: string[] = [];
  const hidden: HiddenText[] = [];
  for (const annotation of (await page.getAnnotations({ intent: 'any' })) as unknown[]) {
    if (!isRecord(annotation)) continue;
    const { subtype, url, unsafeUrl, contentsObj, fieldValue } = annotation;
    if (subtype === 'Link') links.push(textOf(url) || textOf(unsafeUrl));
    const shown = (Number(annotation.annotationFlags) & NOT_SHOWN) === 0;
    const value = subtype === 'Widget' ? textOf(fieldValue) : '';
    if (value)
      hidden.push({
        page: number,
        text: value,
        kind: 'annotation',
        why: shown ? 'In a field of a form, which is not read' : 'In a form field that is not shown',
      });
    const text = isRecord(contentsObj) ? textOf(contentsObj.str) : '';
    // Many programs describe a link by its own address; that is no message.
    const address = (textOf(url) || textOf(unsafeUrl)).replace(/^(mailto|tel):/i, '').replace(/\/$/, '');
    if (subtype === 'Link' && address && text.replace(/\/$/, '').endsWith(address)) continue;
    if (text && (subtype !== 'FreeText' || !shown) && !hidden.some((one) => one.text === text))
      hidden.push({
        page: number,
        text,
        kind: 'annotation',
        why: 'In a comment or a link, not printed on the page',
      });
  }
  return { links: links.filter(Boolean), hidden };
}
