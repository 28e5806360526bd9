import { useEffect, useState } from 'react';
import { useSurroundings } from './panel-context';

/** The time, again every `every` ms. */
export function useNow(every: number): number {
  const { now } = useSurroundings();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), every);
    return () => clearInterval(timer);
  }, [every, now]);
  return at;
}
