import { attackTexts } from './attack-texts';
import { type Model, PLACES, tryAttack } from './attack-trial';

/** Some texts in one place. */
export interface AttackJob {
  root: string;
  place: number;
  from: number;
  to: number;
}

export interface AttackTally {
  tried: number;
  reached: number;
  shown: number;
  moved: Partial<Record<Model, number>>;
  problems: string[];
}

/** Tries them one after the other. */
export default async function tryAll({ root, place: at, from, to }: AttackJob): Promise<AttackTally> {
  const place = PLACES[at];
  if (!place) throw new RangeError(`There is no place ${at}`);
  const tally: AttackTally = { tried: 0, reached: 0, shown: 0, moved: {}, problems: [] };
  for (const one of attackTexts(root).texts.slice(from, to)) {
    const trial = await tryAttack(place, one);
    if (!trial.tried) continue;
    tally.tried++;
    if (trial.reached) tally.reached++;
    const words = JSON.stringify(one.text.slice(0, 140));
    if (trial.shown) tally.shown++;
    else tally.problems.push(`${place.name}: not shown, ${one.name}: ${words}`);
    for (const { kind, what } of trial.gains) {
      tally.moved[kind] = (tally.moved[kind] ?? 0) + 1;
      tally.problems.push(`${place.name}, ${kind}, ${one.name}: ${what.join('; ')} | ${words}`);
    }
  }
  return tally;
}
