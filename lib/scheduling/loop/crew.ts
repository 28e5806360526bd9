import type { OptionSpace } from './groups';
import { AWAY, type LoopModel } from './model';
import type { Outlook } from './outlook';

/**
 * Cheapest people for the sessions placed so far, nobody twice: a minimum-cost matching of seats and people that
 * grows by one session at a time (successive shortest augmenting paths) and shrinks again on backtracking.
 */
export class Crew {
  /** Points of the matching at the current depth. */
  total = 0;
  /** Pool entries and people looked at so far: matchings are the dear part of a node. */
  work = 0;
  private depth = 0;
  private readonly rows: number;
  private readonly people: number;
  /** Where a row's points are looked up: the table and the slot in it. */
  private readonly tableOf: Int32Array[];
  private readonly slotOf: Int32Array;
  /** The class a row must be filled from; negative: any class but those with a bit of `-1 - classOf`. */
  private readonly classOf: Int32Array;
  private readonly totals: Float64Array;
  private readonly rowAt: Int32Array;
  private readonly rowPrice: Float64Array;
  private readonly price: Float64Array;
  private readonly reach: Float64Array;
  private readonly parent: Int32Array;
  private readonly closed: Uint8Array;
  private readonly touched: Int32Array;
  private readonly tree: Int32Array;

  constructor(
    private readonly model: LoopModel,
    private readonly space: OptionSpace,
  ) {
    const levels = model.sessions + 2;
    this.rows = model.seatFrom[model.sessions]!;
    this.people = model.people;
    this.tableOf = Array.from({ length: this.rows }, () => model.poolCost);
    this.slotOf = new Int32Array(this.rows);
    this.classOf = new Int32Array(this.rows);
    this.totals = new Float64Array(levels);
    this.rowAt = new Int32Array(levels * this.people).fill(-1);
    this.price = new Float64Array(levels * this.people);
    this.rowPrice = new Float64Array(levels * this.rows);
    this.reach = new Float64Array(this.people).fill(AWAY);
    this.parent = new Int32Array(this.people);
    this.closed = new Uint8Array(this.people);
    this.touched = new Int32Array(this.people);
    this.tree = new Int32Array(this.people);
  }

  /** Seats session `s` at `slot` with people of the option's classes; false when the people do not suffice (call `pop` all the same). */
  push(s: number, slot: number, option: number): boolean {
    const { model } = this;
    this.totals[this.depth++] = this.total;
    if (!model.distinct) {
      this.total += this.space.crew[option * model.slots + slot]!;
      return true;
    }
    this.copyLevel();
    const classes = this.space.seatClass[option];
    const from = model.seatFrom[s]!;
    for (let row = from; row < model.seatFrom[s + 1]!; row++) {
      this.tableOf[row] = model.poolCost;
      this.slotOf[row] = slot;
      this.classOf[row] = classes ? classes[row - from]! : -1;
      if (!this.augment(row)) return false;
    }
    return true;
  }

  pop(): void {
    this.depth--;
    this.total = this.totals[this.depth]!;
  }

  /**
   * Points the placed sessions need at least once those of `today` (after slot `from`) and of `left` (after `day`)
   * are seated as well (nobody of a `closed` group), counting only surpluses for the latter; AWAY when there are not
   * enough people, or when it is more than `most`.
   */
  foresee(
    outlook: Outlook,
    today: number,
    from: number,
    left: number,
    day: number,
    closed: number,
    most: number,
  ): number {
    const { model } = this;
    const { seatFrom, sessions } = model;
    const open = today | left;
    this.totals[this.depth++] = this.total;
    this.copyLevel();
    let slack = 0;
    for (let s = 0; s < sessions; s++) if ((open >> s) & 1) slack += outlook.slack[s]!;
    let possible = true;
    for (let s = 0; s < sessions && possible; s++) {
      if (((open >> s) & 1) === 0) continue;
      const now = (today >> s) & 1;
      for (let row = seatFrom[s]!; row < seatFrom[s + 1]! && possible; row++) {
        this.tableOf[row] = now ? outlook.ahead : outlook.later;
        this.slotOf[row] = now ? from : day;
        this.classOf[row] = -1 - closed;
        // Surpluses are never negative: further seats only add to the total.
        possible = this.takeFree(row) || (this.augment(row) && this.total - slack <= most);
      }
    }
    const points = possible ? this.total - slack : AWAY;
    this.pop();
    return points;
  }

  /** Seats somebody who is free and costs nothing: no path can be shorter where costs are never negative. */
  private takeFree(row: number): boolean {
    const { poolFrom, poolPerson, slots } = this.model;
    const { personClass } = this.space;
    const table = this.tableOf[row]!;
    const slot = this.slotOf[row]!;
    const shut = -1 - this.classOf[row]!;
    const at = this.depth * this.people;
    for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
      const person = poolPerson[j]!;
      this.work++;
      if (table[j * slots + slot] !== 0 || this.rowAt[at + person]! >= 0) continue;
      if ((personClass[person]! & shut) !== 0) continue;
      this.rowAt[at + person] = row;
      this.rowPrice[this.depth * this.rows + row] = 0;
      return true;
    }
    return false;
  }

  private copyLevel(): void {
    const { people, rows, depth } = this;
    this.rowAt.copyWithin(depth * people, (depth - 1) * people, depth * people);
    this.price.copyWithin(depth * people, (depth - 1) * people, depth * people);
    this.rowPrice.copyWithin(depth * rows, (depth - 1) * rows, depth * rows);
  }

  private augment(newRow: number): boolean {
    const { model, reach, parent, closed, touched, tree, slotOf, tableOf } = this;
    const { poolFrom, poolPerson, slots } = model;
    const { personClass } = this.space;
    const at = this.depth * this.people;
    const rowBase = this.depth * this.rows;
    let seen = 0;
    let grown = 0;
    let row = newRow;
    let from = -1;
    let goal = -1;
    this.rowPrice[rowBase + newRow] = 0;
    while (goal < 0) {
      const table = tableOf[row]!;
      const slot = slotOf[row]!;
      const only = this.classOf[row]!;
      this.work += poolFrom[row + 1]! - poolFrom[row]! + seen;
      for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
        const person = poolPerson[j]!;
        const points = table[j * slots + slot]!;
        if (points >= AWAY || closed[person]) continue;
        if (only >= 0 ? personClass[person] !== only : (personClass[person]! & (-1 - only)) !== 0) continue;
        const reduced = points - this.rowPrice[rowBase + row]! - this.price[at + person]!;
        if (reach[person]! >= AWAY) touched[seen++] = person;
        if (reduced < reach[person]!) {
          reach[person] = reduced;
          parent[person] = from;
        }
      }
      let next = -1;
      let step = AWAY;
      for (let i = 0; i < seen; i++) {
        const person = touched[i]!;
        if (!closed[person] && reach[person]! < step) {
          step = reach[person]!;
          next = person;
        }
      }
      if (next < 0) break;
      if (step !== 0) {
        this.rowPrice[rowBase + newRow]! += step;
        for (let i = 0; i < grown; i++) {
          const person = tree[i]!;
          this.price[at + person]! -= step;
          this.rowPrice[rowBase + this.rowAt[at + person]!]! += step;
        }
        for (let i = 0; i < seen; i++) if (!closed[touched[i]!]) reach[touched[i]!]! -= step;
      }
      closed[next] = 1;
      if (this.rowAt[at + next]! < 0) goal = next;
      else {
        tree[grown++] = next;
        from = next;
        row = this.rowAt[at + next]!;
      }
    }
    for (let i = 0; i < seen; i++) {
      reach[touched[i]!] = AWAY;
      closed[touched[i]!] = 0;
    }
    if (goal < 0) return false;
    for (let person = goal; person >= 0; ) {
      const up = parent[person]!;
      this.rowAt[at + person] = up < 0 ? newRow : this.rowAt[at + up]!;
      person = up;
    }
    this.total += this.rowPrice[rowBase + newRow]!;
    return true;
  }
}
