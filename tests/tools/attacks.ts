/**
 * Puts every injection text into every place of a document where words can stand, has each kind of dishonest model read it, and compares with
 * the same resume without the text; swaps every name of every list in a few resumes and compares the requests byte by byte; and
 * counts what the detector sets apart in honest resumes. Fails when something moved in the attacker's favour, when instruction-like text
 * was not shown, or when a name changed a request. Environment `FULCRUM_CORPUS` (default `../shared/data`) names a folder with more texts,
 * names and resumes; without it the built-in ones are tried.
 */
import { resolve } from 'node:path';
import type { AttackJob, AttackTally } from './attack-jobs';
import { attackTexts } from './attack-texts';
import { MODELS, PLACES } from './attack-trial';
import { progress, table } from './table';
import { inThreads } from './threads';

const MOST_TOLD = 60;
/** Texts in one job. */
const SHARE = 24;

async function injections(root: string, limit: number): Promise<string[]> {
  const all = attackTexts(root);
  const count = Math.min(limit, all.texts.length);
  if (!all.found)
    console.log(
      `No injection texts at ${root}/injection; only the ${count} built-in ones are tried. Set FULCRUM_CORPUS for more.`,
    );
  const jobs = PLACES.flatMap((_, place) =>
    Array.from(
      { length: Math.ceil(count / SHARE) },
      (__, i): AttackJob => ({ root, place, from: i * SHARE, to: Math.min(count, (i + 1) * SHARE) }),
    ),
  );
  const module = new URL('./attack-jobs.ts', import.meta.url);
  const tallies = await inThreads<AttackJob, AttackTally>(module, jobs, progress('injections'));
  const rows = PLACES.map(({ name, visible }, place) => {
    const own = tallies.filter((_, i) => jobs[i]?.place === place);
    const sum = (pick: (tally: AttackTally) => number): number =>
      own.reduce((total, tally) => total + pick(tally), 0);
    const tried = sum((tally) => tally.tried);
    return [
      name,
      visible ? 'yes' : 'no',
      String(tried),
      ...MODELS.map((kind) => String(sum(({ moved }) => moved[kind] ?? 0))),
      String(sum((tally) => tally.reached)),
      `${sum((tally) => tally.shown)}/${tried}`,
    ];
  });
  console.log(
    table([
      [
        'place',
        'seen by readers',
        'texts',
        ...MODELS.map((kind) => `${kind}: moved`),
        'changed the request',
        'shown',
      ],
      ...rows,
    ]),
  );
  if (all.left.length > 0)
    console.log(
      `\nFiles that hold only parts of attacks (words, addresses, single characters), not tried: ${all.left.join(', ')}.`,
    );
  return tallies.flatMap(({ problems }) => problems);
}

export async function main(limit = Number.POSITIVE_INFINITY): Promise<number> {
  const root = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
  const began = performance.now();
  console.log('== injections ==');
  const problems = await injections(root, limit);
  for (const one of problems.slice(0, MOST_TOLD)) console.log(one);
  console.log(`\n${problems.length} problems, ${Math.round((performance.now() - began) / 1000)} s.`);
  return problems.length === 0 ? 0 : 1;
}
