/** A binary heap of keys with whole-number payloads; equal keys leave in the order of their payloads. */
export class KeyQueue {
  private readonly keys: number[] = [];
  private readonly items: number[] = [];

  get size(): number {
    return this.keys.length;
  }

  /** The smallest key; call only when not empty. */
  get least(): number {
    return this.keys[0]!;
  }

  push(key: number, item: number): void {
    const { keys, items } = this;
    let at = keys.length;
    keys.push(key);
    items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up]! < key || (keys[up] === key && items[up]! <= item)) break;
      keys[at] = keys[up]!;
      items[at] = items[up]!;
      at = up;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** Removes the item with the smallest key and returns it; call only when not empty. */
  pop(): number {
    const { keys, items } = this;
    const top = items[0]!;
    const key = keys.pop()!;
    const item = items.pop()!;
    const size = keys.length;
    if (size === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= size) break;
      const right = down + 1;
      if (
        right < size &&
        (keys[right]! < keys[down]! || (keys[right] === keys[down] && items[right]! < items[down]!))
      )
        down = right;
      if (keys[down]! > key || (keys[down] === key && items[down]! > item)) break;
      keys[at] = keys[down]!;
      items[at] = items[down]!;
      at = down;
    }
    keys[at] = key;
    items[at] = item;
    return top;
  }
}

/** Moves the least of the children from `at` on to `at`; returns its key. */
export function bringLeast(keys: Float64Array, codes: Int32Array, at: number, count: number): number {
  let pick = at;
  for (let i = at + 1; i < count; i++)
    if (keys[i]! < keys[pick]! || (keys[i] === keys[pick] && codes[i]! < codes[pick]!)) pick = i;
  const key = keys[pick]!;
  const code = codes[pick]!;
  keys[pick] = keys[at]!;
  codes[pick] = codes[at]!;
  keys[at] = key;
  codes[at] = code;
  return key;
}
