import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { LoopActions, LoopState, LoopStore } from '../store-state';

export interface LoopSurroundings {
  store: LoopStore;
  /** ms epoch. */
  now: () => number;
  /** Opens the control room; `part` is the hash of the page to show. */
  openOptions: (part?: string) => void;
  /** Opens this candidate on a page of its own, where there is room; null when this is that page. */
  openWide: ((opportunityId: string) => void) | null;
  /** The panel can be closed (docked in Lever). */
  closable: boolean;
}

export const LoopContext = createContext<LoopSurroundings | null>(null);

export function useLoopSurroundings(): LoopSurroundings {
  const surroundings = useContext(LoopContext);
  if (!surroundings) throw new Error('LoopContext is missing');
  return surroundings;
}

export function useLoop<T>(pick: (state: LoopState & LoopActions) => T): T {
  return useStore(useLoopSurroundings().store, pick);
}
