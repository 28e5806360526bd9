import { createContext, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { InboxActions, InboxState, InboxStore } from '../store';

export const InboxContext = createContext<{ store: InboxStore; now: () => number } | null>(null);

function useSurroundings() {
  const found = use(InboxContext);
  if (!found) throw new Error('The approvals page is missing around this part.');
  return found;
}

export const useInboxStore = (): InboxStore => useSurroundings().store;

export function useInbox<T>(pick: (state: InboxState & InboxActions) => T): T {
  return useStore(useInboxStore(), pick);
}

/** The time, again every `every` ms. */
export function useNow(every = 15_000): number {
  const { now } = useSurroundings();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), every);
    return () => clearInterval(timer);
  }, [every, now]);
  return at;
}
