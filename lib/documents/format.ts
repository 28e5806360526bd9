/** What the first bytes of a file say it is. */
export type FileFormat =
  | { kind: 'pdf' }
  | { kind: 'zip' }
  | { kind: 'compound-file' }
  | { kind: 'other'; name: string }
  | { kind: 'unknown' };

const LATIN = new TextDecoder('latin1');

/** First bytes of binary formats, one character a byte. */
const STARTS: [start: string, name: string][] = [
  ['\x89PNG\r\n', 'a PNG picture'],
  ['\x1f\x8b', 'a gzip archive'],
];

const SIGNATURES: [pattern: RegExp, name: string][] = [
  [/^\{\\rtf/, 'an RTF document'],
  [/^\xff\xd8\xff/, 'a JPEG picture'],
  [/^GIF8[79]a/, 'a GIF picture'],
  [/^BM[\s\S]{4}\0\0\0\0/, 'a BMP picture'],
  [/^(II\*\0|MM\0\*)/, 'a TIFF picture'],
  [/^RIFF[\s\S]{4}WEBP/, 'a WebP picture'],
  [/^[\s\S]{4}ftyp(heic|heix|mif1|avif)/, 'a HEIC or AVIF picture'],
  [/^Rar!/, 'a RAR archive'],
  [/^7z\xbc\xaf/, 'a 7-Zip archive'],
  [/^%!PS/, 'a PostScript file'],
  [/^\xdb\xa5-\0|^\xffWPC/, 'an old word processor document'],
  [/^\s*(<!doctype html|<html|<head|<body)/i, 'a web page'],
  [/^\s*<\?xml/, 'an XML file'],
];

const EXTENSIONS: Record<string, string> = {
  doc: 'an old Word document (.doc)',
  rtf: 'an RTF document',
  odt: 'an OpenDocument text (.odt)',
  pages: 'an Apple Pages document',
  txt: 'a plain text file',
  md: 'a plain text file',
  html: 'a web page',
  htm: 'a web page',
};

/** Finds the PDF header within the first kilobyte, as readers do; ZIP and OLE compound files by their first bytes. */
export function sniffFormat(bytes: Uint8Array, fileName?: string): FileFormat {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (/%PDF-/.test(head)) return { kind: 'pdf' };
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return { kind: 'zip' };
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return { kind: 'compound-file' };
  const found =
    STARTS.find(([start]) => head.startsWith(start)) ??
    SIGNATURES.find(([pattern]) => pattern.test(head.replace(/^\xef\xbb\xbf/, '')));
  if (found) return { kind: 'other', name: found[1] };
  const extension = /\.([a-z0-9]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? '';
  // A PDF that lost its header can often still be read.
  if (extension === 'pdf' && bytes.length > 0) return { kind: 'pdf' };
  const named = EXTENSIONS[extension];
  if (named) return { kind: 'other', name: named };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text.
  if (head.trim() && !/[\x00-\x08\x0e-\x1f]/.test(head)) return { kind: 'other', name: 'a plain text file' };
  return { kind: 'unknown' };
}

/** UTF-16LE names of the streams that tell the kinds of OLE compound files apart. */
const STREAMS: [name: string, says: 'password' | string][] = [
  ['EncryptedPackage', 'password'],
  ['WordDocument', 'an old Word document (.doc)'],
  ['Workbook', 'an Excel workbook'],
  ['PowerPoint Document', 'a PowerPoint presentation'],
  ['__properties_version1.0', 'an Outlook message'],
];

/** An OLE compound file is an encrypted Office document, or one of the old formats. */
export function nameCompoundFile(bytes: Uint8Array): 'password' | string {
  const text = LATIN.decode(bytes);
  const wide = (name: string): string => [...name].map((letter) => `${letter}\0`).join('');
  return STREAMS.find(([name]) => text.includes(wide(name)))?.[1] ?? 'an old Office document';
}
