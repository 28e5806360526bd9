import type { SeatPools } from './seat-pools';
import type { LoopInstance } from './types';

/** Steps of one question about groups; beyond them the answer is "perhaps". */
const STEPS = 2000;

/**
 * People for all seats at once, nobody twice: a matching that is repaired when entries fall away (augmenting paths).
 * Where groups have limits, a matching that breaks them is followed by a search over the seats.
 */
export class Seating {
  work = 0;
  /** How often each person was among those who did not suffice. */
  readonly wanted: Int32Array;
  private readonly rows: number;
  private readonly sessionOf: Int32Array;
  private readonly holder: Int32Array;
  private readonly seen: Int32Array;
  private round = 0;
  private readonly groups: { member: Uint8Array; min: number; max: number }[];
  private steps = 0;

  constructor(
    private readonly pools: SeatPools,
    private readonly instance: LoopInstance,
    /** Which entries count at this moment. */
    private readonly open: (entry: number, session: number) => boolean,
  ) {
    const { seatFrom } = pools;
    const sessions = seatFrom.length - 1;
    const { people, rules } = instance;
    this.rows = seatFrom[sessions]!;
    this.sessionOf = new Int32Array(this.rows);
    for (let s = 0; s < sessions; s++) this.sessionOf.fill(s, seatFrom[s]!, seatFrom[s + 1]!);
    // Without "nobody twice" a person is somebody else in every session.
    this.wanted = new Int32Array(people.length);
    const copies = rules.distinct === false ? sessions : 1;
    this.holder = new Int32Array(people.length * copies);
    this.seen = new Int32Array(people.length * copies);
    this.groups = rules.groups.map(({ members, min, max }) => {
      const member = new Uint8Array(people.length);
      for (const person of members) member[person] = 1;
      return { member, min, max: max ?? this.rows };
    });
  }

  /**
   * Repairs `held` (the entry of each row, -1 for none) so that every row has an open entry; `yes` when it is a
   * seating, `no` when there is none, `perhaps` when only the people suffice and the groups were too many steps.
   */
  repair(held: Int32Array): 'yes' | 'no' | 'perhaps' {
    const { holder, rows, sessionOf } = this;
    holder.fill(-1);
    for (let row = 0; row < rows; row++) {
      const entry = held[row]!;
      if (entry < 0) continue;
      if (this.open(entry, sessionOf[row]!)) holder[this.seatOf(entry, row)] = row;
      else held[row] = -1;
    }
    for (let row = 0; row < rows; row++) {
      if (held[row]! >= 0) continue;
      this.round++;
      if (this.augment(row, held)) continue;
      for (let p = 0; p < this.wanted.length; p++) if (this.seen[p] === this.round) this.wanted[p]!++;
      return 'no';
    }
    if (this.groups.length === 0 || this.keepsGroups(held)) return 'yes';
    const found = this.regroup(held);
    if (found !== 'yes') for (const entry of held) this.wanted[this.pools.person[entry]!]!++;
    return found;
  }

  private seatOf(entry: number, row: number): number {
    const person = this.pools.person[entry]!;
    return this.instance.rules.distinct === false
      ? person + this.instance.people.length * this.sessionOf[row]!
      : person;
  }

  private augment(row: number, held: Int32Array): boolean {
    const { holder, seen, round, sessionOf } = this;
    const { poolFrom } = this.pools;
    for (let entry = poolFrom[row]!; entry < poolFrom[row + 1]!; entry++) {
      const at = this.seatOf(entry, row);
      if (seen[at] === round || !this.open(entry, sessionOf[row]!)) continue;
      seen[at] = round;
      this.work++;
      const other = holder[at]!;
      if (other >= 0 && !this.augment(other, held)) continue;
      holder[at] = row;
      held[row] = entry;
      return true;
    }
    return false;
  }

  private keepsGroups(held: Int32Array): boolean {
    return this.groups.every(({ member, min, max }) => {
      let count = 0;
      for (let row = 0; row < this.rows; row++) count += member[this.pools.person[held[row]!]!]!;
      return min <= count && count <= max;
    });
  }

  private regroup(held: Int32Array): 'yes' | 'no' | 'perhaps' {
    const { groups, rows, sessionOf } = this;
    const { poolFrom, person } = this.pools;
    /** By group: rows from here on that a member could hold, and rows that only members can hold. */
    const could = groups.map(() => new Int32Array(rows + 1));
    const must = groups.map(() => new Int32Array(rows + 1));
    groups.forEach(({ member }, g) => {
      for (let row = rows - 1; row >= 0; row--) {
        let [some, all] = [0, 1];
        for (let entry = poolFrom[row]!; entry < poolFrom[row + 1]!; entry++) {
          if (!this.open(entry, sessionOf[row]!)) continue;
          if (member[person[entry]!]) some = 1;
          else all = 0;
        }
        could[g]![row] = could[g]![row + 1]! + some;
        must[g]![row] = must[g]![row + 1]! + all;
      }
    });
    const before = held.slice();
    this.holder.fill(-1);
    this.steps = 0;
    if (this.descend(0, new Int32Array(groups.length), could, must, held)) return 'yes';
    held.set(before);
    return this.steps > STEPS ? 'perhaps' : 'no';
  }

  private descend(
    row: number,
    counts: Int32Array,
    could: Int32Array[],
    must: Int32Array[],
    held: Int32Array,
  ): boolean {
    const { groups, holder, sessionOf } = this;
    const { poolFrom, person } = this.pools;
    if (this.steps++ > STEPS) return false;
    for (let g = 0; g < groups.length; g++) {
      const { min, max } = groups[g]!;
      if (counts[g]! + must[g]![row]! > max || counts[g]! + could[g]![row]! < min) return false;
    }
    if (row === this.rows) return true;
    for (let entry = poolFrom[row]!; entry < poolFrom[row + 1]!; entry++) {
      const at = this.seatOf(entry, row);
      if (holder[at]! >= 0 || !this.open(entry, sessionOf[row]!)) continue;
      this.work++;
      holder[at] = row;
      held[row] = entry;
      for (let g = 0; g < groups.length; g++) counts[g]! += groups[g]!.member[person[entry]!]!;
      if (this.descend(row + 1, counts, could, must, held)) return true;
      for (let g = 0; g < groups.length; g++) counts[g]! -= groups[g]!.member[person[entry]!]!;
      holder[at] = -1;
    }
    return false;
  }
}
