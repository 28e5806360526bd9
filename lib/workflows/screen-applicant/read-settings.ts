import type { KeyValue } from '@/lib/platform/key-value';
import { type ScreeningSettings, settingsSchema } from './schema';

export const SETTINGS = 'settings';

/** How screening is set; what cannot be read is as if it had never been set. */
export async function readSettings(kept: Pick<KeyValue, 'get'>): Promise<ScreeningSettings> {
  const read = settingsSchema.safeParse((await kept.get(SETTINGS)) ?? {});
  return read.success ? read.data : settingsSchema.parse({});
}
