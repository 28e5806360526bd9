import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommonSlotInstance, searchCommonSlot, solveCommonSlot } from '@/lib/scheduling/common-slot';
import { explainCommonSlot } from '@/lib/scheduling/common-slot-explain';
import { createGrid, hashStarts } from '@/lib/scheduling/grid';
import { forgetZones } from '@/lib/scheduling/zone';
import { type Mode, makeInstance } from './slots-instances';
import { dateFnsLoop, luxonLoop, type Peer, timeslotAvailability } from './slots-peers';

/** Days, people, who has to come. Quorums and pools stop nothing early, so the loops need minutes for large ones. */
const SIZES: readonly (readonly [number, number, Mode])[] = [
  [7, 5, 'all'],
  [7, 20, 'all'],
  [30, 20, 'all'],
  [30, 50, 'all'],
  [90, 20, 'all'],
  [90, 200, 'all'],
  [7, 5, 'quorum'],
  [7, 20, 'pools'],
];
const INSTANCES = 3;

/** Times the slot search against the loops people write with date libraries, in one run on the same instances. */
export async function main(): Promise<void> {
  console.log('From raw calendars to all feasible starts and three slots; median ms of one instance.');
  console.log(
    'Cold: the tables of zone offsets are built anew each time (Intl formatters stay, for the peers too).',
  );
  console.log(
    "The peers' every start is compared with ours. cal.com is not here: it cannot be installed as a library.\n",
  );
  for (let seed = 0; seed < 60; seed++)
    for (const [days, count] of SIZES.slice(0, 4)) solveCommonSlot(makeInstance(seed, days, count));
  table(
    [
      'days x people',
      'ours cold',
      'ours warm',
      'with why-not',
      'x plain',
      'Luxon',
      'x',
      'date-fns',
      'x',
      'timeslot-av.',
      'x',
    ],
    peerRows(),
  );
  console.log('\nGrowth, warm ms:');
  table(
    ['30 days, people', '5', '10', '20', '50', '100', '200'],
    [['', ...[5, 10, 20, 50, 100, 200].map((n) => ms(growth(30, n)))]],
  );
  table(
    ['20 people, days', '7', '14', '30', '60', '90', '180'],
    [['', ...[7, 14, 30, 60, 90, 180].map((n) => ms(growth(n, 20)))]],
  );
}

function peerRows(): string[][] {
  return SIZES.map(([days, count, mode]) => {
    const instances = Array.from({ length: INSTANCES }, (_, seed) => makeInstance(seed, days, count, mode));
    const cold = medianOf(instances, 15, solveCommonSlot, forgetZones);
    const warm = medianOf(instances, 15, solveCommonSlot);
    const explained = medianOf(
      instances,
      15,
      (instance) => explainCommonSlot(instance, searchCommonSlot(instance)),
      forgetZones,
    );
    const row = [
      `${days} x ${count} ${mode}`,
      ms(cold),
      ms(warm),
      ms(explained),
      (explained / cold).toFixed(1),
    ];
    const large = days * count >= 1500;
    for (const peer of [luxonLoop, dateFnsLoop]) row.push(...compare(peer, instances, cold, large ? 1 : 3));
    // It looks at every event for every slot, so the larger sizes would take minutes.
    row.push(...(days * count <= 140 ? compare(timeslotAvailability, instances, cold, 1) : ['-', '-']));
    return row;
  });
}

function compare(peer: Peer, instances: CommonSlotInstance[], ours: number, rounds: number): string[] {
  for (const instance of instances) {
    const answer = solveCommonSlot(instance);
    const grid = createGrid(instance.start, instance.end, instance.step, instance.dur);
    const starts = peer(instance);
    const hash = hashStarts(
      grid,
      starts.map((start) => (start - grid.first) / grid.step),
    );
    if (starts.length !== answer.feasibleCount || hash !== answer.feasibleHash) {
      throw new Error(
        `${instance.id}: a peer found ${starts.length} starts, we found ${answer.feasibleCount}`,
      );
    }
  }
  const theirs = medianOf(instances, rounds, peer);
  return [ms(theirs), `${Math.round(theirs / ours)}`];
}

function growth(days: number, count: number): number {
  const instances = Array.from({ length: INSTANCES }, (_, seed) => makeInstance(seed, days, count));
  return medianOf(instances, 9, solveCommonSlot);
}

function medianOf<T>(
  instances: T[],
  rounds: number,
  work: (instance: T) => unknown,
  before?: () => void,
): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const instance of instances) {
      before?.();
      const from = performance.now();
      work(instance);
      times.push(performance.now() - from);
    }
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1]!;
}

function ms(value: number): string {
  return value < 1 ? value.toFixed(3) : value < 100 ? value.toFixed(1) : Math.round(value).toString();
}

function table(head: string[], rows: string[][]): void {
  const widths = head.map((cell, n) => Math.max(cell.length, ...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of [head, ...rows]) console.log(row.map((cell, n) => cell.padStart(widths[n]!)).join('  '));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
