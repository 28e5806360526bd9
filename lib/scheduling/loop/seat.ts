import { AWAY, type LoopModel } from './model';

/** People by seat row, with their points in total. */
export interface Seating {
  points: number;
  people: Int32Array;
}

interface GroupCount {
  member: Uint8Array;
  min: number;
  max: number;
}

/**
 * The cheapest people for fixed starts under the group rules, the lexicographically smallest among equals
 * (row by row, lower person index first). Depth first in that order, cut by the cheapest rest of each row, so the
 * first seating found with the least points is the canonical one.
 */
export class Seater {
  work = 0;
  private readonly groups: GroupCount[];
  private readonly rows: number;
  private readonly people: Int32Array;
  private readonly taken: Uint8Array;
  private readonly sessionOf: Int32Array;
  private readonly rest: Float64Array;
  /** For each group and row: how many rows from here on could be held by a member. */
  private readonly reachable: Int32Array[];
  private slotOf: Int32Array = new Int32Array(0);
  private best: Int32Array | null = null;
  private limit = 0;
  private each: ((people: Int32Array) => void) | null = null;

  constructor(private readonly model: LoopModel) {
    const { instance, people, sessions, seatFrom } = model;
    this.groups = instance.rules.groups.map(({ members, min, max }) => {
      const member = new Uint8Array(people);
      for (const person of members) member[person] = 1;
      return { member, min, max: max ?? AWAY };
    });
    this.rows = seatFrom[sessions]!;
    this.people = new Int32Array(this.rows);
    this.taken = new Uint8Array(people);
    this.sessionOf = new Int32Array(this.rows);
    for (let s = 0; s < sessions; s++) this.sessionOf.fill(s, seatFrom[s]!, seatFrom[s + 1]!);
    this.rest = new Float64Array(this.rows + 1);
    this.reachable = this.groups.map(() => new Int32Array(this.rows + 1));
  }

  /** `slotOf[s]` is the slot of session s; answers null when nothing costs at most `budget` points. */
  seat(slotOf: Int32Array, budget: number): Seating | null {
    const { model, rows, groups } = this;
    const { poolFrom, poolPerson, poolCost, slots } = model;
    this.slotOf = slotOf;
    for (let row = rows - 1; row >= 0; row--) {
      const slot = slotOf[this.sessionOf[row]!]!;
      let least = AWAY;
      for (let g = 0; g < groups.length; g++) this.reachable[g]![row] = this.reachable[g]![row + 1]!;
      for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++)
        least = Math.min(least, poolCost[j * slots + slot]!);
      for (let g = 0; g < groups.length; g++)
        for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++)
          if (poolCost[j * slots + slot]! < AWAY && groups[g]!.member[poolPerson[j]!]) {
            this.reachable[g]![row]!++;
            break;
          }
      this.rest[row] = this.rest[row + 1]! + least;
    }
    this.best = null;
    this.limit = budget + 1;
    this.descend(0, 0, new Int32Array(groups.length));
    return this.best === null ? null : { points: this.limit, people: this.best };
  }

  /** Every seating for these starts of at most `budget` points. */
  every(slotOf: Int32Array, budget: number, each: (people: Int32Array) => void): void {
    this.each = each;
    this.seat(slotOf, budget);
    this.each = null;
  }

  private descend(row: number, points: number, count: Int32Array): void {
    const { model, groups, taken, people } = this;
    if (points + this.rest[row]! >= this.limit) return;
    for (let g = 0; g < groups.length; g++)
      if (count[g]! > groups[g]!.max || count[g]! + this.reachable[g]![row]! < groups[g]!.min) return;
    if (row === this.rows) {
      if (this.each) {
        this.each(people.slice());
        return;
      }
      this.limit = points;
      this.best = people.slice();
      return;
    }
    const { poolFrom, poolPerson, poolCost, slots } = model;
    const session = this.sessionOf[row]!;
    const slot = this.slotOf[session]!;
    for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
      const person = poolPerson[j]!;
      const cost = poolCost[j * slots + slot]!;
      if (cost >= AWAY || points + cost + this.rest[row + 1]! >= this.limit) continue;
      if (model.distinct ? taken[person]! > 0 : this.heldInSession(person, session, row)) continue;
      this.work++;
      taken[person]!++;
      people[row] = person;
      for (let g = 0; g < groups.length; g++) count[g]! += groups[g]!.member[person]!;
      this.descend(row + 1, points + cost, count);
      for (let g = 0; g < groups.length; g++) count[g]! -= groups[g]!.member[person]!;
      taken[person]!--;
    }
  }

  private heldInSession(person: number, session: number, row: number): boolean {
    for (let r = this.model.seatFrom[session]!; r < row; r++) if (this.people[r] === person) return true;
    return false;
  }
}
