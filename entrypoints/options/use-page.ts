import { useCallback, useEffect, useState } from 'react';

/** The page named behind `#`; unknown names give `first`. Back and forward work. */
export function usePage<P extends string>(pages: readonly P[], first: P): [P, (page: P) => void] {
  const read = useCallback((): P => {
    const name = location.hash.slice(1);
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
