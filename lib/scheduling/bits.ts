/** Sets of grid starts as bit strings: bit `i & 31` of word `i >> 5` stands for start number `i`. */
export type Bits = Uint32Array<ArrayBuffer>;

export function emptyBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function fullBits(size: number): Bits {
  const bits = new Uint32Array((size + 31) >>> 5);
  setRange(bits, 0, size - 1);
  return bits;
}

export function hasBit(bits: Bits, i: number): boolean {
  return (((bits[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
}

/** Sets every bit from `lo` to `hi`, both included; nothing when `hi < lo`. */
export function setRange(bits: Bits, lo: number, hi: number): void {
  if (hi < lo) return;
  const first = lo >>> 5;
  const last = hi >>> 5;
  const head = -1 << (lo & 31);
  const tail = -1 >>> (31 - (hi & 31));
  if (first === last) {
    bits[first] = (bits[first] as number) | (head & tail);
    return;
  }
  bits[first] = (bits[first] as number) | head;
  for (let w = first + 1; w < last; w++) bits[w] = 0xffffffff;
  bits[last] = (bits[last] as number) | tail;
}

/** Clears every bit from `lo` to `hi`, both included; nothing when `hi < lo`. */
export function clearRange(bits: Bits, lo: number, hi: number): void {
  if (hi < lo) return;
  const first = lo >>> 5;
  const last = hi >>> 5;
  const head = -1 << (lo & 31);
  const tail = -1 >>> (31 - (hi & 31));
  if (first === last) {
    bits[first] = (bits[first] as number) & ~(head & tail);
    return;
  }
  bits[first] = (bits[first] as number) & ~head;
  for (let w = first + 1; w < last; w++) bits[w] = 0;
  bits[last] = (bits[last] as number) & ~tail;
}

/** Keeps in `into` only what is also in `other`. */
export function keepCommon(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] as number) & (other[w] as number);
}

/** Adds what is in `other` to `into`. */
export function addAll(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] as number) | (other[w] as number);
}

/** Number of the first set bit at `from` or after it; `size` when there is none. */
export function nextSet(bits: Bits, from: number, size: number): number {
  if (from >= size) return size;
  let w = from >>> 5;
  let word = ((bits[w] as number) & (-1 << (from & 31))) >>> 0;
  while (word === 0) {
    if (++w >= bits.length) return size;
    word = bits[w] as number;
  }
  return Math.min(size, (w << 5) + 31 - Math.clz32(word & -word));
}

/** Number of the first clear bit at `from` or after it; `size` when there is none. */
export function nextClear(bits: Bits, from: number, size: number): number {
  if (from >= size) return size;
  let w = from >>> 5;
  let word = (~(bits[w] as number) & (-1 << (from & 31))) >>> 0;
  while (word === 0) {
    if (++w >= bits.length) return size;
    word = ~(bits[w] as number) >>> 0;
  }
  return Math.min(size, (w << 5) + 31 - Math.clz32(word & -word));
}

/** Numbers of all set bits, ascending. */
export function listBits(bits: Bits): number[] {
  const list: number[] = [];
  for (let w = 0; w < bits.length; w++) {
    let word = bits[w] as number;
    while (word !== 0) {
      const low = word & -word;
      list.push((w << 5) + 31 - Math.clz32(low));
      word = (word ^ low) >>> 0;
    }
  }
  return list;
}

/**
 * Removes from `into` every start where fewer than `need` of `sets` hold a bit. Counts all 32 starts of a word
 * at once with one bit plane per binary digit (a carry-save counter).
 */
export function keepQuorum(into: Bits, sets: readonly Bits[], need: number): void {
  if (need <= 0) return;
  if (need > sets.length) {
    into.fill(0);
    return;
  }
  if (need === sets.length) {
    for (const set of sets) keepCommon(into, set);
    return;
  }
  const planes = 32 - Math.clz32(sets.length);
  const count = new Int32Array(planes);
  for (let w = 0; w < into.length; w++) {
    if (into[w] === 0) continue;
    count.fill(0);
    for (let s = 0; s < sets.length; s++) {
      let carry = ((sets[s] as Bits)[w] as number) | 0;
      for (let p = 0; carry !== 0; p++) {
        const plane = count[p] as number;
        count[p] = plane ^ carry;
        carry &= plane;
      }
    }
    // count >= need, compared digit by digit from the highest plane.
    let greater = 0;
    let equal = -1;
    for (let p = planes - 1; p >= 0; p--) {
      const plane = count[p] as number;
      if ((need >>> p) & 1) equal &= plane;
      else {
        greater |= equal & plane;
        equal &= ~plane;
      }
    }
    into[w] = (into[w] as number) & (greater | equal);
  }
}
