import { useSyncExternalStore } from 'react';

const onNetwork = (changed: () => void) => {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
};

/** Whether the browser has a network at all; true says nothing about the services. */
export const useOnline = (): boolean => useSyncExternalStore(onNetwork, () => navigator.onLine);
