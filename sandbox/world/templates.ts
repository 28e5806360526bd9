import { uuidOf } from './random';
import type { Json } from './types';

const rating = (name: string): Json => ({
  description: '',
  required: true,
  text: 'Overall rating',
  type: 'score-system',
  id: uuidOf('field', name, 'rating'),
  prompt: 'Select one',
  options: ['4 - Strong Hire', '3 - Hire', '2 - No Hire', '1 - Strong No Hire'].map((text) => ({ text })),
});
const textarea = (name: string, text: string): Json => ({
  description: '',
  required: false,
  text,
  type: 'textarea',
  id: uuidOf('field', name, text),
});

const template = (name: string, group: string, fields: Json[], createdAt: number | null): Json => ({
  id: uuidOf('feedback-template', name),
  text: name,
  group: { id: uuidOf('group', group), name: group },
  instructions: 'Ask for a concrete example and write down what you heard.',
  fields: [rating(name), ...fields],
  createdAt,
  stage: null,
  updatedAt: createdAt,
});

/** Three templates of the company and one built-in, whose dates Lever leaves empty. */
export function createFeedbackTemplates(now: number): Json[] {
  const created = now - 300 * 86_400_000;
  return [
    template(
      'Recruiter screen',
      'General',
      [textarea('Recruiter screen', 'Motivation'), textarea('Recruiter screen', 'Notes')],
      created,
    ),
    template(
      'Technical interview',
      'Engineering',
      [
        {
          description: '',
          required: false,
          text: 'Skills',
          type: 'scorecard',
          id: uuidOf('field', 'Technical interview', 'Skills'),
          scores: [
            { text: 'System design', description: 'Trade-offs and scale' },
            { text: 'Communication', description: '' },
          ],
        },
        textarea('Technical interview', 'Notes'),
      ],
      created,
    ),
    template('Culture add', 'General', [textarea('Culture add', 'What would they add?')], created),
    template('General feedback', 'General', [textarea('General feedback', 'Notes')], null),
  ];
}

export function createFormTemplates(now: number): Json[] {
  const created = now - 200 * 86_400_000;
  const field = (name: string, type: string, text: string, more: Json = {}): Json => ({
    id: uuidOf('form-field', name, text),
    type,
    text,
    description: '',
    required: false,
    ...more,
  });
  const form = (name: string, fields: Json[]): Json => ({
    id: uuidOf('form-template', name),
    createdAt: created,
    updatedAt: created,
    text: name,
    instructions: 'Advisory only.',
    group: { id: uuidOf('group', 'Hiring'), name: 'Hiring' },
    secretByDefault: false,
    fields,
  });
  return [
    form('Scheduling preferences', [
      field('Scheduling preferences', 'textarea', 'Times that work'),
      field('Scheduling preferences', 'yes-no', 'Needs step-free access'),
    ]),
    form('AI screening summary', [
      field('AI screening summary', 'text', 'ai_screening_score'),
      field('AI screening summary', 'dropdown', 'ai_skills_match', {
        prompt: 'Select one',
        options: ['Strong', 'Possible', 'Weak'].map((text) => ({ text })),
      }),
      field('AI screening summary', 'textarea', 'ai_screening_summary'),
    ]),
  ];
}

/** A completed feedback form made from a template. */
export function feedbackRecord(from: {
  template: Json;
  key: string;
  user: string;
  at: number;
  panel: string | null;
  interview: string | null;
  rating: string;
  text: string;
  completed: boolean;
}): Json {
  return {
    id: uuidOf('feedback', from.key),
    type: 'interview',
    text: from.template.text,
    instructions: from.template.instructions,
    fields: from.template.fields.map((field: Json) => ({
      ...field,
      value: !from.completed
        ? null
        : field.type === 'score-system'
          ? from.rating
          : field.type === 'scorecard'
            ? field.scores.map(() => ({ score: 3, comment: '' }))
            : field.text === 'Notes'
              ? from.text
              : null,
    })),
    baseTemplateId: from.template.id,
    interview: from.interview,
    panel: from.panel,
    user: from.user,
    createdAt: from.at,
    completedAt: from.completed ? from.at + 3_600_000 : null,
    updatedAt: null,
    deletedAt: null,
  };
}
