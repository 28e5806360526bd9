import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { ReadSettings } from '@/lib/domain/settings-reading';
import type { Implementation } from '@/lib/messaging/contract';
import type { PreferencesView, setPreferences } from './contract';
import type { Directory, SettingsAccess } from './port';
import { faultProblem, faultsOf, forbiddenBy, forbiddenProblem } from './rules';

export interface SetPreferencesDeps {
  settings: SettingsAccess;
  directory: Directory;
}

/** Settings are always shown; people and rooms that cannot be listed are a named problem beside them. */
export function createSetPreferences({
  settings,
  directory,
}: SetPreferencesDeps): Implementation<typeof setPreferences> {
  async function listed<T>(list: () => Promise<T[]>, problems: Problem[]): Promise<T[]> {
    try {
      return await list();
    } catch (error) {
      problems.push(problemOf(error));
      return [];
    }
  }

  async function view(read: ReadSettings): Promise<PreferencesView> {
    const problems: Problem[] = [];
    const [people, rooms, shortcut] = await Promise.all([
      listed(directory.people, problems),
      listed(directory.rooms, problems),
      directory.shortcut(),
    ]);
    return {
      settings: read.settings,
      fixedByAdmin: read.fixedByAdmin,
      setAside: read.setAside,
      people,
      rooms,
      shortcut,
      problems,
    };
  }

  return {
    read: async () => view(await settings.read()),

    async change({ change }) {
      const present = await settings.read();
      const forbidden = forbiddenBy(present.fixedByAdmin, change, present.settings);
      if (forbidden.length > 0) throw new Failure(forbiddenProblem(forbidden));
      // What was wrong before (an old value nobody touched) must not keep another field from being saved.
      const known = new Set(faultsOf(present.settings).map((fault) => fault.path));
      const faults = faultsOf({ ...present.settings, ...change }).filter(
        (fault) =>
          !known.has(fault.path) || Object.keys(change).some((field) => fault.path.split('.')[0] === field),
      );
      if (faults.length > 0) throw new Failure(faultProblem(faults));
      return view(await settings.change(change));
    },

    async setPerson({ userId, person }) {
      const { settings: present, fixedByAdmin } = await settings.read();
      if (fixedByAdmin.includes('people')) throw new Failure(forbiddenProblem(['people']));
      const faults = faultsOf({ ...present, people: { [userId]: person } }).filter((fault) =>
        fault.path.startsWith('people.'),
      );
      if (faults.length > 0) throw new Failure(faultProblem(faults));
      return view(
        await settings.changePerson(userId, ({ calendarEmail, provider }) => ({
          ...person,
          ...(calendarEmail === undefined ? {} : { calendarEmail }),
          ...(provider === undefined ? {} : { provider }),
        })),
      );
    },

    reset: async () => view(await settings.reset()),
  };
}
