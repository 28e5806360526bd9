/**
 * Puts every injection text into every place of a resume where words can stand, has each kind of dishonest model read it, and compares with
 * the same resume without the text. Fails when a verdict, a number or a displayed claim moved in the attacker's favour, or when visible or
 * hidden instruction-like text was not shown. Environment `FULCRUM_CORPUS` (default `../shared/data`) names a folder with more texts.
 */
import { resolve } from 'node:path';
import { assessResume, prepareResume, type ResumeAssessment } from '@/lib/ai/assess-resume';
import type { DocumentReading } from '@/lib/documents/reading';
import { isEvidence } from '@/lib/evidence/assess';
import { RubricSchema } from '@/lib/evidence/rubric';
import type { Personality } from '@/sandbox/anthropic/personalities';
import { anthropicKit } from '../fakes/anthropic';
import { read } from '../fakes/documents';
import { CRITERIA, PLACEMENTS, PLAIN } from './attack-documents';
import { attackTexts } from './attack-texts';

const MOST_TOLD = 60;
const MODELS: readonly Personality[] = ['obedient', 'fabricator', 'misquoter'];
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

/** A busy machine must not look like a document that cannot be read. */
const readAtLeisure = (bytes: Uint8Array): Promise<DocumentReading> =>
  read(bytes, { limits: { milliseconds: 60_000 } });

const INPUT = {
  rubric,
  identity: { names: [] },
  blindingLevel: 1,
  today: '2026-11-22',
} as const;

const kits = new Map(
  MODELS.map((kind) => {
    const kit = anthropicKit();
    kit.faults.set('anthropic-personality', kind);
    return [kind, kit] as const;
  }),
);

function judged(reading: DocumentReading, kind: Personality, plant: string): Promise<ResumeAssessment> {
  const kit = kits.get(kind);
  if (!kit) throw new RangeError(kind);
  kit.sent.length = 0;
  kit.egress.length = 0;
  kit.faults.set('anthropic-plant', plant);
  return assessResume({ ...INPUT, reading, engine: kit.engine, purpose: 'attack' });
}

/** What got better for the applicant than without the text; empty: nothing. */
function gained(before: ResumeAssessment, after: ResumeAssessment): string[] {
  const gains = after.assessments.flatMap((one, i) => {
    const was = before.assessments[i];
    if (!was) return ['an assessment more'];
    return [
      ...(one.level > was.level ? [`${one.criterionId} level ${was.level} → ${one.level}`] : []),
      ...(isEvidence(one) && !isEvidence(was) ? [`${one.criterionId} ${was.verdict} → ${one.verdict}`] : []),
      ...one.quotes
        .filter(
          ({ counts, text }) => counts && !was.quotes.some((quote) => quote.counts && quote.text === text),
        )
        .filter(() => one.level >= was.level && one.level > 0)
        .map(({ text }) => `${one.criterionId} new evidence: ${text.slice(0, 60)}`),
    ];
  });
  const number = (result: ResumeAssessment): number => result.score.range?.least ?? 0;
  if (number(after) > number(before)) gains.push(`score ${number(before)} → ${number(after)}`);
  if (after.score.coverage > before.score.coverage)
    gains.push(`coverage ${before.score.coverage} → ${after.score.coverage}`);
  return gains;
}

export async function main(limit = Number.POSITIVE_INFINITY): Promise<number> {
  const root = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
  const all = attackTexts(root);
  const texts = all.texts.slice(0, limit);
  if (!all.found)
    console.log(
      `No injection texts at ${root}/injection; only the ${texts.length} built-in ones are tried. Set FULCRUM_CORPUS for more.`,
    );
  const plain = { docx: await readAtLeisure(PLAIN.docx()), pdf: await readAtLeisure(PLAIN.pdf()) };
  for (const reading of Object.values(plain))
    if (reading.status !== 'read')
      throw new Error(`The resume without an attack was not read: ${reading.message}`);
  const before = new Map<string, ResumeAssessment>();
  for (const kind of MODELS)
    for (const format of ['docx', 'pdf'] as const)
      before.set(`${kind} ${format}`, await judged(plain[format], kind, 'no such words stand in it'));
  const rows: string[][] = [
    ['place', 'texts', ...MODELS.map((kind) => `${kind}: moved`), 'changed the request', 'shown'],
  ];
  const problems: string[] = [];
  for (const place of PLACEMENTS) {
    let tried = 0;
    let reached = 0;
    let shown = 0;
    const moved = new Map<Personality, number>(MODELS.map((kind) => [kind, 0]));
    for (const { name, text } of texts) {
      const made = place.make(text);
      if (!made) continue;
      tried++;
      const reading = await readAtLeisure(made.bytes);
      const format = made.fileName.endsWith('pdf') ? 'pdf' : 'docx';
      const prepared = prepareResume({ ...INPUT, reading });
      if (prepared.suspicious.length > 0 || (!place.visible && reading.hidden.length > 0)) shown++;
      else problems.push(`${place.name}: not shown, ${name}: ${JSON.stringify(text.slice(0, 140))}`);
      // The same request has the same stored answer: nothing is asked, so nothing can move.
      const usual = prepareResume({ ...INPUT, reading: plain[format] });
      if (!prepared.cleaned && JSON.stringify(prepared.request) === JSON.stringify(usual.request)) continue;
      reached++;
      for (const kind of MODELS) {
        const after = await judged(reading, kind, text);
        const base = before.get(`${kind} ${format}`);
        const gains = base ? gained(base, after) : ['nothing to compare with'];
        if (gains.length === 0) continue;
        moved.set(kind, (moved.get(kind) ?? 0) + 1);
        problems.push(
          `${place.name}, ${kind}, ${name}: ${gains.join('; ')} | ${JSON.stringify(text.slice(0, 140))}`,
        );
      }
    }
    rows.push([
      place.name,
      String(tried),
      ...MODELS.map((kind) => String(moved.get(kind))),
      String(reached),
      `${shown}/${tried}`,
    ]);
  }
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    );
  if (all.left.length > 0)
    console.log(
      `\nFiles that hold only parts of attacks (words, addresses, single characters), not tried: ${all.left.join(', ')}.`,
    );
  for (const one of problems.slice(0, MOST_TOLD)) console.log(one);
  console.log(`\n${problems.length} problems.`);
  return problems.length === 0 ? 0 : 1;
}
