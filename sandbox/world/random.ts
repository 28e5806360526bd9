/** Seeded randomness: the same parts give the same number on every machine and in every order of asking. */
export type Part = string | number;

/** 32-bit FNV-1a over the parts, with a final mix so that near inputs do not give near outputs. */
export function hash(...parts: Part[]): number {
  let h = 0x811c9dc5;
  for (const part of parts) {
    const text = `${part}|`;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [from, to]. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** `count` different items, in random order. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** A mulberry32 stream that starts from the hash of the parts. */
export function createRandom(...parts: Part[]): Random {
  let state = hash(...parts);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)]!,
    sample(items, count) {
      const left = [...items];
      const out: (typeof items)[number][] = [];
      while (out.length < count && left.length) out.push(left.splice(int(0, left.length - 1), 1)[0]!);
      return out;
    },
  };
}

/** A version-4 looking uuid made from the parts; stable, so tests may write it down. */
export function uuidOf(...parts: Part[]): string {
  const hex = [0, 1, 2, 3]
    .map((n) =>
      hash(n, ...parts)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
