/** The part of `browser.storage.local`, `.session` and `.managed` that is used; values are plain JSON. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Set by an administrator's policy; cannot be written. */
export type ManagedArea = Pick<StorageArea, 'get'>;
