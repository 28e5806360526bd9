import { z } from 'zod';
import type { LeverPort } from '../port';
import type { LeverOpportunity } from '../types';
import type { LeverClient } from './client';
import * as schema from './schemas';

type ScreeningCalls = Pick<
  LeverPort,
  | 'openPostings'
  | 'applicants'
  | 'resumes'
  | 'resumeFile'
  | 'addTags'
  | 'removeTags'
  | 'formTemplates'
  | 'forms'
  | 'createForm'
  | 'changeStage'
>;

const READ = { method: 'GET', effect: 'none', candidateData: true } as const;
const OPPORTUNITY = '/opportunities/{opportunity}';
const written = z.unknown();

/**
 * The calls that screening adds. Answers to tag and stage writes come with name, contact data and more left blank, so what counts is
 * read again with `opportunity`.
 */
export function createScreeningCalls(
  lever: LeverClient,
  opportunity: (id: string) => Promise<LeverOpportunity>,
): ScreeningCalls {
  /** Adding a tag that is there, or removing one that is not, changes nothing: safe to send twice. */
  const tagWrite =
    (way: 'addTags' | 'removeTags', purpose: string) =>
    async (id: string, performAs: string, tags: readonly string[]): Promise<string[]> => {
      if (tags.length > 0)
        await lever.one(
          {
            method: 'POST',
            path: `${OPPORTUNITY}/${way}`,
            params: { opportunity: id },
            query: [['perform_as', performAs]],
            json: { tags },
            effect: 'repeatable',
            purpose,
            candidateData: true,
          },
          written,
        );
      return (await opportunity(id)).tags;
    };

  return {
    openPostings: async () => {
      const read = { method: 'GET', effect: 'none', candidateData: false } as const;
      const purpose = 'read the open postings';
      const [published, internal] = await Promise.all(
        ['published', 'internal'].map((state) =>
          lever.all({ ...read, path: '/postings', query: [['state', state]], purpose }, schema.posting),
        ),
      );
      return [...(published ?? []), ...(internal ?? [])];
    },

    async applicants(postingId, { createdFrom, stageIds = [] } = {}) {
      const found = await lever.all(
        {
          ...READ,
          path: '/opportunities',
          query: [
            ['posting_id', postingId],
            ['archived', 'false'],
            ...(createdFrom === undefined ? [] : [['created_at_start', String(createdFrom)] as const]),
            ...stageIds.map((stage) => ['stage_id', stage] as const),
          ],
          purpose: 'read the applicants of the posting',
        },
        schema.opportunity,
      );
      return found.map((one) => ({
        ...one,
        applications: one.applications.map((entry) => (typeof entry === 'string' ? entry : entry.id)),
      }));
    },

    resumes: (id) =>
      lever.all(
        {
          ...READ,
          path: `${OPPORTUNITY}/resumes`,
          params: { opportunity: id },
          purpose: "read the list of the candidate's resumes",
        },
        schema.resume,
      ),

    async resumeFile(id, resume) {
      const { status, bytes } = await lever.send({
        ...READ,
        path: `${OPPORTUNITY}/resumes/{resume}/download`,
        params: { opportunity: id, resume },
        purpose: "read the candidate's resume",
        expect: [404, 422],
      });
      return status === 404 || status === 422 ? null : bytes;
    },

    addTags: tagWrite('addTags', 'add tags to the candidate'),
    removeTags: tagWrite('removeTags', 'remove tags from the candidate'),

    formTemplates: () =>
      lever.all(
        {
          method: 'GET',
          path: '/form_templates',
          effect: 'none',
          purpose: 'read the profile form templates',
          candidateData: false,
        },
        schema.formTemplate,
      ),

    forms: async (id) => {
      const all = await lever.all(
        {
          ...READ,
          path: `${OPPORTUNITY}/forms`,
          params: { opportunity: id },
          purpose: "read the candidate's profile forms",
        },
        schema.form,
      );
      return all.filter((form) => form.deletedAt === null);
    },

    createForm: (id, performAs, form) =>
      lever.one(
        {
          method: 'POST',
          path: `${OPPORTUNITY}/forms`,
          params: { opportunity: id },
          query: [['perform_as', performAs]],
          json: form,
          effect: 'once',
          purpose: 'add the profile form',
          candidateData: true,
        },
        schema.form,
      ),

    async changeStage(id, performAs, stage) {
      await lever.one(
        {
          method: 'PUT',
          path: `${OPPORTUNITY}/stage`,
          params: { opportunity: id },
          query: [['perform_as', performAs]],
          json: { stage },
          effect: 'repeatable',
          purpose: 'move the candidate to another stage',
          candidateData: true,
        },
        written,
      );
      return (await opportunity(id)).stage;
    },
  };
}
