import { addDays, clockTime, instantOf, isZone, localDate } from '@/components/zoned';
import type { Interval } from '@/lib/domain/interval';
import type { ScheduleView } from '../../contract';
import type { Adjustment, InterviewSetup } from '../../schema';

/** A time the candidate offered, as typed: a date and two wall clocks in the candidate's zone. */
export interface DraftWindow {
  key: string;
  date: string;
  from: string;
  to: string;
}

/** What the set-up form holds while it is edited. */
export interface SetupDraft {
  setup: InterviewSetup;
  candidateZone: string;
  /** null = the candidate was not asked. */
  windows: DraftWindow[] | null;
  /** First local date searched (recruiter's zone). */
  fromDate: string;
  windowDays: number;
  noticeMinutes: number;
  tentative: 'busy' | 'soft' | 'free';
  rank: 'earliest' | 'best';
}

export function draftOf(view: ScheduleView): SetupDraft {
  const { sources: _sources, remembered: _remembered, ...setup } = view.setup;
  const zone = view.candidate.zone;
  return {
    setup,
    candidateZone: zone,
    windows: view.search.candidateWindows?.map((window) => draftWindow(window, zone)) ?? null,
    fromDate: localDate(view.search.from, view.recruiterZone),
    windowDays: view.search.windowDays,
    noticeMinutes: view.search.noticeMinutes,
    tentative: view.search.tentative ?? 'soft',
    rank: view.search.rank,
  };
}

function draftWindow({ start, end }: Interval, zone: string): DraftWindow {
  const date = localDate(start, zone);
  const to = end >= instantOf(addDays(date, 1), '00:00', zone) ? '24:00' : clockTime(end, zone);
  return { key: `${start}-${end}`, date, from: clockTime(start, zone), to };
}

/** The first thing wrong with each field, by field name; empty = all well. */
export function errorsOf(draft: SetupDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  const { setup } = draft;
  if (!setup.title.trim()) errors.title = 'Give the interview a title; it stands in the invitation.';
  if (!(setup.durationMinutes >= 15 && setup.durationMinutes <= 480))
    errors.duration = 'Between 15 and 480 minutes.';
  if (!isZone(draft.candidateZone))
    errors.zone = 'Not a time zone. Choose one from the list, such as America/New_York.';
  if (!(draft.windowDays >= 1 && draft.windowDays <= 30)) errors.days = 'Between 1 and 30 business days.';
  if (!(draft.noticeMinutes >= 0 && draft.noticeMinutes <= 10080))
    errors.notice = 'Between 0 hours and 7 days.';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.fromDate)) errors.from = 'Choose a date.';
  setup.groups.forEach((group, index) => {
    if (!group.label.trim()) errors[`group-${index}`] = 'Name the group, such as “Technical”.';
    else if (group.members.length === 0) errors[`group-${index}`] = 'Add at least one person.';
    else if (group.need > group.members.length) errors[`group-${index}`] = 'Needs more people than it has.';
  });
  for (const window of draft.windows ?? []) {
    if (!window.date || !window.from || !window.to) errors[window.key] = 'Fill in the date and both times.';
    else if (window.to <= window.from) errors[window.key] = 'Must end after it starts.';
  }
  return errors;
}

/** Only what differs from what is shown, so that everything else keeps its source. */
export function adjustmentOf(draft: SetupDraft, view: ScheduleView): Adjustment {
  const before = draftOf(view);
  const adjustment: Adjustment = {};
  const changed = Object.entries(draft.setup).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before.setup[key as keyof InterviewSetup]),
  );
  if (changed.length > 0) adjustment.setup = Object.fromEntries(changed) as Partial<InterviewSetup>;
  if (draft.candidateZone !== before.candidateZone) adjustment.candidateZone = draft.candidateZone;
  if (
    JSON.stringify(draft.windows) !== JSON.stringify(before.windows) ||
    (draft.windows && adjustment.candidateZone)
  ) {
    adjustment.candidateWindows =
      draft.windows?.map((window) => ({
        start: instantOf(window.date, window.from, draft.candidateZone),
        end: instantOf(window.date, window.to, draft.candidateZone),
      })) ?? null;
  }
  if (draft.fromDate !== before.fromDate)
    adjustment.from = instantOf(draft.fromDate, '00:00', view.recruiterZone);
  if (draft.windowDays !== before.windowDays) adjustment.windowDays = draft.windowDays;
  if (draft.noticeMinutes !== before.noticeMinutes) adjustment.noticeMinutes = draft.noticeMinutes;
  if (draft.tentative !== before.tentative) adjustment.tentative = draft.tentative;
  if (draft.rank !== before.rank) adjustment.rank = draft.rank;
  return adjustment;
}
