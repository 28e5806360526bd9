import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import { personSettingsSchema, type Settings, settingsChangeSchema } from '@/lib/domain/settings';
import type { SetAside } from '@/lib/domain/settings-reading';
import { defineContract, method } from '@/lib/messaging/contract';

export interface PreferencesView {
  settings: Settings;
  /** Paths an administrator fixed by managed storage, e.g. `windowDays`. */
  fixedByAdmin: string[];
  people: { id: string; name: string; email: string; jobTitle: string | null }[];
  rooms: { email: string; name: string; capacity: number | null }[];
  /** The live binding of the shortcut; null = the browser has none. */
  shortcut: string | null;
  /** Stored or preset values that could not be used; defaults are in force for them. */
  setAside: SetAside[];
  /** Why people or rooms could not be listed; the settings themselves are whole. */
  problems: Problem[];
}

export const setPreferences = defineContract('set-preferences', {
  read: method<PreferencesView>()(z.object({})),
  /** Replaces the given top-level fields; the whole is checked again. */
  change: method<PreferencesView>()(z.object({ change: settingsChangeSchema })),
  /** Replaces what is set for one person, except the calendar address, which belongs to the connections. */
  setPerson: method<PreferencesView>()(
    z.object({
      userId: z.string().min(1).max(80),
      person: personSettingsSchema.omit({ calendarEmail: true, provider: true }),
    }),
  ),
  reset: method<PreferencesView>()(z.object({})),
});
