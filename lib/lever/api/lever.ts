import { Failure } from '@/lib/domain/problem';
import type { Http } from '@/lib/platform/http-types';
import type { LeverPort } from '../port';
import type { LeverApplication } from '../types';
import { createLeverClient, type LeverCredentialSource } from './client';
import * as schema from './schemas';
import { createScreeningCalls } from './screening';

export interface LeverApiDeps {
  http: Http;
  credentials: LeverCredentialSource;
}

const READ = { method: 'GET', effect: 'none' } as const;

/**
 * Lever's Data API v1 behind {@link LeverPort}. Basic auth with an API key, or a bearer token. Writes are read
 * back, because their answers leave fields blank; a panel or note that was written but could not be read back is
 * taken from the write's own answer.
 */
export function createLeverApi({ http, credentials }: LeverApiDeps): LeverPort {
  const lever = createLeverClient(http, credentials);

  /** Lists below one opportunity. */
  const below = (kind: 'panels' | 'interviews' | 'feedback' | 'notes', id: string) =>
    ({
      ...READ,
      path: `/opportunities/{opportunity}/${kind}`,
      params: { opportunity: id },
      purpose: `read the candidate's ${kind}`,
      candidateData: true,
    }) as const;

  /** What was just written, read again; `written` when the reading fails, because the write has succeeded. */
  async function readBack<T>(written: T, read: () => Promise<T | null>): Promise<T> {
    try {
      return (await read()) ?? written;
    } catch (error) {
      if (error instanceof Failure) return written;
      throw error;
    }
  }

  async function remove(call: Parameters<typeof lever.send>[0]): Promise<boolean> {
    return (await lever.send({ ...call, expect: [404] })).status !== 404;
  }

  /** The application as an object: Lever expands it where it was asked to, and sends its id elsewhere. */
  async function withApplication<T extends { id: string; applications: (string | LeverApplication)[] }>(
    read: T,
  ): Promise<Omit<T, 'applications'> & { applications: string[]; application: LeverApplication | null }> {
    const expanded = read.applications.find((entry) => typeof entry === 'object');
    const first = read.applications[0];
    const application =
      expanded ??
      (typeof first === 'string'
        ? await lever.oneOrNull(
            {
              ...READ,
              path: '/opportunities/{opportunity}/applications/{application}',
              params: { opportunity: read.id, application: first },
              purpose: "read the candidate's application",
              candidateData: true,
            },
            schema.application,
          )
        : null);
    const applications = read.applications.map((entry) => (typeof entry === 'string' ? entry : entry.id));
    return { ...read, applications, application };
  }

  const api: LeverPort = {
    ...createScreeningCalls(lever, (id) => api.opportunity(id)),
    async opportunity(id) {
      const read = await lever.one(
        {
          ...READ,
          path: '/opportunities/{opportunity}',
          params: { opportunity: id },
          query: [['expand', 'applications']],
          purpose: 'read the candidate',
          candidateData: true,
        },
        schema.opportunity,
      );
      return withApplication(read);
    },

    async opportunities({ postingIds, stageIds, updatedSince }) {
      const listed = await lever.all(
        {
          ...READ,
          path: '/opportunities',
          query: [
            ...postingIds.map((id) => ['posting_id', id] as const),
            ...stageIds.map((id) => ['stage_id', id] as const),
            ['updated_at_start', String(updatedSince)],
            ['archived', 'false'],
            ['expand', 'applications'],
          ],
          purpose: 'look for candidates who entered an interview stage',
          candidateData: true,
        },
        schema.candidacy,
      );
      return Promise.all(listed.map(withApplication));
    },

    posting: (id) =>
      lever.one(
        {
          ...READ,
          path: '/postings/{posting}',
          params: { posting: id },
          purpose: 'read the posting',
          candidateData: false,
        },
        schema.posting,
      ),

    postings: () =>
      lever.all(
        {
          ...READ,
          path: '/postings',
          query: [['state', 'published']],
          purpose: 'read the published postings',
          candidateData: false,
        },
        schema.posting,
      ),

    async requisitionByCode(code) {
      const found = await lever.all(
        {
          ...READ,
          path: '/requisitions',
          query: [['requisition_code', code]],
          purpose: 'read the requisition',
          candidateData: false,
        },
        schema.requisition,
      );
      return found.find((requisition) => requisition.requisitionCode === code) ?? null;
    },

    user: (id) =>
      lever.one(
        {
          ...READ,
          path: '/users/{user}',
          params: { user: id },
          purpose: 'read a Lever user',
          candidateData: false,
        },
        schema.user,
      ),

    users: () =>
      lever.all(
        { ...READ, path: '/users', purpose: 'read the Lever users', candidateData: false },
        schema.user,
      ),

    async userByEmail(email) {
      const found = await lever.all(
        {
          ...READ,
          path: '/users',
          query: [['email', email]],
          purpose: 'find a Lever user by e-mail address',
          candidateData: false,
        },
        schema.user,
      );
      return found.find((user) => user.email.toLowerCase() === email.toLowerCase()) ?? null;
    },

    stages: () =>
      lever.all(
        { ...READ, path: '/stages', purpose: 'read the pipeline stages', candidateData: false },
        schema.stage,
      ),

    panels: (id) => lever.all(below('panels', id), schema.panel),
    interviews: (id) => lever.all(below('interviews', id), schema.interview),
    feedback: (id) => lever.all(below('feedback', id), schema.feedback),
    notes: (id) => lever.all(below('notes', id), schema.note),

    panel: (id, panelId) =>
      lever.oneOrNull(
        {
          ...READ,
          path: '/opportunities/{opportunity}/panels/{panel}',
          params: { opportunity: id, panel: panelId },
          purpose: 'read the interview panel',
          candidateData: true,
        },
        schema.panel,
      ),

    async createPanel(id, performAs, panel) {
      const written = await lever.one(
        {
          method: 'POST',
          path: '/opportunities/{opportunity}/panels',
          params: { opportunity: id },
          query: [['perform_as', performAs]],
          json: panel,
          effect: 'once',
          purpose: 'create the interview panel',
          candidateData: true,
        },
        schema.panel,
      );
      return readBack(written, () => api.panel(id, written.id));
    },

    async updatePanel(id, performAs, panelId, panel) {
      const written = await lever.one(
        {
          method: 'PUT',
          path: '/opportunities/{opportunity}/panels/{panel}',
          params: { opportunity: id, panel: panelId },
          query: [['perform_as', performAs]],
          json: panel,
          // Existing interviews go along by their id, so sending the same panel again changes nothing.
          effect: 'repeatable',
          purpose: 'change the interview panel',
          candidateData: true,
        },
        schema.panel,
      );
      return readBack(written, () => api.panel(id, written.id));
    },

    deletePanel: (id, performAs, panelId) =>
      remove({
        method: 'DELETE',
        path: '/opportunities/{opportunity}/panels/{panel}',
        params: { opportunity: id, panel: panelId },
        query: [['perform_as', performAs]],
        effect: 'repeatable',
        purpose: 'delete the interview panel',
        candidateData: true,
      }),

    async createNote(id, performAs, value) {
      const made = await lever.one(
        {
          method: 'POST',
          path: '/opportunities/{opportunity}/notes',
          params: { opportunity: id },
          query: [['perform_as', performAs]],
          json: { value },
          effect: 'once',
          purpose: 'add the note',
          candidateData: true,
        },
        schema.writtenNote,
      );
      const read = () =>
        lever.oneOrNull(
          {
            ...READ,
            path: '/opportunities/{opportunity}/notes/{note}',
            params: { opportunity: id, note: made.id },
            purpose: 'read the note back',
            candidateData: true,
          },
          schema.note,
        );
      const written = {
        id: made.id,
        user: made.user || performAs,
        secret: false,
        createdAt: made.createdAt,
        deletedAt: null,
      };
      const fields = [{ type: 'note', text: 'Comment', value, user: performAs, createdAt: made.createdAt }];
      return readBack({ ...written, fields }, read);
    },

    deleteNote: (id, noteId) =>
      remove({
        method: 'DELETE',
        path: '/opportunities/{opportunity}/notes/{note}',
        params: { opportunity: id, note: noteId },
        effect: 'repeatable',
        purpose: 'delete the note',
        candidateData: true,
      }),
  };
  return api;
}
