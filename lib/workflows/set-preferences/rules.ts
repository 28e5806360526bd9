import type { Problem } from '@/lib/domain/problem';
import type { Settings } from '@/lib/domain/settings';

/** One field of the form and what is wrong with it. */
export interface FieldFault {
  /** `windowDays`, `people.<id>.zone`. */
  path: string;
  message: string;
}

type Window = Settings['hours'][number];

/** True for a zone this browser can compute with. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // The only failure is an unknown zone, and that is the answer.
    return false;
  }
}

function windowFaults(path: string, windows: readonly Window[], whose: string): FieldFault[] {
  const usable = windows.some((window) => window.days.length > 0);
  if (!usable)
    return [{ path, message: `${whose} would have no working day at all, so no time could ever be found.` }];
  const empty = windows.find((window) => window.from === window.to);
  return empty ? [{ path, message: `From and to are both ${empty.from}: a window must have a length.` }] : [];
}

function limitFaults(
  path: string,
  daily: number | null | undefined,
  weekly: number | null | undefined,
): FieldFault[] {
  if (daily == null || weekly == null || daily <= weekly) return [];
  return [
    {
      path,
      message: `More a day (${daily}) than a week (${weekly}) cannot be reached; lower the daily limit.`,
    },
  ];
}

/** What the field checks cannot see: whether the settings make sense together. */
export function faultsOf(settings: Settings): FieldFault[] {
  const faults = [
    ...windowFaults('hours', settings.hours, 'Interviewers'),
    ...windowFaults('candidateHours', settings.candidateHours, 'Candidates'),
    ...limitFaults('dailyLimit', settings.dailyLimit, settings.weeklyLimit),
  ];
  if (settings.zone !== null && !isZone(settings.zone))
    faults.push({ path: 'zone', message: `“${settings.zone}” is not a time zone.` });
  for (const [id, person] of Object.entries(settings.people)) {
    const at = (field: string) => `people.${id}.${field}`;
    if (person.hours) faults.push(...windowFaults(at('hours'), person.hours, 'This person'));
    if (person.zone && !isZone(person.zone))
      faults.push({ path: at('zone'), message: `“${person.zone}” is not a time zone.` });
    faults.push(...limitFaults(at('dailyLimit'), person.dailyLimit, person.weeklyLimit));
  }
  return faults;
}

/** Fields of a change an administrator fixed to another value. */
export function forbiddenBy(
  fixed: readonly string[],
  change: Partial<Settings>,
  present: Settings,
): string[] {
  return fixed.filter((field) => {
    const wanted = change[field as keyof Settings];
    return (
      wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(present[field as keyof Settings])
    );
  });
}

export const forbiddenProblem = (fields: readonly string[]): Problem => ({
  code: 'fixed-by-admin',
  message: `Your administrator fixed: ${fields.join(', ')}.`,
  next: 'Ask them to change the policy; everything else stays yours.',
});

export const faultProblem = (faults: readonly FieldFault[]): Problem => ({
  code: 'settings-do-not-fit',
  message: faults.map((fault) => fault.message).join(' '),
  next: 'Nothing was saved; change the value and save again.',
  subject: faults[0]?.path,
});
