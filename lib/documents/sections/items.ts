import { type LayoutLine, withoutMark } from '@/lib/documents/lines/piece';

const LONGEST_SKILL = 48;

const unique = (items: readonly string[]): string[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = item.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

/** Items of lists such as `Languages: Go, SQL`; commas inside brackets do not divide. */
const divide = (text: string): string[] => text.split(/[,;，、；|•·▪◦∙]\s*(?![^()]*\))|\s+[–—]\s+|\s{2,}/u);

const label = (text: string): string => text.replace(/^[^,;:：]{1,40}[:：]\s*/u, '');

/** Wrapped lines belong to the line before them when that ended with a comma or this one begins in the middle. */
function unwrap(lines: readonly LayoutLine[]): string[] {
  const out: string[] = [];
  for (const line of lines) {
    const text =
      line.cells.length > 1
        ? label(
            line.cells.length === 2 &&
              !/,/.test(line.cells[0]?.text ?? ',') &&
              /,/.test(line.cells[1]?.text ?? '')
              ? (line.cells[1]?.text ?? '')
              : line.cells.map((cell) => cell.text).join(' • '),
          )
        : line.text;
    const last = out.at(-1);
    if (
      last !== undefined &&
      !line.bullet &&
      !line.apart &&
      (/[,;]$/.test(last) || /^\p{Ll}/u.test(text)) &&
      !/^[^,]{1,40}:/.test(text)
    )
      out[out.length - 1] = `${last} ${text}`;
    else out.push(text);
  }
  return out;
}

/** Skills as the section lists them, without their group labels. Sentences are not skills. */
export function skillsOf(lines: readonly LayoutLine[]): string[] {
  const items = unwrap(lines)
    .map((text) => label(withoutMark(text)))
    .flatMap(divide)
    .map((item) =>
      label(withoutMark(item))
        .replace(/^(?:and|und|et|y|e)\s+/i, '')
        .replace(/^[\s"“”'.]+(?![\w])|[\s.;,]+$/g, '')
        .trim(),
    )
    .filter(
      (item) =>
        item.length > 0 &&
        item.length <= LONGEST_SKILL &&
        item.split(/\s+/).length <= 6 &&
        /[\p{L}]/u.test(item),
    );
  return unique(items).slice(0, 200);
}

/** Certificates as written, one for each list item or line. */
export function certificationsOf(lines: readonly LayoutLine[]): string[] {
  return unique(
    lines
      .map((line) => withoutMark(line.text).trim())
      .filter((text) => /\p{L}{2}/u.test(text) && text.length <= 160 && !/@\w|\+\d\d/.test(text)),
  ).slice(0, 100);
}
