import { nameFinder } from './blinding-names';
import { identifierCuts, schoolCuts, traitCuts } from './blinding-patterns';
import {
  type BlindedKind,
  type Cut,
  cutsAt,
  type FoldedText,
  fold,
  literally,
  wholeWords,
} from './blinding-text';
import type { LineSpan, TextLine } from './visible-lines';

/** 0 nothing, 1 identifiers, 2 also hints at protected traits, 3 also schools, places and years of education. */
export type BlindingLevel = 0 | 1 | 2 | 3;

/** What is known about the person apart from the document, to be taken out exactly. */
export interface Identity {
  names: readonly string[];
  emails?: readonly string[];
  phones?: readonly string[];
  links?: readonly string[];
  /** Home towns and addresses, as written. */
  places?: readonly string[];
  /** Schools, as written; taken out at level 3. */
  schools?: readonly string[];
}

/** One replacement. `start`/`end` are offsets in the source line, `blindStart`/`blindEnd` in the blinded one. */
interface BlindingEdit extends Cut {
  line: number;
  words: string;
  token: string;
  blindStart: number;
  blindEnd: number;
}

export interface BlindedText {
  level: BlindingLevel;
  /** The lines with tokens such as `[NAME]` and `[EMAIL_1]` in place of what was taken out. */
  lines: TextLine[];
  edits: BlindingEdit[];
  /** How many words were taken out, by kind. Safe to log. */
  counts: Partial<Record<BlindedKind, number>>;
}

/** Earlier kinds win where cuts overlap. */
const PRIORITY: readonly BlindedKind[] = [
  'EMAIL',
  'LINK',
  'ID',
  'PHONE',
  'ADDRESS',
  'NAME',
  'PERSONAL',
  'AGE',
  'FAMILY',
  'TRAIT',
  'SCHOOL',
  'PLACE',
  'TITLE',
  'PRONOUN',
  'YEAR',
];
const NUMBERED: readonly BlindedKind[] = ['EMAIL', 'PHONE', 'LINK', 'SCHOOL', 'PLACE'];
/** Between two parts of one written name: signs, white space, a middle initial. */
const WITHIN_NAME = /^[\s.,'’"-]*(?:\p{L}\.?[\s,]+)?$/u;

/** Replaces what tells who somebody is. What comes out does not depend on the name, however many words it has. */
export function blind(lines: readonly TextLine[], identity: Identity, level: BlindingLevel): BlindedText {
  const edits: BlindingEdit[] = [];
  const numbers = new Map<string, number>();
  const counts: BlindedText['counts'] = {};
  const find = finder(identity, level);
  const blinded = lines.map((line) => {
    let text = '';
    let at = 0;
    for (const cut of level === 0 ? [] : allCuts(line.text, find)) {
      const words = line.text.slice(cut.start, cut.end);
      const token = tokenFor(cut.kind, words, numbers);
      text += line.text.slice(at, cut.start);
      edits.push({
        ...cut,
        line: line.n,
        words,
        token,
        blindStart: text.length,
        blindEnd: text.length + token.length,
      });
      text += token;
      at = cut.end;
      counts[cut.kind] = (counts[cut.kind] ?? 0) + 1;
    }
    return { ...line, text: text + line.text.slice(at) };
  });
  return { level, lines: blinded, edits, counts };
}

/** The part of the source line that a part of the blinded line stands for; a token stands for all it replaced. */
export function sourceSpan({ edits }: Pick<BlindedText, 'edits'>, span: LineSpan): LineSpan {
  const own = edits.filter(({ line }) => line === span.line);
  const back = (offset: number, edge: 'start' | 'end'): number => {
    let shift = 0;
    for (const edit of own) {
      if (offset < edit.blindStart || (edge === 'end' && offset === edit.blindStart)) break;
      if (offset < edit.blindEnd || (edge === 'end' && offset === edit.blindEnd)) return edit[edge];
      shift = edit.end - edit.blindEnd;
    }
    return offset + shift;
  };
  return { ...span, start: back(span.start, 'start'), end: back(span.end, 'end') };
}

/** The part of the blinded line that stands for a part of the source line; what was taken out is covered by its whole token. */
export function blindedSpan({ edits }: Pick<BlindedText, 'edits'>, span: LineSpan): LineSpan {
  const own = edits.filter(({ line }) => line === span.line);
  const there = (offset: number, edge: 'start' | 'end'): number => {
    let shift = 0;
    for (const edit of own) {
      if (offset < edit.start || (edge === 'end' && offset === edit.start)) break;
      if (offset < edit.end || (edge === 'end' && offset === edit.end))
        return edge === 'start' ? edit.blindStart : edit.blindEnd;
      shift = edit.blindEnd - edit.end;
    }
    return offset + shift;
  };
  return { ...span, start: there(span.start, 'start'), end: there(span.end, 'end') };
}

/** Everything to look for, prepared once for all lines. */
function finder(identity: Identity, level: BlindingLevel): (folded: FoldedText) => Cut[] {
  const names = nameFinder(identity.names);
  const known = (kind: BlindedKind, texts: readonly string[] = []): [BlindedKind, RegExp][] =>
    texts
      .map((text) => fold(text).text)
      .filter((text) => text.length > 1)
      .map((text) => [kind, wholeWords(literally(text))]);
  const digits = (identity.phones ?? [])
    .map((phone) => phone.replace(/\D/g, ''))
    .filter((phone) => phone.length >= 7)
    .map((phone): [BlindedKind, RegExp] => [
      'PHONE',
      new RegExp(`\\+?\\(?${phone.split('').join('[\\s().\\/-]*')}`, 'gu'),
    ]);
  const exact = [
    ...known('EMAIL', identity.emails),
    ...known('LINK', identity.links),
    ...known('ADDRESS', identity.places),
    ...digits,
    ...(level >= 3 ? known('SCHOOL', identity.schools) : []),
  ];
  return (folded) => [
    ...names(folded),
    ...exact.flatMap(([kind, pattern]) => cutsAt(folded, kind, pattern)),
    ...identifierCuts(folded),
    ...(level >= 2 ? traitCuts(folded) : []),
    ...(level >= 3 ? schoolCuts(folded) : []),
  ];
}

/** All cuts of a line. What was taken out may have hidden the edge of a word beside it, so the rest is searched again until nothing is left. */
function allCuts(text: string, find: (folded: FoldedText) => Cut[]): Cut[] {
  const cuts: Cut[] = [];
  let rest = text;
  for (let found = find(fold(rest)); found.length > 0; found = find(fold(rest))) {
    cuts.push(...found);
    for (const { start, end } of found)
      rest = rest.slice(0, start) + '|'.repeat(end - start) + rest.slice(end);
  }
  return joined(text, cuts);
}

/** Disjoint cuts from left to right; cuts that overlap, and parts of one name, become one. */
function joined(text: string, cuts: readonly Cut[]): Cut[] {
  const result: Cut[] = [];
  for (const cut of [...cuts].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result[result.length - 1];
    const sameName =
      last?.kind === 'NAME' &&
      cut.kind === 'NAME' &&
      WITHIN_NAME.test(text.slice(last.end, Math.max(last.end, cut.start)));
    if (!last || (cut.start >= last.end && !sameName)) {
      result.push({ ...cut });
      continue;
    }
    last.end = Math.max(last.end, cut.end);
    if (PRIORITY.indexOf(cut.kind) < PRIORITY.indexOf(last.kind)) last.kind = cut.kind;
  }
  return result;
}

function tokenFor(kind: BlindedKind, words: string, numbers: Map<string, number>): string {
  if (!NUMBERED.includes(kind)) return `[${kind}]`;
  const key = `${kind} ${fold(words).text}`;
  const count = [...numbers.keys()].filter((one) => one.startsWith(`${kind} `)).length;
  const number = numbers.get(key) ?? count + 1;
  numbers.set(key, number);
  return `[${kind}_${number}]`;
}
