import { useEffect, useState } from 'react';
import { Failure } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import type { handleExceptions } from '@/lib/workflows/handle-exceptions/contract';
import type { PageId } from './pages';

/** How many exceptions are open: counted at every change of page, when the window is looked at, and each minute. */
export function useOpenExceptions(
  client: Client<typeof handleExceptions>,
  page: PageId,
): [number, (open: number) => void] {
  const [open, setOpen] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is a reason to count again
  useEffect(() => {
    let left = false;
    const count = async () => {
      try {
        const next = await client.count({});
        if (!left) setOpen(next.open);
      } catch (error) {
        // The number stays as it was; the page itself says what is wrong.
        if (!(error instanceof Failure)) throw error;
      }
    };
    void count();
    const timer = setInterval(count, 60_000);
    addEventListener('focus', count);
    return () => {
      left = true;
      clearInterval(timer);
      removeEventListener('focus', count);
    };
  }, [client, page]);
  return [open, setOpen];
}
