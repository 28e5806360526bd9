import type { LayoutLine } from '@/lib/documents/lines/piece';
import type { Identity } from '@/lib/documents/reading';
import { plain, titleKind } from '@/lib/documents/sections/headings';
import { COMPANY, isPlace, SCHOOL, TITLE } from '@/lib/documents/sections/lexicon';
import { unwrapped } from '@/lib/documents/sections/unwrap';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,24}/gu;
const URL =
  /\b(?:https?:\/\/|www\.)[^\s|,;()<>"'•·]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|ai|co|edu|de|fr|es|it|uk|eu|ch|at|nl|info|tech|app|page|name|example)(?:\/[^\s|,;()<>"'•·]*)?(?![\w@])/gi;
/** International, bracketed, or grouped numbers of 7 to 15 digits. */
const PHONE =
  /(?<![\w/.-])(?:\+|00)?(?:\(\+?\d{1,4}\)|\d{1,4})(?:[\s./‑–-]*(?:\(\d{1,4}\)|\d{2,5})){1,6}(?![\w/-])/g;
const NAME_LABEL =
  /^(?:full name|name(?:\s*\/\s*surname)?|first name(?:\(s\))?\s*\/\s*surname(?:\(s\))?|surname(?:\(s\))?\s*\/\s*first name(?:\(s\))?|nom(?: et prénom)?|nombre(?: y apellidos)?|nome(?: e cognome)?|vor- und nachname|姓名|氏名|имя|όνομα|επώνυμο\s*\/\s*όνομα)\s*:?$/iu;
/** Lines of the document's beginning in which a name is looked for. */
const HEAD = 14;

const NOT_A_NAME =
  /\b(?:curriculum|vitae|r[ée]sum[ée]|cv|lebenslauf|bewerbung|updated|page|seite|address|street|road|avenue|phone|mobile|e-?mail|www|http|cover letter|dear|confidential|objective|portfolio|linkedin|github|status|contact|welcome|university|template|test|document|lorem|hello|personal|information|europass|house|village|biograph\w*|profile|applied for|position|application)\b|履歴書|简历/iu;

const PARTICLE =
  /^(?:de|del|della|da|di|do|dos|das|du|van|von|der|den|zu|la|le|el|al|bin|ibn|ben|y|e|af|ter|st\.?|mc|mac|o'|ph\.?d\.?|jr\.?|sr\.?|md|m\.?d\.?|dr\.?|prof\.?|mr\.?|mrs\.?|ms\.?|ii|iii|iv)$/iu;

/** The word for the document, or a degree, behind a name without a comma. */
const AFTER_NAME =
  /(?<=\p{L}\s+\p{L}{2,}\.?)\s+(?:r[ée]sum[ée]|cv|curriculum vitae|lebenslauf|[bm]\.?\s?sc\.?|ph\.?\s?d\.?|mba|dipl\.-?\p{L}+\.?(?:\s*\(.*)?)$/iu;

/** A text without what comes after a name on its line: titles, pages, roles. */
const nameIn = (text: string): string =>
  text
    .replace(/\s*(?:[|·•–—]|\s-\s|,\s*(?:ph\.?d|m\.?d|m\.?sc|mba|cpa|rn|b\.?sc|p\.?e|esq|pmp)\b).*$/iu, '')
    .replace(/^(?:dr|prof|mr|mrs|ms|dipl\.-\w+)\.?\s+/i, '')
    .replace(AFTER_NAME, '')
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/^personal (?:information|details)\s+/i, '')
    .replace(/[,.:]+$/, '')
    .trim();

function looksLikeName(text: string): boolean {
  if (/^[\p{Script=Han}]{2,4}$/u.test(text)) return true;
  if (text.length < 3 || text.length > 48 || /[\d@:/<>|{}[\]!?#*=+_“”"]/.test(text) || NOT_A_NAME.test(text))
    return false;
  const words = text.split(/\s+/);
  if (text.endsWith('-') || words.length > 6) return false;
  const named = words.filter((word) => !PARTICLE.test(word));
  if (words.some((word) => ['work', 'education', 'skills'].includes(titleKind(word) ?? ''))) return false;
  return (
    named.length > 0 && named.every((word) => /^\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word)) && !titleKind(text)
  );
}

interface Candidate {
  name: string;
  score: number;
}

function candidates(lines: readonly LayoutLine[], emails: readonly string[]): Candidate[] {
  const first = lines.slice(0, HEAD);
  const page = lines.filter((line) => line.page === 1);
  const largest = Math.max(0, ...page.map((line) => line.size));
  const locals = emails.map((email) => plain(email.split('@')[0] ?? ''));
  const inAddress = (word: string): boolean =>
    plain(word).length > 2 && locals.some((one) => one.includes(plain(word)));
  const out: Candidate[] = [];
  const heads = [...first, ...page.filter((line) => line.size >= largest - 0.5 && !first.includes(line))];
  for (const [i, line] of heads.entries()) {
    for (const [c, cell] of line.cells.entries()) {
      const name = nameIn(cell.text);
      if (!looksLikeName(name)) continue;
      const words = name.split(/\s+/).filter((word) => !PARTICLE.test(word));
      const inEmail = words.filter(inAddress).length;
      let score = 3 * inEmail;
      if (line.size >= largest - 0.5) score += 5;
      else if (line.size > 1.25 * (page[Math.floor(page.length / 2)]?.size ?? 10)) score += 2;
      score += Math.max(0, 3 - 0.4 * i) - c;
      if (line.bold) score += 0.5;
      if (words.length === 1 && !/\p{Script=Han}/u.test(name)) score -= inEmail > 0 ? 1 : 8;
      if (words.length === 2 || words.length === 3) score += 1.5;
      if (TITLE.test(name)) score -= 5;
      if (COMPANY.test(name) || SCHOOL.test(name)) score -= 4;
      if (isPlace(name) || isPlace(cell.text)) score -= 6;
      out.push({ name, score });
    }
  }
  // A first and a last name on lines of their own.
  for (const [i, line] of heads.entries()) {
    // An icon may be read as a letter of its own between the two.
    const next = heads.slice(i + 1, i + 3).find((other) => other.text.trim().length > 1);
    if (!next || line.size < largest - 4 || next.size < largest - 4 || line.size <= 12) continue;
    const [a, b] = [nameIn(line.cells[0]?.text ?? ''), nameIn(next.cells[0]?.text ?? '')];
    if (a.includes(' ') || b.split(' ').length > 2 || !looksLikeName(a) || !looksLikeName(b) || TITLE.test(b))
      continue;
    const backed = [a, b].filter((word) => inAddress(word)).length;
    out.push({ name: `${a} ${b}`, score: 8.5 - 0.3 * i + 3 * backed });
  }
  return out;
}

const upright = (name: string): string =>
  name === name.toUpperCase() && /\p{Lu}/u.test(name)
    ? name
        .toLowerCase()
        .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    : name;

function nameOf(lines: readonly LayoutLine[], emails: readonly string[]): string | undefined {
  for (const line of lines.slice(0, 40)) {
    const [key, value] = line.cells;
    const inline = /^(?:full name|name|nom|姓名|氏名)\s*[:：]\s*(.{2,48})$/iu.exec(line.text)?.[1];
    const named = inline ?? (key && value && NAME_LABEL.test(key.text.trim()) ? value.text : undefined);
    if (named && looksLikeName(nameIn(named))) return upright(nameIn(named));
  }
  const best = candidates(lines, emails).sort((a, b) => b.score - a.score)[0];
  return best && best.score >= 3 ? upright(best.name) : undefined;
}

const some = (values: readonly string[]): string[] | undefined => {
  const unique = [
    ...new Map(
      values.map((value): [string, string] => [value.toLowerCase().replace(/\/+$/, ''), value]),
    ).values(),
  ];
  return unique.length > 0 ? unique.slice(0, 20) : undefined;
};

/** Dates with dots look like numbers that are grouped. */
const DATES =
  /(?<!\d)(?:\d{1,2}[./])?(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?!\d)/g;

const isPhone = (text: string): boolean => {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15) return false;
  if (
    /^\d{4}\s*[-–]\s*\d{4}$/.test(text.trim()) ||
    /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(text.trim()) ||
    /^(?:19|20)\d\d[./-]\d\d?[./-]\d\d?$/.test(text.trim())
  )
    return false;
  return /^\+|^00|^\(/.test(text.trim()) || digits.length >= 9;
};

/** Lines with addresses put together again that a narrow column broke at one of their own marks. */
function gluedAddresses(lines: readonly LayoutLine[]): LayoutLine[] {
  const out: LayoutLine[] = [];
  for (const line of lines) {
    const above = out.at(-1);
    const head = /\S+$/.exec(above?.text ?? '')?.[0] ?? '';
    const begun = /[@/]/.test(head) || /^[\w.+-]{3,}[._-]$/.test(head);
    const broken = begun && (/[-/@._]$/.test(head) || /@[^.]*$/.test(head));
    const tail =
      /^\S+$/.test(line.text) && !/^(?:https?:|www\.)|^\+|@.*\.|^[\w-]+\.[a-z]{2,}\//i.test(line.text);
    if (above && broken && (tail || /^[\w.-]+\.\p{L}{2,}$/u.test(line.text)) && above.block === line.block)
      out[out.length - 1] = {
        ...above,
        text: above.text + line.text,
        cells: [
          ...above.cells.slice(0, -1),
          { text: (above.cells.at(-1)?.text ?? '') + line.text, bold: above.bold },
        ],
      };
    else out.push(line);
  }
  return out;
}

/**
 * Name, addresses and links. `contact` is what stands before the first section and under contact headings; phone numbers are
 * taken from there only, as numbers elsewhere are mostly something else. `addresses` are those of link annotations.
 */
export function identityOf(
  raw: readonly LayoutLine[],
  part: readonly LayoutLine[],
  addresses: readonly string[],
): Identity {
  const [lines, contact] = [gluedAddresses(raw), gluedAddresses(part)];
  const text = lines.map((line) => line.text);
  const targets = addresses.map((address) => address.trim());
  const emails = [
    ...text.flatMap((one) => one.replace(/\bmailto:/gi, ' ').match(EMAIL) ?? []),
    ...targets.filter((one) => /^mailto:/i.test(one)).flatMap((one) => one.slice(7).match(EMAIL) ?? []),
  ].map((one) => one.replace(/^[._%+-]+/, ''));
  const found = some(emails);
  const phones = [
    ...contact.flatMap((line) =>
      line.cells.flatMap(
        (cell) => cell.text.replace(EMAIL, ' ').replace(URL, ' ').replace(DATES, ' | ').match(PHONE) ?? [],
      ),
    ),
    ...targets.filter((one) => /^tel:/i.test(one)).map((one) => one.slice(4)),
  ]
    .map((one) => one.trim())
    .filter(isPhone);
  const digits = new Map(
    phones.map((phone): [string, string] => [phone.replace(/\D/g, '').slice(-9), phone]).reverse(),
  );
  const links = [
    ...targets.filter((one) => /^https?:/i.test(one)),
    ...contact.flatMap((line) => line.text.replace(EMAIL, ' ').match(URL) ?? []),
  ].map((one) => one.replace(/[.,;:]+$/, ''));
  const shown = links.filter((one) =>
    !/^https?:/i.test(one) ? !links.some((other) => /^https?:/i.test(other) && other.includes(one)) : true,
  );
  const name = nameOf(unwrapped(raw), found ?? []);
  return {
    ...(name ? { name } : {}),
    ...(found ? { emails: found } : {}),
    ...(digits.size > 0 ? { phones: [...digits.values()].reverse() } : {}),
    ...(some(shown) ? { links: some(shown) } : {}),
  };
}
