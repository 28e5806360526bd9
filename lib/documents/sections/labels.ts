import type { Cell, LayoutLine } from '@/lib/documents/lines/piece';

/** What a label in front of a value says that the value is; `skip` for values that are none of these. */
export type LabelRole = 'company' | 'title' | 'school' | 'degree' | 'skip';

const LABELS: [role: LabelRole | 'dates', pattern: RegExp][] = [
  [
    'dates',
    /^(?:dates?(?: \(from\s?[–-]\s?to\))?|period|duration|from[–-]to|time period|tenure|zeitraum|datum|dates? de|période|fechas?|periodo|período|date|ημερομηνίες)$/i,
  ],
  [
    'title',
    /^(?:job title|position(?: held)?|occupation or position held|role|designation|title|occupation|main activity|stelle|tätigkeit|funktion|position|beruf oder funktion|poste(?: occupé)?|fonction(?: ou poste occupé)?|puesto|cargo|profesión o cargo desempeñado|ruolo|mansione|lavoro o posizione ricoperti|θέση)$/i,
  ],
  [
    'company',
    /^(?:company(?: name)?|employer|organi[sz]ation|name (?:and address )?of (?:the )?employer|client|firma|arbeitgeber|unternehmen|name und adresse des arbeitgebers|entreprise|employeur|nom et adresse de l['’]employeur|empresa|nombre y dirección de la empresa o empleador|azienda|datore di lavoro|nome e indirizzo del datore di lavoro)$/i,
  ],
  [
    'school',
    /^(?:institution|university|school|college|institute|name and type of organi[sz]ation(?: providing education and training)?|hochschule|schule|établissement|universidad|centro|istituto)$/i,
  ],
  [
    'degree',
    /^(?:degree|qualification|(?:title of )?qualification awarded|ac+quired qualifications?|course|abschluss|diplôme|título(?: de la cualificación obtenida)?|titolo(?: della qualifica rilasciata)?)$/i,
  ],
  [
    'skip',
    /^(?:location|address|type of business or sector|main activities(?: and responsibilities)?|(?:main |key )?responsibilities|environment|technologies(?: used)?|tech(?:nology)? stack|tools(?: used)?|principal (?:subjects|studies)(?:\s?\/\s?occupational)?(?: skills covered)?|level in national or international classification|minor subjects|team size|project(?: name)?|description|gpa|cgpa|grade|thesis|coursework|relevant coursework|honou?rs|advis[eo]rs?|ort)$/i,
  ],
];

const roleOf = (text: string): LabelRole | 'dates' | undefined =>
  LABELS.find(([, pattern]) =>
    pattern.test(
      text
        .replace(/^\W+|\s*[:：]\s*$/gu, '')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  )?.[0];

/** A line of the form `Employer: Acme`, or with the label in a cell of its own: its values and what they are. */
export function labelled(line: LayoutLine): { role?: LabelRole; cells: Cell[] } {
  const [first, ...rest] = line.cells;
  if (!first) return { cells: [] };
  const inCell = rest.length > 0 ? roleOf(first.text) : undefined;
  if (inCell) return { ...(inCell === 'dates' ? {} : { role: inCell }), cells: rest };
  const [, label, value] = /^([^:：]{3,60}?)\s*[:：]\s*(.+)$/u.exec(first.text) ?? [];
  const inLine = label ? roleOf(label) : undefined;
  if (!inLine || !value) return { cells: line.cells };
  const cells = [{ text: value, bold: first.bold, ...(first.box ? { box: first.box } : {}) }, ...rest];
  return { ...(inLine === 'dates' ? {} : { role: inLine }), cells };
}

/** The head of a table: nothing but labels. */
export const isTableHead = ({ cells }: LayoutLine): boolean =>
  cells.length > 1 &&
  cells.every(
    (cell) =>
      roleOf(cell.text) !== undefined ||
      /^(?:years?|marks?|percentage|board(?:\s?\/\s?university)?|s\.? ?no\.?|cgpa.*|result|subject|specialization|stream)$/i.test(
        cell.text,
      ),
  );
