import type { z } from 'zod';
import {
  defaultSettings,
  type PersonSettings,
  personSettingsSchema,
  type Settings,
  settingsSchema,
} from './settings';

/** A stored or preset value that could not be used; the default (or the rest) is in force instead. */
export interface SetAside {
  /** `windowDays`, `people.<id>.bufferBefore`. */
  path: string;
  from: 'stored' | 'admin';
  /** Why, in the words of the check. */
  reason: string;
}

export interface ReadSettings {
  settings: Settings;
  /** Top-level fields an administrator fixed. */
  fixedByAdmin: (keyof Settings)[];
  setAside: SetAside[];
}

type Plain = Record<string, unknown>;
const plainOf = (value: unknown): Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {};

const FIELDS = Object.keys(settingsSchema.shape) as (keyof Settings)[];

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'not readable';
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}

function readPeople(
  value: unknown,
  from: SetAside['from'],
  setAside: SetAside[],
): Record<string, PersonSettings> {
  const people: Record<string, PersonSettings> = {};
  for (const [id, raw] of Object.entries(plainOf(value))) {
    const person: Plain = {};
    for (const [field, schema] of Object.entries(personSettingsSchema.shape)) {
      const stored = plainOf(raw)[field];
      if (stored === undefined) continue;
      const checked = schema.safeParse(stored);
      if (checked.success) person[field] = checked.data;
      else setAside.push({ path: `people.${id}.${field}`, from, reason: reasonOf(checked.error) });
    }
    // `__proto__` as a key would be swallowed by plain assignment.
    Object.defineProperty(people, id, {
      value: person,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return people;
}

function readField(
  field: keyof Settings,
  value: unknown,
  from: SetAside['from'],
  setAside: SetAside[],
): Plain {
  if (field === 'people') return { people: readPeople(value, from, setAside) };
  const checked = settingsSchema.shape[field].safeParse(value);
  if (checked.success) return { [field]: checked.data };
  setAside.push({ path: field, from, reason: reasonOf(checked.error) });
  return {};
}

/**
 * Settings from what was stored (any version, possibly damaged) and what an administrator preset. Field by
 * field: a value that does not pass its check falls back and is reported, all others are kept. Preset wins.
 */
export function readSettings(stored: unknown, preset: unknown = {}): ReadSettings {
  const setAside: SetAside[] = [];
  const settings: Plain = structuredClone(defaultSettings);
  const fixedByAdmin: (keyof Settings)[] = [];
  const storedFields = plainOf(stored);
  const presetFields = plainOf(preset);
  if (stored !== undefined && stored !== null && plainOf(stored) !== stored) {
    setAside.push({ path: 'all settings', from: 'stored', reason: 'not a settings object' });
  }
  for (const field of FIELDS) {
    if (storedFields[field] !== undefined)
      Object.assign(settings, readField(field, storedFields[field], 'stored', setAside));
    if (presetFields[field] === undefined) continue;
    const fixed = readField(field, presetFields[field], 'admin', setAside);
    if (Object.keys(fixed).length === 0) continue;
    Object.assign(settings, fixed);
    fixedByAdmin.push(field);
  }
  return { settings: settings as Settings, fixedByAdmin, setAside };
}
