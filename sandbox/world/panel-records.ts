import { uuidOf } from './random';
import type { Json, WorldPerson } from './types';

export interface InterviewPlan {
  id: string;
  /** ms epoch. */
  date: number;
  /** Minutes. */
  duration: number;
  subject: string | null;
  note: string | null;
  location: string | null;
  feedbackTemplate: string | null;
  feedbackReminder: string;
  interviewers: {
    person: Pick<WorldPerson, 'id' | 'name' | 'email'>;
    feedbackTemplate: string;
    responseStatus?: string;
  }[];
}

/** An interview as it appears inside its panel. */
export function panelInterview(plan: InterviewPlan): Json {
  return {
    id: plan.id,
    date: plan.date,
    duration: plan.duration,
    feedbackReminder: plan.feedbackReminder,
    feedbackTemplate: plan.feedbackTemplate,
    interviewers: plan.interviewers.map(({ person, feedbackTemplate, responseStatus }) => ({
      id: person.id,
      email: person.email,
      name: person.name,
      responseStatus: responseStatus ?? 'needsAction',
      feedbackTemplate,
    })),
    location: plan.location,
    note: plan.note,
    subject: plan.subject,
  };
}

/** Start and end follow from the interviews. */
export function panelSpan(interviews: Json[]): { start: number; end: number } {
  return {
    start: Math.min(...interviews.map((one) => one.date)),
    end: Math.max(...interviews.map((one) => one.date + one.duration * 60_000)),
  };
}

/** The same interview as the interview endpoints show it. `previous` keeps what the panel does not carry. */
export function interviewOf(
  panel: Json,
  interview: Json,
  opportunityId: string,
  postings: string[],
  previous?: Json,
): Json {
  return {
    id: interview.id,
    panel: panel.id,
    subject: interview.subject,
    note: interview.note,
    interviewers: interview.interviewers.map(({ id, name, email, feedbackTemplate }: Json) => ({
      id,
      name,
      email,
      feedbackTemplate,
    })),
    timezone: panel.timezone,
    createdAt: previous?.createdAt ?? panel.createdAt,
    date: interview.date,
    duration: interview.duration,
    location: interview.location,
    feedbackTemplate: interview.feedbackTemplate,
    feedbackForms: previous?.feedbackForms ?? [],
    feedbackReminder: interview.feedbackReminder,
    user: panel.user,
    stage: panel.stage,
    canceledAt: panel.canceledAt,
    postings,
    gcalEventUrl: panel.externallyManaged
      ? null
      : `https://www.google.com/calendar/event?eid=${uuidOf('eid', interview.id).slice(0, 8)}`,
    opportunityId,
  };
}

export interface PanelSeed {
  key: string;
  opportunity: Json;
  externallyManaged: boolean;
  externalUrl: string | null;
  at: number;
  zone: string;
  user: string;
  note: string | null;
  interviews: {
    people: readonly WorldPerson[];
    subject: string;
    minutes: number;
    template: string;
    location: string | null;
  }[];
}

/** A panel whose interviews follow one another without a gap. */
export function panelRecord(seed: PanelSeed): Json {
  let at = seed.at;
  const interviews = seed.interviews.map((one, n) => {
    const made = panelInterview({
      id: uuidOf('interview', seed.key, n),
      date: at,
      duration: one.minutes,
      subject: one.subject,
      note: seed.externallyManaged ? null : '',
      location: one.location,
      feedbackTemplate: one.template,
      feedbackReminder: 'daily',
      interviewers: one.people.map((person) => ({
        person,
        feedbackTemplate: one.template,
        responseStatus: seed.externallyManaged ? 'needsAction' : 'accepted',
      })),
    });
    at += one.minutes * 60_000;
    return made;
  });
  return {
    id: uuidOf('panel', seed.key),
    applications: [...seed.opportunity.applications],
    canceledAt: null,
    createdAt: Math.min(seed.at - 4 * 86_400_000, seed.opportunity.updatedAt ?? seed.at),
    ...panelSpan(interviews),
    externallyManaged: seed.externallyManaged,
    externalUrl: seed.externalUrl,
    feedbackReminder: 'daily',
    interviews,
    note: seed.note,
    stage: seed.opportunity.stage,
    timezone: seed.zone,
    user: seed.user,
  };
}
