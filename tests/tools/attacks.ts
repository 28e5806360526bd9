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
import { honestResumes } from './honest-resumes';
import type { NameJob, NameTally } from './name-jobs';
import { nameLists } from './name-lists';
import { progress, table } from './table';
import { inThreads } from './threads';

const MOST_TOLD = 60;
/** Texts in one job. */
const SHARE = 24;

/** Every text in every place, under every dishonest model. */
async function injections(root: string): Promise<string[]> {
  const all = attackTexts(root);
  const count = all.texts.length;
  if (!all.found)
    console.log(
      `No injection texts at ${root}/injection; only the ${count} built-in ones are tried. Set FULCRUM_CORPUS for more.`,
    );
  const jobs = PLACES.flatMap((_, place) =>
    Array.from(
      { length: Math.ceil(count / SHARE) },
      (__, i): AttackJob => ({ root, place, from: i * SHARE, to: (i + 1) * SHARE }),
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

/** Every name of every list in every layout, against one person. */
async function names(root: string): Promise<string[]> {
  const { lists, found } = nameLists(root);
  if (!found)
    console.log(
      `No name lists at ${root}/bias; only the built-in names are tried. Set FULCRUM_CORPUS for more.`,
    );
  const jobs = lists.flatMap(({ people }, list) =>
    Array.from(
      { length: Math.ceil(people.length / SHARE) },
      (_, i): NameJob => ({ root, list, from: i * SHARE, to: (i + 1) * SHARE }),
    ),
  );
  const module = new URL('./name-jobs.ts', import.meta.url);
  const tallies = await inThreads<NameJob, NameTally>(module, jobs, progress('names'));
  const layouts = [...new Set(tallies.flatMap((tally) => Object.keys(tally)))];
  const rows = layouts.map((layout) => {
    const own = tallies.flatMap((tally) => tally[layout] ?? []);
    const tried = own.reduce((total, one) => total + one.tried, 0);
    const identical = own.reduce((total, one) => total + one.identical, 0);
    return [layout, String(tried), String(identical), String(tried - identical)];
  });
  console.log(`${lists.map(({ name, people }) => `${name} ${people.length}`).join(', ')}\n`);
  console.log(table([['layout', 'names tried', 'identical', 'differing'], ...rows]));
  return tallies.flatMap((tally) =>
    Object.entries(tally).flatMap(([layout, { differing }]) =>
      differing.map(
        ({ name, line, wanted }) =>
          `${layout}, ${name}: ${JSON.stringify(line)} instead of ${JSON.stringify(wanted)}`,
      ),
    ),
  );
}

const PARTS = ['injections', 'names', 'honest'] as const;

/** @param wanted parts of it; none: all */
export async function main(wanted: readonly string[] = []): Promise<number> {
  const unknown = wanted.filter((one) => !(PARTS as readonly string[]).includes(one));
  if (unknown.length > 0) {
    console.log(`Unknown part: ${unknown.join(', ')}. There are: ${PARTS.join(', ')}.`);
    return 2;
  }
  const root = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
  let worst = 0;
  for (const part of wanted.length > 0 ? wanted : PARTS) {
    console.log(`\n== ${part} ==`);
    const began = performance.now();
    if (part === 'honest') worst = Math.max(worst, await honestResumes(root));
    else {
      const problems = await (part === 'names' ? names(root) : injections(root));
      for (const one of problems.slice(0, MOST_TOLD)) console.log(one);
      console.log(`\n${problems.length} problems.`);
      if (problems.length > 0) worst = 1;
    }
    console.log(`${part}: ${Math.round((performance.now() - began) / 1000)} s.`);
  }
  return worst;
}
