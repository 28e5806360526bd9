import { KNOWN } from './known';
import { DAY, dayOf, instantOf, weekdayOf } from './local-time';
import { interviewOf, panelRecord } from './panel-records';
import type { Colleague } from './people';
import { createRandom } from './random';
import { stageIndexOf } from './stages';
import { feedbackRecord } from './templates';
import type { Json, LeverWorld } from './types';

/** Index of the on-site stage in the pipeline. */
const ON_SITE = 6;

/** The working day `days` ahead (negative = back), moved off the weekend. */
function workingDay(zone: string, now: number, days: number): number {
  let day = dayOf(zone, now) + days;
  while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day += days < 0 ? -1 : 1;
  return day;
}

/**
 * Panels that were there before: a held recruiter screen with feedback for everybody past that stage, and for
 * `KNOWN.withPanels` one upcoming panel made in the app and one made by a scheduling tool.
 */
export function seedPanels(lever: LeverWorld, people: readonly Colleague[], now: number): void {
  const byName = new Map(people.map((person) => [person.username, person]));
  const recruiter = byName.get('maya.okafor')!;
  const template = (name: string): Json => lever.feedbackTemplates.find((one) => one.text === name);
  const keep = (opportunity: Json, panel: Json): Json[] => {
    const postings = opportunity.applications.map((id: string) => lever.applications.get(id).posting);
    const interviews = panel.interviews.map((one: Json) => interviewOf(panel, one, opportunity.id, postings));
    lever.panels.get(opportunity.id)!.push(panel);
    lever.interviews.get(opportunity.id)!.push(...interviews);
    return interviews;
  };

  for (const opportunity of lever.opportunities.values()) {
    if (
      opportunity.archived ||
      opportunity.isAnonymized ||
      !opportunity.applications.length ||
      stageIndexOf(opportunity.stage) < 5
    )
      continue;
    const at = instantOf(
      'Europe/London',
      workingDay('Europe/London', now, -7),
      10 * 60 + 30 * createRandom(opportunity.id).int(0, 8),
    );
    const screen = panelRecord({
      key: `screen-${opportunity.id}`,
      opportunity,
      externallyManaged: false,
      externalUrl: null,
      at,
      zone: 'Europe/London',
      user: recruiter.id,
      note: '',
      interviews: [
        {
          people: [recruiter],
          subject: 'Recruiter screen',
          minutes: 30,
          template: template('Recruiter screen').id,
          location: null,
        },
      ],
    });
    const [interview] = keep(opportunity, screen);
    const feedback = feedbackRecord({
      template: template('Recruiter screen'),
      key: opportunity.id,
      user: recruiter.id,
      at: at + DAY / 24,
      panel: screen.id,
      interview: interview!.id,
      rating: '3 - Hire',
      text: 'Clear motivation, asks good questions.',
      completed: true,
    });
    lever.feedback.get(opportunity.id)!.push(feedback);
    interview!.feedbackForms.push(feedback.id);
  }

  const documented = new Set<string>(Object.values(KNOWN).flat());
  for (const opportunity of lever.opportunities.values()) {
    const random = createRandom('upcoming', opportunity.id);
    const manager = people.find(
      ({ id }) => id === lever.applications.get(opportunity.applications[0])?.postingHiringManager,
    );
    if (
      documented.has(opportunity.id) ||
      opportunity.archived ||
      !manager?.calendarEmail ||
      stageIndexOf(opportunity.stage) !== ON_SITE ||
      random.chance(0.5)
    )
      continue;
    const at = instantOf(
      manager.zone,
      workingDay(manager.zone, now, random.int(1, 9)),
      10 * 60 + 30 * random.int(0, 12),
    );
    keep(
      opportunity,
      panelRecord({
        key: `upcoming-${opportunity.id}`,
        opportunity,
        externallyManaged: false,
        externalUrl: null,
        at,
        zone: manager.zone,
        user: recruiter.id,
        note: '',
        interviews: [
          {
            people: [manager],
            subject: 'Hiring manager interview',
            minutes: 45,
            template: template('Technical interview').id,
            location: null,
          },
        ],
      }),
    );
  }

  const opportunity = lever.opportunities.get(KNOWN.withPanels);
  const upcoming = instantOf('Europe/London', workingDay('Europe/London', now, 3), 14 * 60);
  const technical = template('Technical interview').id;
  keep(
    opportunity,
    panelRecord({
      key: 'app-made',
      opportunity,
      externallyManaged: false,
      externalUrl: null,
      at: upcoming,
      zone: 'Europe/London',
      user: recruiter.id,
      note: '',
      interviews: [
        {
          people: [byName.get('priya.nair')!],
          subject: 'Hiring manager interview',
          minutes: 45,
          template: technical,
          location: 'Heron (6)',
        },
        {
          people: [byName.get('hannah.whitlock')!],
          subject: 'Pairing',
          minutes: 60,
          template: technical,
          location: 'Heron (6)',
        },
      ],
    }),
  );
  keep(
    opportunity,
    panelRecord({
      key: 'api-made',
      opportunity,
      externallyManaged: true,
      externalUrl: 'https://scheduler.example/p/1',
      at: upcoming + DAY,
      zone: 'Europe/Berlin',
      user: recruiter.id,
      note: 'Booked by a scheduling tool',
      interviews: [
        {
          people: [byName.get('tom.becker')!, byName.get('ines.duarte')!],
          subject: 'System design',
          minutes: 60,
          template: technical,
          location: 'https://meet.example/abc-defg-hij',
        },
      ],
    }),
  );
}
