/** A record and the line it begins on (1-based). */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/** The text is not CSV; `line` says where. */
export class CsvFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Comma-separated records as RFC 4180 describes them: fields may stand in double quotes, with a quote doubled inside and line breaks
 * kept. White space around unquoted fields is dropped, empty lines are skipped, a byte order mark is ignored.
 */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const source = text.replace(/^\uFEFF/, '');
  const field = /[^\S\n\r]*(?:"((?:[^"]|"")*)"[^\S\n\r]*|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;
  let line = 1;
  let at = 0;
  let record: CsvRecord = { line, fields: [] };
  let bare = true;
  while (at < source.length || record.fields.length > 0) {
    field.lastIndex = at;
    const match = field.exec(source);
    const name = `field ${record.fields.length + 1}`;
    if (!match) {
      const unquoted = source.slice(at).trimStart();
      const closed = /^"(?:[^"]|"")*"/.test(unquoted);
      throw new CsvFault(
        line,
        `${name}: ${closed ? 'text follows the closing quote' : 'the quote is never closed'}`,
      );
    }
    const [whole, quoted, plain, end] = match;
    if (quoted === undefined && plain?.includes('"'))
      throw new CsvFault(
        line,
        `${name}: ${plain.trimStart().startsWith('"') ? 'the quote is never closed, or text follows it' : 'a quote stands inside an unquoted field'}`,
      );
    record.fields.push(quoted === undefined ? (plain ?? '').trim() : quoted.replace(/""/g, '"'));
    bare &&= quoted === undefined;
    at = field.lastIndex;
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ',') continue;
    if (!(bare && record.fields.length === 1 && record.fields[0] === '')) records.push(record);
    record = { line, fields: [] };
    bare = true;
    if (end === '') break;
  }
  return records;
}
