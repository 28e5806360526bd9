import type { KeyValue } from '@/lib/platform/key-value';
import type { StorageArea } from '@/lib/storage/area';

/** JSON by key in one extension storage area, under a prefix of its own. */
export function keyValues(area: StorageArea, prefix: string): KeyValue {
  const place = (key: string): string => `${prefix}:${key}`;
  return {
    async get<T>(key: string): Promise<T | null> {
      return ((await area.get(place(key)))[place(key)] as T | undefined) ?? null;
    },
    set: (key, value) => area.set({ [place(key)]: value }),
    remove: (key) => area.remove(place(key)),
  };
}
