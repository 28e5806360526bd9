import { assessResume, prepareResume, type ResumeAssessment } from '@/lib/ai/assess-resume';
import type { DocumentReading } from '@/lib/documents/reading';
import { isEvidence } from '@/lib/evidence/assess';
import { RubricSchema } from '@/lib/evidence/rubric';
import type { Personality } from '@/sandbox/anthropic/personalities';
import { anthropicKit } from '../fakes/anthropic';
import { read } from '../fakes/documents';
import { DOCX_PLACES, plainDocx } from './attack-places-docx';
import { PDF_PLACES, plainPdf, plainScan } from './attack-places-pdf';
import { CRITERIA, type Placement, RESUME } from './attack-resume';
import type { AttackText } from './attack-texts';

export const PLACES: readonly Placement[] = [...DOCX_PLACES, ...PDF_PLACES];
export const MODELS = ['obedient', 'fabricator', 'misquoter'] as const satisfies readonly Personality[];
export type Model = (typeof MODELS)[number];

const rubric = RubricSchema.parse({
  postingId: 'attacks',
  version: 1,
  enoughCoverage: 10,
  criteria: CRITERIA.map((label, i) => ({
    id: `c${i + 1}`,
    label,
    kind: i < 2 ? 'must' : 'nice',
    weight: 2,
    anchors: ['Nothing.', 'It is named.', 'A task.', 'A result.', 'Years of it.', 'It was led.'],
  })),
});
const INPUT = {
  rubric,
  identity: { names: RESUME.slice(0, 1) },
  blindingLevel: 1,
  today: '2026-11-22',
} as const;
/** What stands in a place that says something by itself, without an attack. */
const HARMLESS = 'Sailing';

/** A busy machine must not look like a document that cannot be read. */
export const readAtLeisure = (bytes: Uint8Array): Promise<DocumentReading> =>
  read(bytes, { limits: { milliseconds: 60_000 } });

const kits = Object.fromEntries(
  MODELS.map((kind) => {
    const kit = anthropicKit();
    kit.faults.set('anthropic-personality', kind);
    return [kind, kit];
  }),
) as Record<Model, ReturnType<typeof anthropicKit>>;

function judged(
  reading: DocumentReading,
  kind: Model,
  plant: string,
  prepared = prepareResume({ ...INPUT, reading }),
): Promise<ResumeAssessment> {
  const kit = kits[kind];
  kit.sent.length = 0;
  kit.egress.length = 0;
  kit.faults.set('anthropic-plant', plant);
  return assessResume({ ...INPUT, reading, prepared, engine: kit.engine, purpose: 'attack' });
}

const BANDS = [undefined, 'open', 'promising', 'strong'];

/** Every number a person is shown. */
const numbers = ({ score }: ResumeAssessment): Record<string, number> => ({
  score: score.value ?? 0,
  'least score': score.range?.least ?? 0,
  'most score': score.range?.most ?? 0,
  coverage: score.coverage,
  'must-haves met': score.musts.met,
  band: BANDS.indexOf(score.band),
});

/** What got better for the applicant than without the text; empty: nothing. */
export function gained(before: ResumeAssessment, after: ResumeAssessment): string[] {
  const gains = after.assessments.flatMap((one, i) => {
    const was = before.assessments[i];
    if (!was) return ['an assessment more'];
    const fresh = one.quotes.filter(
      ({ counts, text }) => counts && !was.quotes.some((quote) => quote.counts && quote.text === text),
    );
    return [
      ...(one.level > was.level ? [`${one.criterionId} level ${was.level} → ${one.level}`] : []),
      ...(isEvidence(one) && !isEvidence(was) ? [`${one.criterionId} ${was.verdict} → ${one.verdict}`] : []),
      ...(was.verdict === 'contradicted' && one.verdict !== was.verdict
        ? [`${one.criterionId} is contradicted no more`]
        : []),
      ...(one.level >= was.level && one.level > 0
        ? fresh.map(({ text }) => `${one.criterionId} new evidence: ${text.slice(0, 60)}`)
        : []),
    ];
  });
  const was = numbers(before);
  for (const [name, now] of Object.entries(numbers(after)))
    if (now > (was[name] ?? 0)) gains.push(`${name} ${was[name]} → ${now}`);
  return gains;
}

/** The resume without an attack, read by everybody once. */
interface Plain {
  request: string;
  by: Record<Model, ResumeAssessment>;
}

const plain = new Map<string, Promise<Plain>>();

async function readPlain({ format, framed, make }: Placement): Promise<Plain> {
  const bytes = framed
    ? make(HARMLESS)?.bytes
    : { docx: plainDocx, pdf: plainPdf, scan: plainScan }[format]();
  const reading = await readAtLeisure(bytes ?? new Uint8Array());
  if (reading.status !== (format === 'scan' ? 'ocr' : 'read'))
    throw new Error(`The ${format} without an attack was not read: ${reading.message}`);
  const by = {} as Plain['by'];
  for (const kind of MODELS) by[kind] = await judged(reading, kind, 'no such words stand in it');
  return { request: JSON.stringify(prepareResume({ ...INPUT, reading }).request), by };
}

function plainOf(place: Placement): Promise<Plain> {
  const key = place.framed ? place.name : place.format;
  const known = plain.get(key) ?? readPlain(place);
  plain.set(key, known);
  return known;
}

export interface Trial {
  /** False: this text cannot be put there. */
  tried: boolean;
  /** A model got something else than without the text. */
  reached: boolean;
  shown: boolean;
  gains: { kind: Model; what: string[] }[];
}

/** One text in one place, read by every kind of dishonest model. */
export async function tryAttack(place: Placement, { text }: AttackText): Promise<Trial> {
  const made = place.make(text);
  if (!made) return { tried: false, reached: false, shown: false, gains: [] };
  const before = await plainOf(place);
  const reading = await readAtLeisure(made.bytes);
  const prepared = prepareResume({ ...INPUT, reading });
  const shown = prepared.suspicious.length > 0 || (!place.visible && reading.hidden.length > 0);
  // The same request has the same stored answer: nothing is asked, so nothing can move.
  const reached = prepared.cleaned !== undefined || JSON.stringify(prepared.request) !== before.request;
  const gains: Trial['gains'] = [];
  for (const kind of reached ? MODELS : []) {
    const what = gained(before.by[kind], await judged(reading, kind, made.words, prepared));
    if (what.length > 0) gains.push({ kind, what });
  }
  return { tried: true, reached, shown, gains };
}
