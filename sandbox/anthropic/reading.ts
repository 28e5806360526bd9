/** What a request of the Messages API asks a pretend model to read. */
export interface Asked {
  criteria: { id: string; label: string; anchors: string[]; examples: string[] }[];
  /** `["L12", "…"]` */
  lines: [number: string, text: string][];
}

export interface Entry {
  criterion_id: string;
  verdict: 'shown' | 'partly_shown' | 'not_found' | 'contradicted' | 'unclear';
  level: string;
  quotes: { line: string; text: string }[];
  missing: string;
  note: string;
}

const DULL = new Set(
  'and the for with from has have experience years year work working knowledge skills skill ability good strong using use of in on at to or an a as by is are level shows show team teams at least one more than able name names given does'.split(
    ' ',
  ),
);

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}][\p{L}\p{N}+#.-]*[\p{L}\p{N}+#]|[\p{L}]/gu) ?? []).filter(
    (word) => word.length > 1 && !DULL.has(word),
  );

/** Reads like somebody careful and without imagination: which lines hold the words of the criterion, and how often. */
export function honest({ criteria, lines }: Asked): Entry[] {
  return criteria.map(({ id, label, examples }) => {
    const wanted = new Set([...wordsOf(label), ...examples.flatMap(wordsOf)]);
    const hits = lines
      .map(([line, text]) => ({
        line,
        text,
        hits: wordsOf(text).filter((word) => wanted.has(word)).length,
      }))
      .filter((one) => one.hits > 0 && one.text.replace(/\s+/g, ' ').trim().length >= 12)
      .sort((a, b) => b.hits - a.hits);
    if (hits.length === 0)
      return { criterion_id: id, verdict: 'not_found', level: '0', quotes: [], missing: label, note: '' };
    const years = Math.max(
      0,
      ...hits.map(({ text }) => Number(/(\d{1,2})\+?\s*(?:years|yrs)/i.exec(text)?.[1] ?? 0)),
    );
    const level = Math.min(5, Math.min(3, hits.length) + (years >= 5 ? 2 : years >= 2 ? 1 : 0));
    return {
      criterion_id: id,
      verdict: 'shown',
      level: String(level),
      quotes: hits.slice(0, 2).map(({ line, text }) => ({ line, text: text.slice(0, 200).trim() })),
      missing: '',
      note: '',
    };
  });
}

/** A proposal made of the description's own list items. */
export function honestRubric(description: string): object {
  const items = description
    .split('\n')
    .map((line) => line.replace(/^[\s•*·-]+/, '').trim())
    .filter((line) => line.length >= 8 && line.length <= 160 && /[a-z]/i.test(line))
    .slice(0, 8);
  return {
    criteria: items.map((label) => ({
      label,
      kind: /must|require|at least|need/i.test(label) ? 'must' : 'nice',
      weight: '3',
      anchors: [
        'Nothing about it.',
        'It is named.',
        'It is named in one task.',
        'It is used in a task with a result.',
        'It is used over years, with scope.',
        'It is led or taught, with results.',
      ],
      examples: [],
      signs: [],
    })),
    left_out: [],
  };
}
