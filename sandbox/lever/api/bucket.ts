/** Lever's published figures: ten requests a second, bursts to twenty, counted per key. */
const PER_SECOND = 10;
const CAPACITY = 20;

export interface RateLimit {
  /** Takes one token; false = the bucket is empty. `at` is ms epoch. */
  take(key: string, at: number): boolean;
}

export function createRateLimit(): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, at) {
      const bucket = buckets.get(key) ?? { tokens: CAPACITY, at };
      bucket.tokens = Math.min(CAPACITY, bucket.tokens + ((at - bucket.at) / 1000) * PER_SECOND);
      bucket.at = at;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
}
