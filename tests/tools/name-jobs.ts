import { FORMATS, type Format, LAYOUTS, type Layout, published } from './name-layouts';
import { nameLists, resumesWithoutName } from './name-lists';
import { swapName } from './name-trial';

/** Some people of one list, in every layout. */
export interface NameJob {
  root: string;
  list: number;
  from: number;
  to: number;
}

/** What became of one layout. */
interface Swapped {
  tried: number;
  identical: number;
  differing: { name: string; line: string; wanted: string }[];
}

/** By layout and format. */
export type NameTally = Record<string, Swapped>;

/** Swaps them one after the other. */
export default async function swapAll(job: NameJob): Promise<NameTally> {
  const people = nameLists(job.root).lists[job.list]?.people.slice(job.from, job.to) ?? [];
  const texts = resumesWithoutName(job.root);
  const tally: NameTally = {};
  for (const [i, person] of people.entries()) {
    const turn = (job.from + i) % Math.max(1, texts.length);
    const text = texts[turn];
    const layouts: [string, Layout][] = LAYOUTS.map((one) => [one.name, one]);
    if (text) layouts.push([`published ${turn}`, published(text)]);
    for (const [key, layout] of layouts)
      for (const format of Object.keys(FORMATS) as Format[]) {
        // The built-in font of the PDF writes Latin letters only.
        if (format === 'pdf' && /[^\x20-\xff]/.test(`${person.given}${person.family}`)) continue;
        const { differs } = await swapName(layout, key, format, person);
        const id = `${format} ${layout.name}`;
        const own = tally[id] ?? { tried: 0, identical: 0, differing: [] };
        tally[id] = own;
        own.tried++;
        if (!differs) own.identical++;
        else own.differing.push({ name: `${person.given} ${person.family}`, ...differs });
      }
  }
  return tally;
}
