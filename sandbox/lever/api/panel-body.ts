import { type InterviewPlan, panelInterview } from '@/sandbox/world/panel-records';
import type { Json } from '@/sandbox/world/types';
import { badRequest } from './answer';
import type { Kit } from './kit';

const REMINDERS = new Set(['once', 'daily', 'frequently', 'none']);
/** The id Lever shows for "no template". */
const NO_TEMPLATE = 'no-feedback';

const textOrNull = (value: unknown, name: string): string | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw badRequest(`${name} must be a string.`);
  return value;
};

/** A text of the panel itself; what is left out is erased. */
export const textField = (body: Json, name: string) => textOrNull(body[name], name);

export function reminderOf(value: unknown): string {
  if (value === undefined || value === null) return 'daily';
  if (typeof value !== 'string' || !REMINDERS.has(value))
    throw badRequest('feedbackReminder must be one of once, daily, frequently, none.');
  return value;
}

export function zoneOf(value: unknown): string {
  if (typeof value !== 'string') throw badRequest('timezone is required.');
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
  } catch {
    throw badRequest(`timezone ${value.slice(0, 60)} is not valid.`);
  }
  return value;
}

function templateOf(kit: Kit, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (value !== NO_TEMPLATE && !kit.lever.feedbackTemplates.some((one) => one.id === value))
    throw badRequest(`feedbackTemplate ${String(value).slice(0, 60)} was not found`);
  return String(value);
}

/**
 * One interview of a create or update body, checked. `previous` is the interview it replaces: an update that leaves
 * the template out clears it, a create puts the literal `no-feedback` there.
 */
export function interviewFrom(kit: Kit, body: Json, id: string, previous?: Json): Json {
  if (typeof body !== 'object' || body === null) throw badRequest('Every interview must be an object.');
  if (!Array.isArray(body.interviewers) || !body.interviewers.length)
    throw badRequest('interviewers must name at least one user.');
  if (!Number.isInteger(body.date)) throw badRequest('date must be a timestamp in milliseconds.');
  if (!Number.isInteger(body.duration) || body.duration < 1)
    throw badRequest('duration must be a number of minutes, at least 1.');
  const template = templateOf(kit, body.feedbackTemplate) ?? (previous ? null : NO_TEMPLATE);
  const plan: InterviewPlan = {
    id,
    date: body.date,
    duration: body.duration,
    subject: textOrNull(body.subject, 'subject'),
    note: textOrNull(body.note, 'note'),
    location: textOrNull(body.location, 'location'),
    feedbackTemplate: template,
    feedbackReminder: reminderOf(body.feedbackReminder),
    interviewers: body.interviewers.map((given: Json) => {
      const person = kit.users.get(given?.id);
      if (!person) throw badRequest(`interviewer ${String(given?.id).slice(0, 60)} was not found`);
      return {
        person: { id: person.id, name: person.name, email: person.email },
        feedbackTemplate: templateOf(kit, given.feedbackTemplate) ?? template ?? NO_TEMPLATE,
      };
    }),
  };
  return panelInterview(plan);
}

/** `applications` of a panel: given ones must be the candidate's; left out means all active ones. */
export function applicationsFrom(kit: Kit, body: Json, opportunity: Json): string[] {
  if (body.applications === undefined)
    return opportunity.applications.filter((id: string) => kit.lever.applications.get(id)?.archived === null);
  if (!Array.isArray(body.applications) || !body.applications.length)
    throw badRequest('applications must not be empty.');
  const stranger = body.applications.find((id: unknown) => !opportunity.applications.includes(id));
  if (stranger !== undefined) throw badRequest(`application ${String(stranger).slice(0, 60)} was not found`);
  return body.applications;
}
