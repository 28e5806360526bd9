import { DEFAULT_MODELS } from '@/lib/ai/anthropic/models';
import { claimsBody } from '@/lib/ai/anthropic/prompt';
import { assessResume, prepareResume, type ResumeInput } from '@/lib/ai/assess-resume';
import { RubricSchema } from '@/lib/evidence/rubric';
import { anthropicKit } from '../fakes/anthropic';
import { readAtLeisure } from './attack-trial';
import { FORMATS, type Format, identityOf, type Layout, written } from './name-layouts';
import { NOBODY, type Person } from './name-lists';

const rubric = RubricSchema.parse({
  postingId: 'names',
  version: 1,
  criteria: ['TypeScript', 'Python'].map((label, i) => ({
    id: `c${i + 1}`,
    label,
    kind: 'must',
    weight: 1,
    anchors: ['0', '1', '2', '3', '4', '5'],
  })),
});

async function inputOf(layout: Layout, format: Format, person: Person): Promise<ResumeInput> {
  const of = written(person);
  const reading = await readAtLeisure(FORMATS[format](layout.lines(of)));
  if (reading.status !== 'read') throw new Error(`${layout.name}, ${format}: ${reading.message}`);
  return { reading, rubric, identity: identityOf(of), blindingLevel: 1, today: '2026-11-22' };
}

/** The bodies of all requests for a resume, as they are sent. */
function bodiesOf(input: ResumeInput): string[] {
  const { request, cleaned } = prepareResume(input);
  return [...(cleaned ? [cleaned] : []), request].map((one) =>
    JSON.stringify(claimsBody(one, DEFAULT_MODELS.claims)),
  );
}

export interface Swap {
  /** The first line that differs from the line of the other person; absent when every byte is the same. */
  differs?: { line: string; wanted: string };
}

const references = new Map<string, Promise<string[]>>();

/** What is sent for the person every other one is compared with, after a look at what really leaves. */
async function reference(layout: Layout, format: Format): Promise<string[]> {
  const input = await inputOf(layout, format, NOBODY);
  const bodies = bodiesOf(input);
  const kit = anthropicKit();
  await assessResume({ ...input, engine: kit.engine, purpose: 'swap names' });
  const sent = kit.sent.filter(({ path }) => path === '/v1/messages').map(({ body }) => comparable(body));
  if (JSON.stringify(sent) !== JSON.stringify(bodies.map(comparable)))
    throw new Error(`${layout.name}, ${format}: what is compared is not what is sent`);
  return bodies;
}

/** A body without the one field that is drawn for every request. */
const comparable = (body: string): string => {
  const { metadata: _metadata, stream: _stream, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(rest);
};

/** One resume with another name in it, against the same with the name of the reference. */
export async function swapName(layout: Layout, key: string, format: Format, person: Person): Promise<Swap> {
  const id = `${key} ${format}`;
  const known = references.get(id) ?? reference(layout, format);
  references.set(id, known);
  const wanted = await known;
  const input = await inputOf(layout, format, person);
  const bodies = bodiesOf(input);
  if (bodies.length === wanted.length && bodies.every((body, i) => body === wanted[i])) return {};
  const lines = (body = ''): string[] => body.split('\\"],[\\"');
  const others = lines(wanted[0]);
  const [line = '', at = 0] =
    lines(bodies[0])
      .map((one, i): [string, number] => [one, i])
      .find(([one, i]) => one !== others[i]) ?? [];
  return { differs: { line: line.slice(0, 160), wanted: (others[at] ?? '').slice(0, 160) } };
}
