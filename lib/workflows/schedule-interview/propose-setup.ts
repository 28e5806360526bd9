import type { Problem } from '@/lib/domain/problem';
import type { Settings } from '@/lib/domain/settings';
import type { Facts } from '@/lib/interviews/facts';
import { oneLine } from '@/lib/interviews/one-line';
import { readRequired } from '@/lib/interviews/required';
import type { Source } from './contract';
import type { InterviewSetup } from './schema';

export interface ProposedSetup {
  setup: InterviewSetup;
  sources: Partial<Record<keyof InterviewSetup, Source>>;
  problems: Problem[];
}

/**
 * The set-up of the interview from what Lever says: requisition custom fields `interview_duration` and
 * `required_interviewers`, hiring manager, posting title. What was remembered for this posting and stage wins.
 */
export function proposeSetup(
  facts: Facts,
  settings: Settings,
  remembered: InterviewSetup | null,
): ProposedSetup {
  const problems: Problem[] = [];
  const sources: ProposedSetup['sources'] = {};
  if (remembered) {
    for (const key of Object.keys(remembered) as (keyof InterviewSetup)[]) sources[key] = 'plan';
    sources.title = 'lever';
    return { setup: { ...remembered, title: titleOf(facts) }, sources, problems };
  }
  const duration = readDuration(facts, problems);
  const required = readRequired(facts, problems);
  sources.title = 'lever';
  sources.durationMinutes = duration === null ? 'settings' : 'requisition';
  sources.groups = required.source;
  for (const key of ['optional', 'roomPolicy', 'video', 'candidateNote', 'focus'] as const)
    sources[key] = 'settings';
  return {
    setup: {
      title: titleOf(facts),
      durationMinutes: duration ?? settings.durationMinutes,
      groups: required.groups,
      optional: [],
      roomPolicy: settings.roomPolicy,
      video: true,
      candidateNote: '',
      focus: '',
    },
    sources,
    problems,
  };
}

/** "Interview: Alex Rivera, Backend Engineer" */
export function titleOf(facts: Facts): string {
  const name = oneLine(facts.opportunity.name, 80) || 'Candidate';
  const job = facts.posting ? `, ${oneLine(facts.posting.text, 80)}` : '';
  return `Interview: ${name}${job}`;
}

function readDuration(facts: Facts, problems: Problem[]): number | null {
  const value = facts.requisition?.customFields.interview_duration;
  if (value === undefined || value === null || value === '') return null;
  const minutes =
    typeof value === 'number'
      ? value
      : Number(/^\s*(\d{1,3})\s*(?:m|min|mins|minutes)?\s*$/i.exec(String(value))?.[1]);
  if (Number.isInteger(minutes) && minutes >= 15 && minutes <= 480) return minutes;
  problems.push({
    code: 'bad-interview-duration',
    subject: facts.requisition?.requisitionCode ?? '',
    message: `Requisition ${facts.requisition?.requisitionCode} says interview_duration “${oneLine(String(value), 40)}”, which is not 15 to 480 minutes.`,
    next: 'Correct the field in Lever, or set the duration here.',
  });
  return null;
}
