import { uuidOf } from './random';
import type { Json } from './types';

/** Built-in stages have words as ids, the customer's own have uuids. In pipeline order. */
const TABLE: readonly [key: string, text: string, pipeline: string, rank: number, hasInterview: boolean][] = [
  ['lead-new', 'New lead', 'lead', 1, false],
  ['lead-reached-out', 'Reached out', 'lead', 3, false],
  ['lead-responded', 'Responded', 'lead', 5, false],
  ['applicant-new', 'New applicant', 'applicant', 101, false],
  ['recruiter-screen', 'Recruiter screen', 'screen', 201, true],
  ['manager-screen', 'Hiring manager screen', 'onsite', 230.5, true],
  ['on-site', 'On-site interview', 'onsite', 231, true],
  ['reference-check', 'Reference check', 'onsite', 231.5, false],
  ['offer', 'Offer', 'offer', 261, false],
  ['background-check', 'Background check', 'offer', 265.5, false],
];
const BUILT_IN = new Set(['lead-new', 'lead-reached-out', 'lead-responded', 'applicant-new', 'offer']);

export interface Stage {
  id: string;
  text: string;
  pipeline: string;
  rank: number;
  hasInterview: boolean;
}

export type StageKey =
  | 'lead-new'
  | 'lead-responded'
  | 'applicant-new'
  | 'recruiter-screen'
  | 'manager-screen'
  | 'on-site'
  | 'reference-check'
  | 'offer'
  | 'background-check';

export const stageIdOf = (key: string): string => (BUILT_IN.has(key) ? key : uuidOf('stage', key));

export const STAGES: readonly Stage[] = TABLE.map(([key, text, pipeline, rank, hasInterview]) => ({
  id: stageIdOf(key),
  text,
  pipeline,
  rank,
  hasInterview,
}));

export const stageIndexOf = (id: string): number => STAGES.findIndex((stage) => stage.id === id);

/** Archive reasons as the API lists them. */
export const ARCHIVE_REASONS: readonly Json[] = (
  [
    ['Underqualified', 'active', 'non-hired'],
    ['Withdrew', 'active', 'non-hired'],
    ['Timing', 'active', 'non-hired'],
    ['Position closed', 'inactive', 'non-hired'],
    ['Hired', 'active', 'hired'],
  ] as const
).map(([text, status, type]) => ({ id: uuidOf('archive-reason', text), text, status, type }));
