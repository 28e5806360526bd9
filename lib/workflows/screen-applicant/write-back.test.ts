import { describe, expect, test } from 'vitest';
import { type Rubric, RubricSchema } from '@/lib/evidence/rubric';
import { score } from '@/lib/evidence/score';
import type { LeverFormTemplate } from '@/lib/lever/types';
import { noReview, type StoredScreening } from './stored';
import { formValues, screeningForm, type WriteBackInput, writeBack } from './write-back';

const anchors = Array.from({ length: 6 }, (_, i) => `level ${i}`);
const rubric: Rubric = RubricSchema.parse({
  postingId: 'p',
  version: 2,
  criteria: [
    { id: 'c1', label: 'Kubernetes @scale', kind: 'must', weight: 3, anchors, signs: ['Kubernetes'] },
  ],
});
const assessments = [
  {
    criterionId: 'c1',
    verdict: 'shown' as const,
    level: 4,
    quotes: [
      {
        text: 'Ran Kubernetes, ask @maya.okafor',
        counts: true,
        location: {
          found: true as const,
          spans: [{ line: 7, page: 2, start: 0, end: 5 }],
          elsewhere: false,
          places: 1,
        },
      },
      {
        text: 'Invented words',
        counts: false,
        why: 'x',
        location: { found: false as const, fault: 'not-found' as const },
      },
    ],
  },
];
const screening = (band: 'strong' | 'open' | 'none' = 'strong'): StoredScreening => {
  const all = score(rubric, assessments);
  return {
    v: 1,
    id: 'r',
    opportunityId: 'o',
    postingId: 'p',
    at: 0,
    rubricVersion: 2,
    rubricHash: 'abcdef0123',
    blinding: 2,
    identity: { engine: 'rules', model: 'rules-1', promptVersion: '1', promptHash: 'ffff0000aaaa' },
    document: {
      state: 'read',
      message: '',
      fileName: 'r.pdf',
      format: 'pdf',
      pages: 1,
      resumeId: 'x',
      hidden: 0,
      bytesHash: '0123456789',
    },
    assessed: {
      assessments,
      score:
        band === 'none'
          ? { ...all, band: undefined, value: undefined, abstained: 'Too little.' }
          : { ...all, band },
      suspicious: [],
      moved: [],
      notes: [],
      uses: [],
      counts: {},
    },
  };
};
const template = (more: Partial<LeverFormTemplate['fields'][number]> = {}): LeverFormTemplate => ({
  id: 't',
  text: 'AI screening summary',
  fields: [
    { id: 'f1', type: 'text', text: 'ai_screening_score', required: false, options: [] },
    {
      id: 'f2',
      type: 'dropdown',
      text: 'AI Skills Match',
      required: false,
      options: ['Strong', 'Possible', 'Weak'],
      ...more,
    },
    { id: 'f3', type: 'textarea', text: 'ai_screening_summary', required: true, options: [] },
  ],
});
const input = (more: Partial<WriteBackInput> = {}): WriteBackInput => ({
  opportunityId: 'o',
  candidateName: 'Alex Rivera',
  performAs: 'me',
  by: 'Maya Okafor',
  date: '22 Nov 2026',
  postingTitle: 'SRE',
  screening: screening(),
  rubric,
  review: noReview('o', 'p'),
  template: template(),
  advance: null,
  scale: '100',
  keyOf: (id) => `${id}-${'0'.repeat(64)}`.slice(0, 64),
  ...more,
});

describe('the plan', () => {
  test('checks first, then tags and note, the form last; nothing rejects or archives', () => {
    const { actions } = writeBack(input());
    expect(actions.map(({ kind }) => kind)).toEqual([
      'check-candidate',
      'write-screening-tags',
      'create-lever-note',
      'create-screening-form',
    ]);
    expect(actions.slice(1).every(({ after }) => after?.includes('check-candidate'))).toBe(true);
    expect(JSON.stringify(actions)).not.toMatch(/archiv.*true|"reject"/i);
    expect(actions.at(-1)?.irrevocable).toContain('cannot delete');
  });
  test('moving on is there only when it is allowed, and before the form', () => {
    const { actions } = writeBack(input({ advance: { stageId: 's', stageName: 'Recruiter screen' } }));
    expect(actions.map(({ id }) => id)).toEqual(['check-candidate', 'tags', 'note', 'stage', 'form']);
  });
  test('without a band there is no band tag, and without a form no form', () => {
    const { tags, actions } = writeBack(input({ screening: screening('none'), template: null }));
    expect(tags).toEqual(['Kubernetes']);
    expect(actions.map(({ id }) => id)).not.toContain('form');
  });
});

describe('the note', () => {
  const { note } = writeBack(input());
  test('begins with its label, names who approved it and what made it, and quotes only what counts', () => {
    expect(note.startsWith('[AI Agent]')).toBe(true);
    expect(note).toContain('A recommendation, not a decision. Approved for writing by Maya Okafor');
    expect(note).toContain('(page 2, line 7)');
    expect(note).not.toContain('Invented words');
    expect(note).toContain('no AI model');
    expect(note).toContain('criteria version 2 (abcdef01)');
  });
  test('words of a resume or a criterion notify nobody in Lever', () => {
    expect(note).not.toMatch(/@\w/);
    expect(note).toContain('(at)maya.okafor');
  });
  test('a correction stands under its criterion', () => {
    const review = {
      ...noReview('o', 'p'),
      overrides: [
        {
          criterionId: 'c1',
          verdict: 'not_found' as const,
          reason: 'Another person’s words',
          by: 'u',
          byName: 'Noor',
          at: 1,
        },
      ],
    };
    expect(writeBack(input({ review })).note).toContain('Corrected by Noor');
  });
});

describe('the form', () => {
  test('is found by its fields, however they are written', () => {
    expect(screeningForm([{ id: 'x', text: 'Other', fields: [] }, template()])?.id).toBe('t');
    expect(screeningForm([{ id: 'x', text: 'Other', fields: [] }])).toBeNull();
  });
  test('open questions are not a weak match: no option says that', () => {
    const filled = formValues(template(), { screening: screening('open'), rubric }, 'mark');
    expect('fields' in filled && filled.fields.find(({ id }) => id === 'f2')?.value).toBeNull();
    const required = formValues(
      template({ required: true }),
      { screening: screening('open'), rubric },
      'mark',
    );
    expect(required).toMatchObject({ leftOut: expect.stringContaining('AI Skills Match') });
  });
  test('every field is sent, and one carries the marker', () => {
    const filled = formValues(template(), { screening: screening(), rubric }, 'mark-1');
    if (!('fields' in filled)) throw new Error(filled.leftOut);
    expect(filled.fields.map(({ id }) => id)).toEqual(['f1', 'f2', 'f3']);
    expect(filled.fields[0]?.value).toBe('80');
    expect(filled.fields[1]?.value).toBe('Strong');
    expect(filled.fields[2]?.value).toContain('mark-1');
    const ten = formValues(template(), { screening: screening(), rubric }, 'mark-1', '10');
    expect('fields' in ten && ten.fields[0]?.value).toBe('8');
  });
});
