import type { NotePayload } from '@/lib/interviews/payloads';
import type { Action } from '@/lib/ledger/plan';
import type { LeverFormField, LeverFormTemplate } from '@/lib/lever/types';
import { type NoteFacts, noteText, summaryLine } from './note-text';
import type { CheckCandidatePayload, FormPayload, StagePayload, TagsPayload } from './payloads';
import { BAND_TAG, BAND_TAGS, onScale, skillTags } from './rules';

export interface WriteBackInput extends Omit<NoteFacts, 'marker'> {
  opportunityId: string;
  candidateName: string;
  performAs: string;
  /** The team's form, when there is one. */
  template: LeverFormTemplate | null;
  /** Where an approved screening moves the candidate, only when the policy allows it. */
  advance: { stageId: string; stageName: string } | null;
  /** What the number in the form counts to. */
  scale: '100' | '10';
  /** 64 hex characters per action id, unique to this plan. */
  keyOf(actionId: string): string;
}

export interface WriteBack {
  actions: Action[];
  note: string;
  tags: string[];
  /** Why the form is left out although there is one. */
  formLeftOut: string | null;
}

const FORM_FIELDS = {
  score: 'ai_screening_score',
  match: 'ai_skills_match',
  summary: 'ai_screening_summary',
} as const;
const isNamed = (field: LeverFormField, name: string): boolean =>
  field.text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_') === name;

/** The form with our fields, or null: Lever has no custom fields on a candidate, a profile form is what comes nearest. */
export function screeningForm(templates: readonly LeverFormTemplate[]): LeverFormTemplate | null {
  const has = (template: LeverFormTemplate, name: string) =>
    template.fields.some((field) => isNamed(field, name));
  return (
    templates.find((template) => Object.values(FORM_FIELDS).every((name) => has(template, name))) ??
    templates.find((template) => has(template, FORM_FIELDS.summary)) ??
    null
  );
}

/** Options that say what a band says. There is none for "open": open questions are not a weak match. */
const OPTION = {
  strong: /strong|high|yes/i,
  promising: /promising|possible|medium|partial|maybe/i,
  open: /open|unclear|unknown|review/i,
};

/** The values of the form's fields, or why they cannot be given honestly. Every field is sent; unknown ones as null. */
export function formValues(
  template: LeverFormTemplate,
  { screening, rubric }: Pick<NoteFacts, 'screening' | 'rubric'>,
  marker: string,
  scale: '100' | '10' = '100',
): { fields: FormPayload['fields'] } | { leftOut: string } {
  const score = screening.assessed?.score;
  const skills = skillTags(rubric, screening.assessed?.assessments ?? []);
  const fields: FormPayload['fields'] = [];
  for (const field of template.fields) {
    let value: string | null = null;
    if (isNamed(field, FORM_FIELDS.score))
      value = score?.value === undefined ? null : String(onScale(score.value, scale));
    if (isNamed(field, FORM_FIELDS.match)) {
      const band = score?.band;
      value =
        field.options.length > 0
          ? (field.options.find((option) => band && OPTION[band].test(option)) ?? null)
          : skills.join(', ') || null;
    }
    if (isNamed(field, FORM_FIELDS.summary))
      value = `[AI Agent] ${summaryLine({ screening })}. Evidence is in the note of the same day. Ref: ${marker}`;
    if (value === null && field.required)
      return {
        leftOut: `No profile form is filled in: “${template.text}” requires “${field.text}”, for which there is no value.`,
      };
    fields.push({ id: field.id, value });
  }
  if (!fields.some(({ value }) => value?.includes(marker)))
    return { leftOut: `No profile form is filled in: “${template.text}” has no field for the summary.` };
  return { fields };
}

const list = (tags: readonly string[]): string => tags.map((tag) => `“${tag}”`).join(', ');

/**
 * The writes for one screening somebody accepted: read the candidate again, tags, note, then what is harder to take back (stage, form).
 * There is no action that rejects or archives anybody.
 */
export function writeBack(input: WriteBackInput): WriteBack {
  const { opportunityId, performAs, candidateName, screening, rubric, template, advance } = input;
  const actions: Omit<Action, 'key'>[] = [];
  const add = <P>(action: Omit<Action, 'key' | 'system' | 'payload'> & { payload: P }): void => {
    actions.push({ system: 'lever', ...action });
  };
  const band = screening.assessed?.score.band;
  const tags = [
    ...(band ? [BAND_TAG[band]] : []),
    ...skillTags(rubric, screening.assessed?.assessments ?? []),
  ];

  add<CheckCandidatePayload>({
    id: 'check-candidate',
    kind: 'check-candidate',
    payload: { opportunityId },
    summary: `Read ${candidateName} in Lever again: still there, not archived, which tags`,
    effect: 'check',
  });
  if (tags.length > 0)
    add<TagsPayload>({
      id: 'tags',
      kind: 'write-screening-tags',
      payload: { opportunityId, performAs, tags, replace: [...BAND_TAGS], check: 'check-candidate' },
      summary: `Tag ${candidateName}: ${list(tags)}`,
      effect: 'write',
      after: ['check-candidate'],
    });
  const marker = `fulcrum-${input.keyOf('note').slice(0, 16)}`;
  const note = noteText({ ...input, marker });
  add<NotePayload>({
    id: 'note',
    kind: 'create-lever-note',
    payload: { opportunityId, performAs, text: note, marker },
    summary: `Add the [AI Agent] note to ${candidateName}`,
    effect: 'write',
    after: ['check-candidate'],
  });
  if (advance)
    add<StagePayload>({
      id: 'stage',
      kind: 'change-lever-stage',
      payload: { opportunityId, performAs, ...advance, check: 'check-candidate' },
      summary: `Move ${candidateName} to “${advance.stageName}”`,
      effect: 'write',
      after: ['check-candidate'],
    });
  let formLeftOut: string | null = null;
  if (template) {
    const formMarker = `fulcrum-${input.keyOf('form').slice(0, 16)}`;
    const values = formValues(template, input, formMarker, input.scale);
    if ('leftOut' in values) formLeftOut = values.leftOut;
    else
      add<FormPayload>({
        id: 'form',
        kind: 'create-screening-form',
        payload: {
          opportunityId,
          performAs,
          baseTemplateId: template.id,
          fields: values.fields,
          marker: formMarker,
        },
        summary: `Fill in the form “${template.text}” for ${candidateName}`,
        effect: 'write',
        irrevocable: `The form “${template.text}” stays: Lever’s API cannot delete a profile form. A person can, in Lever.`,
        after: ['check-candidate'],
      });
  }
  return {
    actions: actions.map((action) => ({ ...action, key: input.keyOf(action.id) })),
    note,
    tags,
    formLeftOut,
  };
}
