import { useCallback, useEffect, useState } from 'react';

/** What the address names on its page: the person of `#people/ID`; null = nothing. */
export const itemInAddress = (): string | null => location.hash.split('/')[1] || null;

/** The page named behind `#`, up to a `/`; unknown names give `first`. Back and forward work. */
export function usePage<P extends string>(pages: readonly P[], first: P): [P, (page: P) => void] {
  const read = useCallback((): P => {
    const [name] = location.hash.slice(1).split('/');
    return pages.find((page) => page === name) ?? first;
  }, [pages, first]);
  const [page, setPage] = useState(read);
  useEffect(() => {
    const follow = () => setPage(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [read]);
  return [page, setPage];
}
