import { z } from 'zod';
import type { PersonSettings, Settings } from '@/lib/domain/settings';
import { type ReadSettings, readSettings } from '@/lib/domain/settings-reading';
import type { ManagedArea, StorageArea } from './area';

export interface SettingsStore {
  /** What is in force, what an administrator fixed, and what could not be used. */
  read(): Promise<ReadSettings>;
  /**
   * Writes the given top-level fields. Fields this version does not know, and damaged ones nobody touched,
   * stay in storage as they are: a newer version may still read them.
   */
  change(change: Partial<Settings>): Promise<ReadSettings>;
  /** Changes what is set for one person (Lever user id); an empty result forgets the person. */
  changePerson(userId: string, change: (person: PersonSettings) => PersonSettings): Promise<ReadSettings>;
  /** Forgets everything stored; defaults and presets remain. */
  reset(): Promise<ReadSettings>;
}

const KEY = 'settings';

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** Changes are queued in memory: only the background worker writes, through one instance. */
export function createSettingsStore(area: StorageArea, preset: () => Promise<unknown>): SettingsStore {
  let last: Promise<unknown> = Promise.resolve();
  const stored = async () => (await area.get(KEY))[KEY];
  const read = async () => readSettings(await stored(), await preset());
  const queue = (job: () => Promise<void>): Promise<ReadSettings> => {
    const turn = last.then(job).then(read);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    read,
    change: (change) =>
      queue(async () => {
        await area.set({ [KEY]: { ...fieldsOf(await stored()), ...change } });
      }),
    changePerson: (userId, change) =>
      queue(async () => {
        const before = fieldsOf(await stored());
        const next = change(readSettings(before).settings.people[userId] ?? {});
        const others = Object.entries(fieldsOf(before.people)).filter(([id]) => id !== userId);
        const people = Object.fromEntries(
          Object.keys(next).length > 0 ? [...others, [userId, next]] : others,
        );
        await area.set({ [KEY]: { ...before, people } });
      }),
    reset: () => queue(() => area.remove(KEY)),
  };
}

const environment = z.enum(['production', 'sandbox', 'eu']);
const presetSchema = z.object({
  leverEnvironment: environment.optional().catch(undefined),
  leverClientId: z.string().min(3).max(300).optional().catch(undefined),
  googleClientId: z.string().min(3).max(300).optional().catch(undefined),
  microsoftClientId: z.string().min(3).max(300).optional().catch(undefined),
  /** Custom role ids of this Lever account, each as one of Lever's own roles. */
  accessRoles: z.record(z.string(), z.string()).optional().catch(undefined),
  settings: z.unknown().optional(),
  /** Phases, switches and role levels; checked where the policy is read. */
  automation: z.unknown().optional(),
});
/** What an administrator set by policy; absent or unusable values are undefined. */
export type Preset = z.infer<typeof presetSchema>;

const PRESET_KEYS = Object.keys(presetSchema.shape);

/**
 * Reads `browser.storage.managed`. Firefox rejects the call when no policy file exists; that is the normal
 * state there and means "nothing preset".
 */
export async function readPreset(area: ManagedArea): Promise<Preset> {
  const found: Record<string, unknown> = {};
  for (const key of PRESET_KEYS) {
    try {
      Object.assign(found, await area.get(key));
    } catch (error) {
      if (/storage manifest not found|managed storage/i.test(String(error))) return presetSchema.parse({});
      throw error;
    }
  }
  return presetSchema.parse(found);
}
