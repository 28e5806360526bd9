// npx tsx tests/tools/crash-ledger.ts: the crash matrix of the ledger against fake services, in one process.
// A booking is killed at every point of every action under every fault, resumed, compared with the run in
// which nothing died, and undone. `--sweep` adds a death at every single use of disk and network.
import { ACTIONS, bookAcrossDeaths, endState, live, newPlace, undoAcrossDeaths } from '../fakes/ledger-crash';
import { applies, type Cell, cells, crashCell, isSound } from '../fakes/ledger-crash-matrix';
import { FAULTS } from '../fakes/ledger-world';
import { DEATHS } from '../fakes/mortal';

const started = performance.now();
const results: Cell[] = [];
for (const cell of cells()) results.push(await crashCell(...cell));

for (const undo of [false, true]) {
  console.log(
    `\n${undo ? 'Undoing' : 'Booking'}: sound runs of ${DEATHS.length} (no death, ${DEATHS.slice(1).join(', ')})`,
  );
  console.log(['action'.padEnd(18), ...FAULTS.map((f) => f.padStart(10).slice(-16).padEnd(16))].join(''));
  for (const actionId of ACTIONS) {
    if (!FAULTS.some((f) => applies(actionId, undo, f))) continue;
    const row = FAULTS.map((fault) => {
      const here = results.filter((c) => c.undo === undo && c.actionId === actionId && c.fault === fault);
      return (
        here.length === 0 ? '-' : `${here.filter(isSound).length}/${here.length} ${here[0]?.state}`
      ).padEnd(16);
    });
    console.log([actionId.padEnd(18), ...row].join(''));
  }
}

const bad = results.filter((cell) => !isSound(cell));
for (const cell of bad) console.log('NOT SOUND', JSON.stringify(cell));

let sweeps = 0;
let sweepBad = 0;
if (process.argv.includes('--sweep')) {
  const calm = newPlace();
  await bookAcrossDeaths(calm, []);
  const booked = await endState(calm);
  await undoAcrossDeaths(calm, []);
  const undone = await endState(calm);
  for (const undo of [false, true]) {
    for (let step = 1, reached = true; reached; step++) {
      for (const after of [false, true]) {
        const place = newPlace();
        const dying = [{ step, after }];
        const died =
          (await bookAcrossDeaths(place, undo ? [] : dying)) +
          (undo ? await undoAcrossDeaths(place, dying) : 0);
        reached = died > 0;
        if (!reached) break;
        sweeps++;
        const good = undo || (await endState(place)) === booked;
        if (!undo) await undoAcrossDeaths(place, []);
        const sound = good && (await endState(place)) === undone && (await live(place).audit.check()).ok;
        if (!sound) {
          sweepBad++;
          console.log(
            'NOT SOUND',
            undo ? 'undo' : 'book',
            step,
            after ? 'after' : 'before',
            await endState(place),
          );
        }
      }
    }
  }
  console.log(`\nSweep: ${sweeps} deaths at single steps, ${sweepBad} not sound`);
}

const sum = (pick: (cell: Cell) => number) => results.reduce((n, cell) => n + pick(cell), 0);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `\n${results.length} runs, ${sum((c) => c.died)} deaths: ${sum((c) => c.lost)} lost, ${sum((c) => c.doubled)} doubled, ${bad.length} not as without deaths (${seconds} s)`,
);
process.exitCode = bad.length + sweepBad > 0 ? 1 : 0;
