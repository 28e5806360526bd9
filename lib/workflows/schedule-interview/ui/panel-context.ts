import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { PanelActions, PanelState, PanelStore } from '../store';

export interface PanelSurroundings {
  store: PanelStore;
  /** ms epoch. */
  now: () => number;
  /** Opens the control room; `part` is the hash of the page to show. */
  openOptions: (part?: string) => void;
  /** The panel can be closed (docked in Lever); the browser's side panel closes itself. */
  closable: boolean;
}

export const PanelContext = createContext<PanelSurroundings | null>(null);

export function useSurroundings(): PanelSurroundings {
  const surroundings = useContext(PanelContext);
  if (!surroundings) throw new Error('PanelContext is missing');
  return surroundings;
}

export function usePanel<T>(pick: (state: PanelState & PanelActions) => T): T {
  return useStore(useSurroundings().store, pick);
}
