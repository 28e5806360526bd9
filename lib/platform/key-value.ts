/** JSON by key, in one place of the browser's storage. */
export interface KeyValue {
  get<T>(key: string): Promise<T | null>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}
