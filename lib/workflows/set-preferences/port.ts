import type { PersonSettings, Settings } from '@/lib/domain/settings';
import type { ReadSettings } from '@/lib/domain/settings-reading';
import type { PreferencesView } from './contract';

export interface SettingsAccess {
  read(): Promise<ReadSettings>;
  change(change: Partial<Settings>): Promise<ReadSettings>;
  changePerson(userId: string, change: (person: PersonSettings) => PersonSettings): Promise<ReadSettings>;
  reset(): Promise<ReadSettings>;
}

/** Who and what can be set; both throw `Failure` when the system behind is not connected or not reachable. */
export interface Directory {
  people(): Promise<PreferencesView['people']>;
  rooms(): Promise<PreferencesView['rooms']>;
  /** As the browser writes it, `Alt+Shift+S`; null when unbound. */
  shortcut(): Promise<string | null>;
}
