import { assessResume, identityOf, prepareResume, type ResumeInput } from '@/lib/ai/assess-resume';
import type { ClaimsRequest, ScreeningEngine } from '@/lib/ai/port';
import { contentHash } from '@/lib/ai/request-key';
import type { DocumentReading } from '@/lib/documents/reading';
import type { BlindingLevel, Identity } from '@/lib/evidence/blinding';
import type { Rubric } from '@/lib/evidence/rubric';
import { compareJudgements } from '@/lib/evidence/twin-rates';
import { makeTwins, type TwinSet, type TwinVersion } from '@/lib/evidence/twins';
import type { ResumeCheck } from './contract';

export interface CheckOrder {
  reading: DocumentReading;
  /** What is known of the person apart from the document. */
  identity: Identity;
  rubric: Rubric;
  posting: string;
  level: BlindingLevel;
  /** Civil date `YYYY-MM-DD`. */
  today: string;
}

/** The same resume as another version of it would have been read. */
function inputOf(
  { reading, identity, rubric, posting, level, today }: CheckOrder,
  version: TwinVersion,
): ResumeInput {
  const { name, emails, lines } = version;
  const { name: _name, emails: _emails, ...contact } = reading.identity;
  const education = reading.sections.education?.map(({ school, ...entry }, i) => {
    const other = version.schools[i] || school;
    return { ...entry, ...(other === undefined ? {} : { school: other }) };
  });
  return {
    reading: {
      ...reading,
      lines,
      identity: { ...contact, ...(name === undefined ? {} : { name }), emails: [...emails] },
      sections: { ...reading.sections, ...(education ? { education } : {}) },
    },
    rubric,
    identity: { ...identity, names: name === undefined ? identity.names : [name], emails: [...emails] },
    blindingLevel: level,
    today,
    ...(posting ? { posting } : {}),
  };
}

interface Prepared {
  input: ResumeInput;
  /** Of everything that is sent for it. */
  key: string;
  requests: ClaimsRequest[];
}

async function prepare(order: CheckOrder, version: TwinVersion): Promise<Prepared> {
  const input = inputOf(order, version);
  const { request, cleaned } = prepareResume(input);
  const requests = cleaned ? [cleaned, request] : [request];
  const lines = requests.map((one) => one.lines.map(({ n, page, text }) => [n, page, text]));
  return { input, key: await contentHash(lines), requests };
}

const READABLE = ['read', 'partial', 'ocr'];

/** What will be asked about one resume: its twins, and every different request once. */
export async function planTwins(order: CheckOrder) {
  const { reading } = order;
  const readable = READABLE.includes(reading.status) && reading.lines.length > 0;
  const known = identityOf(order.identity, reading);
  const { sets, notMade } = readable
    ? makeTwins({
        lines: reading.lines.map(({ n, page, text }) => ({ n, page, text })),
        ...(known.names[0] === undefined ? {} : { name: reading.identity.name ?? known.names[0] }),
        emails: known.emails ?? [],
        schools: (reading.sections.education ?? []).map(({ school }) => school ?? ''),
        work: reading.sections.work ?? [],
      })
    : { sets: [], notMade: [] };
  const made: { set: TwinSet; base: Prepared; twins: { group: string; prepared: Prepared }[] }[] = [];
  for (const set of sets) {
    const base = await prepare(order, set.base);
    const twins = [];
    for (const twin of set.twins) twins.push({ group: twin.group, prepared: await prepare(order, twin) });
    made.push({ set, base, twins });
  }
  const asked = new Map<string, Prepared>();
  for (const { base, twins } of made)
    for (const { prepared } of twins.filter((one) => one.prepared.key !== base.key))
      for (const one of [base, prepared]) asked.set(one.key, one);
  const all = made.flatMap(({ base, twins }) => twins.map(({ prepared }) => prepared.key === base.key));
  return {
    made,
    asked,
    requests: [...asked.values()].flatMap((one) => one.requests),
    unreadable: readable ? null : reading.message,
    notMade,
    twins: all.length,
    identical: all.filter(Boolean).length,
  };
}

export type TwinPlan = Awaited<ReturnType<typeof planTwins>>;

/** Asks what has to be asked, once each, and compares every twin with its base. Throws the engine's `Failure`. */
export async function runTwins(
  { made, asked }: TwinPlan,
  engine: ScreeningEngine,
): Promise<NonNullable<ResumeCheck['outcomes']>> {
  const judged = new Map<string, Awaited<ReturnType<typeof assessResume>>>();
  for (const [key, { input }] of asked)
    judged.set(key, await assessResume({ ...input, engine, purpose: 'check fairness' }));
  return made.flatMap(({ set: { kind, what }, base, twins }) =>
    twins.map(({ group, prepared }) => {
      const common = { kind, what, group };
      const [first, second] = [judged.get(base.key), judged.get(prepared.key)];
      if (prepared.key === base.key || !first || !second)
        return { ...common, identical: true, criteria: 0, band: false, drift: 0 };
      return { ...common, identical: false, ...compareJudgements(first, second) };
    }),
  );
}
