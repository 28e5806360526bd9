/** Seeded whole numbers (xorshift32): the same rounds on every machine. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
  }

  /** A whole number from 0 up to, not including, `size`. */
  below(size: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % size;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const [a, b] = [mixed[i]!, mixed[j]!];
      mixed[i] = b;
      mixed[j] = a;
    }
    return mixed;
  }
}
