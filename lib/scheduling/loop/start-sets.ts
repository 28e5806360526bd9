import { type Bits, clearRange, emptyBits, setRange } from '../bits';
import type { LoopDay, LoopPerson, Span } from './types';

/**
 * Sets of starts as bit strings: day `d` owns the words `[d * words, (d + 1) * words)`, bit `i` of them is the start
 * `i` slots after the day begins. What was asked before is remembered by identity of the spans and people, so that
 * relaxations of one instance share all they have in common.
 */
export class StartSets {
  /** Words of one day; there is room for the slot at which the day ends. */
  readonly words: number;
  /** Slots of each day. */
  readonly length: Int32Array;
  private readonly bySpans = new WeakMap<readonly Span[], Map<number, Bits>>();
  private readonly byPerson = new WeakMap<LoopPerson, Map<number, Bits>>();

  constructor(
    readonly days: readonly LoopDay[],
    readonly step: number,
  ) {
    this.length = Int32Array.from(days, ({ start, end }) => Math.floor((end - start) / step));
    this.words = (Math.max(...this.length) >>> 5) + 1;
  }

  /** Starts of meetings of `dur` slots that lie within one of `spans` and within a day. */
  within(spans: readonly Span[], dur: number): Bits {
    return remembered(this.bySpans, spans, dur, () => {
      const { days, step, length } = this;
      const bits = this.none();
      let d = 0;
      for (const [a, b] of spans) {
        while (d < days.length && days[d]!.end <= a) d++;
        for (let k = d; k < days.length && days[k]!.start < b; k++) {
          const { start } = days[k]!;
          const first = a <= start ? 0 : Math.ceil((a - start) / step);
          const last = Math.min(Math.floor((b - start) / step), length[k]!) - dur;
          const at = k * this.words * 32;
          setRange(bits, at + first, at + last);
        }
      }
      return bits;
    });
  }

  /** Starts at which the person can take a meeting of `dur` slots: free, and below the limits of the day and the week. */
  takenBy(person: LoopPerson, dur: number): Bits {
    return remembered(this.byPerson, person, dur, () => {
      const { dayLoad, dayCap, weekLoad, weekCap, free } = person;
      const bits = this.within(free, dur).slice();
      const size = this.words * 32;
      this.days.forEach(({ week }, d) => {
        if ((dayLoad[d] ?? 0) + 1 > dayCap || (weekLoad[week] ?? 0) + 1 > weekCap)
          clearRange(bits, d * size, (d + 1) * size - 1);
      });
      return bits;
    });
  }

  none(): Bits {
    return emptyBits(this.words * 32 * this.days.length);
  }
}

function remembered<K extends object>(
  memo: WeakMap<K, Map<number, Bits>>,
  key: K,
  dur: number,
  make: () => Bits,
): Bits {
  const byDur = memo.get(key) ?? new Map<number, Bits>();
  if (byDur.size === 0) memo.set(key, byDur);
  const bits = byDur.get(dur) ?? make();
  byDur.set(dur, bits);
  return bits;
}
