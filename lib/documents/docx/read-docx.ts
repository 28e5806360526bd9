import { readStyles } from '@/lib/documents/docx/properties';
import { readStory, type Story } from '@/lib/documents/docx/story';
import { decodeXml, pullXml } from '@/lib/documents/docx/xml';
import { type Archive, ArchiveError } from '@/lib/documents/docx/zip';
import type { Deadline } from '@/lib/documents/limits';
import type { RawReading } from '@/lib/documents/pdf/read-pdf';
import type { HiddenKind, HiddenText } from '@/lib/documents/reading';

interface Relation {
  type: string;
  target: string;
  external: boolean;
}

/** What a ZIP archive is by its parts: the path of the main part of a Word document, or the name of something else. */
export function identifyArchive(archive: Archive): { main: string } | { other: string } {
  const has = (pattern: RegExp): boolean => archive.names.some((name) => pattern.test(name));
  const main = Object.values(relationsOf(archive, '')).find((one) =>
    one.type.endsWith('/officeDocument'),
  )?.target;
  const types = archive.read('[Content_Types].xml');
  const listed = types ? decodeXml(types) : '';
  if (main && /\.(xlsx?|xlsb)|spreadsheetml|ms-excel/.test(`${main} ${mainType(listed, main)}`))
    return { other: 'an Excel workbook' };
  if (main && /presentationml|ms-powerpoint/.test(mainType(listed, main)))
    return { other: 'a PowerPoint presentation' };
  if (main && archive.names.includes(main)) return { main };
  if (archive.names.includes('word/document.xml')) return { main: 'word/document.xml' };
  if (has(/^xl\//)) return { other: 'an Excel workbook' };
  if (has(/^ppt\//)) return { other: 'a PowerPoint presentation' };
  if (has(/^(Index\.zip|Index\/Document\.iwa|index\.xml)$/)) return { other: 'an Apple Pages document' };
  const mime = archive.read('mimetype');
  const named = mime ? decodeXml(mime.subarray(0, 200)) : '';
  if (named.includes('opendocument')) return { other: 'an OpenDocument file (.odt)' };
  if (named.includes('epub')) return { other: 'an EPUB book' };
  return { other: 'a ZIP archive' };
}

const mainType = (contentTypes: string, main: string): string => {
  for (const event of pullXml(contentTypes))
    if (
      event.type === 'open' &&
      event.name === 'Override' &&
      event.attributes.PartName?.replace(/^\//, '') === main
    )
      return event.attributes.ContentType ?? '';
  return '';
};

/** Relations of a part, by id; targets are paths inside the archive, or addresses. */
function relationsOf(archive: Archive, part: string): Record<string, Relation> {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : '';
  const bytes = archive.read(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const out: Record<string, Relation> = {};
  for (const event of bytes ? pullXml(decodeXml(bytes)) : []) {
    if (event.type !== 'open' || event.name !== 'Relationship') continue;
    const { Id = '', Type = '', Target = '', TargetMode } = event.attributes;
    const external = TargetMode === 'External';
    const steps: string[] = [];
    for (const step of external
      ? []
      : (Target.startsWith('/') ? Target.slice(1) : folder + Target).split('/')) {
      if (step === '..') steps.pop();
      else if (step !== '.') steps.push(step);
    }
    out[Id] = { type: Type, target: external ? Target : steps.join('/'), external };
  }
  return out;
}

const PROPERTIES: Record<string, string> = {
  title: 'Title',
  subject: 'Subject',
  keywords: 'Keywords',
  description: 'Comments',
  category: 'Category',
  lpwstr: 'custom',
};

function unseenInProperties(archive: Archive): HiddenText[] {
  const out: HiddenText[] = [];
  for (const part of ['docProps/core.xml', 'docProps/custom.xml']) {
    const bytes = archive.read(part);
    let open = '';
    for (const event of bytes ? pullXml(decodeXml(bytes)) : []) {
      if (event.type === 'open') open = event.name;
      else if (event.type === 'close') open = '';
      else if (PROPERTIES[open] && event.text.trim())
        out.push({
          page: 0,
          text: event.text.trim(),
          kind: 'metadata',
          why: `In the file's properties (${PROPERTIES[open]}), on no page`,
        });
    }
  }
  return out;
}

/** Colour of the page when the document sets one. */
const pageColour = (xml: string): string => {
  const found = /<\w+:background\b[^>]*\bw:color="([0-9a-f]{6})"/i.exec(xml.slice(0, 20_000));
  return found?.[1]?.toUpperCase() ?? 'FFFFFF';
};

/** Reads the main part with its headers, footers, notes and comments. Throws {@link ArchiveError}. */
export function readDocx(archive: Archive, main: string, deadline: Deadline): RawReading {
  const { check } = deadline;
  const relations = relationsOf(archive, main);
  const xmlOf = (part: string): string | null => {
    const bytes = archive.read(part);
    return bytes ? decodeXml(bytes) : null;
  };
  const ofType = (type: string): string[] =>
    Object.values(relations)
      .filter((one) => !one.external && one.type.endsWith(`/${type}`))
      .map((one) => one.target);
  const body = xmlOf(main);
  if (body === null || !/<(\w+:)?document\b/.test(body))
    throw new ArchiveError('damaged', 'its main part is missing');
  const page = pageColour(body);
  const styles = readStyles(ofType('styles').map(xmlOf).find(Boolean) ?? '', check);
  const hidden: HiddenText[] = [];
  const links: string[] = [];
  const story = (part: string, kind?: HiddenKind): Story | null => {
    const xml = part === main ? body : xmlOf(part);
    if (xml === null) return null;
    const read = readStory(xml, styles, page, check, kind);
    const own = relationsOf(archive, part);
    hidden.push(...read.hidden);
    for (const link of read.links) links.push(own[link]?.external ? (own[link]?.target ?? '') : link);
    return read;
  };
  const text = story(main);
  if (!text) throw new ArchiveError('damaged', 'its main part is missing');
  const seen = new Set<string>();
  const around = (ids: readonly string[], at: number): RawReading['lines'] =>
    [...new Set(ids)]
      .flatMap((id) => {
        const target = relations[id]?.target;
        return target ? (story(target)?.lines ?? []) : [];
      })
      .filter(
        (line) =>
          /\p{L}/u.test(line.text.replace(/\b(?:page|seite|página|pagina|of|von|de|sur)\b/gi, '')) &&
          !seen.has(line.text) &&
          seen.add(line.text),
      )
      .map((line) => ({ ...line, page: at }));
  const headers = around(text.headers, 1);
  const footers = around(text.footers, text.pages);
  const notes = [...ofType('footnotes'), ...ofType('endnotes')].flatMap((part) => story(part)?.lines ?? []);
  for (const part of ofType('comments')) story(part, 'comment');
  for (const part of [...ofType('header'), ...ofType('footer')]) {
    const used = [...text.headers, ...text.footers].some((id) => relations[id]?.target === part);
    const xml = used ? null : xmlOf(part);
    for (const line of xml ? readStory(xml, styles, page, check).lines : [])
      hidden.push({
        page: 0,
        text: line.text,
        kind: 'unused-part',
        why: 'In a header or footer that no page uses',
      });
  }
  hidden.push(...unseenInProperties(archive));
  const pictured = archive.names.some((name) =>
    /^word\/media\/.+\.(png|jpe?g|gif|tiff?|bmp|emf|wmf)$/i.test(name),
  );
  const lines = [
    ...headers,
    ...text.lines,
    ...notes.map((line) => ({ ...line, page: text.pages })),
    ...footers,
  ];
  const bare = lines.reduce((sum, line) => sum + line.text.length, 0) < 15;
  return {
    pages: text.pages,
    lines,
    hidden: hidden
      .map((one) => ({ ...one, text: one.text.replace(/\s+/g, ' ').trim() }))
      .filter((one) => one.text),
    links: links.filter((link) => /^(https?:|mailto:|tel:)/i.test(link)),
    pictures: bare && pictured ? [1] : [],
    recognised: [],
    broken: [],
    read: text.pages,
  };
}
