import { isMark, type Piece, type Span, spansOf } from '@/lib/documents/lines/piece';
import type { Run } from '@/lib/documents/pdf/display-list';
import type { Edges } from '@/lib/documents/pdf/matrix';

/** Gap, in ems, from which two texts on one baseline are separate. */
const APART = 1.15;
/** Gap, in ems, from which two letters belong to two words. */
const WORD = 0.14;
const BOLD = /bold|black|heavy|semibold|demi|(?:cm|sf|ec|tc)bx|medi(?:\b|ital)|-sb\b|-bd\b/i;
const ITALIC = /ital|obli|slanted|(?:cm|sf|ec)(?:ti|sl)|-it\b/i;

interface Letter {
  text: string;
  from: number;
  to: number;
  run: Run;
}

const overlap = (a: Run, b: Run): number =>
  Math.min(a.edges.bottom, b.edges.bottom) - Math.max(a.edges.top, b.edges.top);

/** Rows of letters that share a baseline; raised or lowered small letters join the row that they touch. */
function rows(runs: readonly Run[]): Letter[][] {
  const sorted = [...runs].sort((a, b) => b.size - a.size || a.baseline - b.baseline);
  const open: { baseline: number; runs: Run[] }[] = [];
  const byBaseline = new Map<number, { baseline: number; runs: Run[] }[]>();
  const near = (baseline: number): { baseline: number; runs: Run[] }[] => {
    const key = Math.round(baseline / 12);
    return [key - 1, key, key + 1].flatMap((one) => byBaseline.get(one) ?? []);
  };
  for (const run of sorted) {
    const fits = near(run.baseline)
      .filter((row) => {
        const distance = Math.abs(row.baseline - run.baseline);
        if (distance <= Math.max(0.6, 0.25 * run.size)) return true;
        return (
          distance <= 12 &&
          row.runs.some(
            (other) =>
              run.size < 0.85 * other.size &&
              overlap(run, other) >= 0.5 * (run.edges.bottom - run.edges.top) &&
              run.edges.left - other.edges.right < 0.2 * other.size &&
              other.edges.left - run.edges.right < 0.2 * other.size,
          )
        );
      })
      .sort((a, b) => Math.abs(a.baseline - run.baseline) - Math.abs(b.baseline - run.baseline))[0];
    if (fits) fits.runs.push(run);
    else {
      const row = { baseline: run.baseline, runs: [run] };
      open.push(row);
      const key = Math.round(run.baseline / 12);
      byBaseline.set(key, [...(byBaseline.get(key) ?? []), row]);
    }
  }
  return open.map((row) =>
    row.runs
      .flatMap((run) => run.glyphs.map((glyph): Letter => ({ ...glyph, run })))
      .sort((a, b) => a.from - b.from),
  );
}

/** A letter drawn again almost on top of itself, which some programs do for bold type. */
const repeats = (a: Letter, b: Letter): boolean =>
  a.text === b.text && a.run !== b.run && Math.abs(a.from - b.from) < 0.12 * b.run.size;

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** Letters in visual order as words; right-to-left writing is turned round. */
function spell(letters: readonly Letter[]): { text: string; spans?: Span[] } {
  const solid = letters.filter((letter) => letter.text.trim());
  const gaps = solid.slice(1).map((letter, i) => letter.from - (solid[i]?.to ?? letter.from));
  const sorted = [...gaps].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const size = solid[0]?.run.size ?? 10;
  // Letter-spaced type has the same gap everywhere; a word ends where the gap is clearly larger.
  const tracked = solid.length >= 4 && middle > WORD * size && (sorted[0] ?? 0) > 0.08 * size;
  const between = tracked ? Math.max(1.6 * middle, middle + 0.12 * size) : WORD;
  const words: string[] = [];
  const looks: Span[] = [];
  let word = '';
  let first: Letter | undefined;
  let last: Letter | undefined;
  const close = (): void => {
    if (!word) return;
    const font = first?.run.font ?? '';
    words.push(word);
    looks.push({ text: word, bold: BOLD.test(font), italic: ITALIC.test(font) });
    word = '';
    first = undefined;
  };
  for (const letter of letters) {
    const blank = !letter.text.trim();
    const gap = last ? letter.from - last.to : 0;
    const limit = tracked ? between : WORD * Math.min(letter.run.size, last?.run.size ?? letter.run.size);
    if ((blank && !tracked) || (!blank && gap > limit)) close();
    if (!blank) {
      word += letter.text;
      if (/[\p{L}\p{N}]/u.test(letter.text)) first ??= letter;
      last = letter;
    }
  }
  close();
  const turned = words.filter((one) => RIGHT_TO_LEFT.test(one));
  if (turned.length === 0) return { text: words.join(' '), spans: spansOf(looks) };
  const straight = words.map((one) => (RIGHT_TO_LEFT.test(one) ? [...one].reverse().join('') : one));
  return { text: (turned.length * 2 >= words.length ? straight.reverse() : straight).join(' ') };
}

function pieceOf(letters: readonly Letter[]): Piece | null {
  const { text, spans } = spell(letters);
  if (!text) return null;
  const solid = letters.filter((letter) => letter.text.trim());
  const weight = new Map<Run, number>();
  for (const letter of solid) weight.set(letter.run, (weight.get(letter.run) ?? 0) + 1);
  const [main] = [...weight.entries()].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (!main) return null;
  const share = (style: RegExp): number =>
    [...weight.entries()].reduce((sum, [run, count]) => sum + (style.test(run.font) ? count : 0), 0);
  return {
    text,
    left: Math.min(...solid.map((letter) => letter.from)),
    right: Math.max(...solid.map((letter) => letter.to)),
    top: main.edges.top,
    bottom: main.edges.bottom,
    baseline: main.baseline,
    size: main.size,
    bold: share(BOLD) * 2 > solid.length,
    italic: share(ITALIC) * 2 > solid.length,
    ...(spans ? { spans } : {}),
  };
}

/** Gap, in ems, from which a text at the left edge of other rows is separate. */
const AT_EDGE = 0.45;
/** Rows that begin at a place which is an edge. */
const EDGE_ROWS = 4;

/** Left edges at which several rows begin; narrow margins leave less than a wide gap before them. */
function edgesOf(rows: readonly (readonly Letter[])[]): (x: number) => boolean {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const first = row.find((letter) => letter.text.trim());
    if (!first) continue;
    const key = Math.round(first.from);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (x) => {
    const key = Math.round(x);
    return [key - 1, key, key + 1].reduce((sum, one) => sum + (counts.get(one) ?? 0), 0) >= EDGE_ROWS;
  };
}

/** Whether an upright line, as of a table, stands between two letters. */
const isRuled = (a: Letter, b: Letter, rules: readonly Edges[]): boolean =>
  rules.some(
    (rule) =>
      rule.left >= a.to - 1 &&
      rule.right <= b.from + 1 &&
      rule.top <= b.run.baseline - 0.3 * b.run.size &&
      rule.bottom >= b.run.baseline,
  );

/** Upright runs as pieces: separated by wide gaps and by upright lines, list marks joined to their text. Unordered. */
export function piecesOf(runs: readonly Run[], rules: readonly Edges[] = []): Piece[] {
  const out: Piece[] = [];
  const all = rows(runs);
  const isEdge = edgesOf(all);
  for (const letters of all) {
    let current: Letter[] = [];
    let marks = false;
    const close = (): void => {
      const piece = pieceOf(current);
      if (piece) out.push(piece);
      current = [];
    };
    for (const letter of letters) {
      if (!letter.text.trim() && current.length === 0) continue;
      const before = current.findLast((one) => one.text.trim());
      if (before && current.slice(-3).some((one) => repeats(one, letter))) continue;
      if (before && letter.text.trim()) {
        marks = isMark(current.map((one) => one.text).join(''));
        const size = Math.max(letter.run.size, before.run.size);
        const gap = letter.from - before.to;
        const apart = gap > (marks ? 3 : APART) * size;
        const atEdge = !marks && gap > AT_EDGE * size && isEdge(letter.from);
        if (apart || atEdge || (gap > 0.1 * size && isRuled(before, letter, rules))) close();
      }
      current.push(letter);
    }
    close();
  }
  return out;
}
