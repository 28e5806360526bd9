import {
  type ClaimsToAsk,
  claimsToAsk,
  type ResumeAssessment,
  type ResumeInput,
} from '@/lib/ai/assess-resume';
import type { ClaimsAnswer, ClaimsRequest, EngineIdentity } from '@/lib/ai/port';
import { contentHash, requestKey } from '@/lib/ai/request-key';
import type { DocumentReading } from '@/lib/documents/reading';
import { Failure } from '@/lib/domain/problem';
import type { Rubric } from '@/lib/evidence/rubric';
import type { LeverApplication, LeverOpportunity } from '@/lib/lever/types';
import type { ResumeAssessor, ScreenApplicantPorts } from './ports';
import { createResumeFiles } from './resume-file';
import { postingText, type RubricBooks } from './rubric-book';
import type { ApprovedRubric, ScreeningSettings } from './schema';
import { createScreeningLog, dayOf } from './screening-log';
import type { StoredApplicant, StoredDocument, StoredScreening } from './stored';

/** Raised when the way from a resume to a result changes without the engine changing. */
const PIPELINE = 1;

/** Shorter hidden text is a stray mark of the program that made the file. */
const SHORTEST_HIDDEN = 20;

/** An answer asked ahead; the same words of two people are two answers, each sealed under its own key. */
const answerId = (opportunityId: string, key: string): string => `${opportunityId}:${key}`;
export const applicantId = (opportunityId: string, postingId: string): string =>
  `${postingId}:${opportunityId}`;

export interface ScreenOptions {
  /** Ask anew although there is an answer. */
  again?: boolean;
  /** Who asked: a Lever user id, or `fulcrum` for the queue. */
  actor: string;
  /** By the rules, although there is a model. */
  rules?: boolean;
  /** Civil date on which answers were asked ahead; what is there of them is used, the rest is asked for now. */
  asked?: string;
  /** Share of the expected answer, 0 to 1. */
  onProgress?(share: number): void;
  signal?: AbortSignal;
}

export interface Screened {
  screening: StoredScreening;
  /** True when a stored answer was given and nothing was asked. */
  stored: boolean;
}

type Candidate = LeverOpportunity & { application: LeverApplication | null };

/** A posting read so long ago is read again, ms. */
const POSTING_AGE = 5 * 60_000;

/** What Lever knows of the person; taken out of what anybody reads. */
export const identityFacts = ({ name, emails, phones, links, location }: LeverOpportunity) => ({
  names: name ? [name] : [],
  emails,
  phones: phones.map(({ value }) => value),
  links,
  places: location ? [location] : [],
});

/** Screens one applicant: newest resume, reading, judgement, stored under the hash of all that decided it. */
export function createScreening(ports: ScreenApplicantPorts, books: RubricBooks) {
  const { lever, records, clock } = ports;
  const log = createScreeningLog(ports);
  const { newest, readingOf } = createResumeFiles(ports);
  const postings = new Map<string, { text: string; at: number }>();

  /** A queue of one posting reads it once, not once for each applicant. */
  async function postingOf(postingId: string): Promise<string> {
    const known = postings.get(postingId);
    if (known && clock.now() - known.at < POSTING_AGE) return known.text;
    const { api } = await lever();
    const text = postingText(await api.posting(postingId));
    postings.set(postingId, { text, at: clock.now() });
    return text;
  }

  /** The name of an answer. The day is left out on purpose: the same resume has the same answer tomorrow. */
  const keyOf = (of: {
    document: StoredDocument;
    rubricHash: string;
    posting: string;
    blinding: number;
    identity: EngineIdentity;
    opportunityId: string;
    run: number | null;
  }): Promise<string> =>
    contentHash({
      pipeline: PIPELINE,
      state: of.document.bytesHash ?? of.document.state,
      rubric: of.rubricHash,
      posting: of.posting,
      blinding: of.blinding,
      engine: of.identity,
      candidate: of.opportunityId,
      ...(of.run === null ? {} : { run: of.run }),
    });

  async function keep(screening: StoredScreening, candidate: Candidate, before: string | null) {
    const { opportunityId, postingId, id, at } = screening;
    await records.put({ kind: 'screening', id, opportunityId, postingId, at }, screening);
    await current(screening, candidate, before);
  }

  /** Makes an answer the one that stands. */
  async function current(screening: StoredScreening, candidate: Candidate, before: string | null) {
    const { opportunityId, postingId, id } = screening;
    const applicant: StoredApplicant = {
      v: 1,
      opportunityId,
      postingId,
      name: candidate.name,
      appliedAt: candidate.createdAt,
      screeningId: id,
      before,
    };
    const at = candidate.createdAt;
    await records.put(
      { kind: 'applicant', id: applicantId(opportunityId, postingId), opportunityId, postingId, at },
      applicant,
    );
  }

  async function facts(opportunityId: string) {
    const { api } = await lever();
    const candidate = await api.opportunity(opportunityId);
    if (candidate.isAnonymized)
      throw new Failure({
        code: 'candidate-anonymised',
        message: 'This candidate was anonymised in Lever; there is nothing to screen.',
        next: 'Nothing needs to be done.',
      });
    const postingId = candidate.application?.posting;
    if (!postingId)
      throw new Failure({
        code: 'no-posting',
        message: 'This candidate has not applied to a posting, so there are no criteria to screen by.',
        next: 'Add the candidate to a posting in Lever.',
      });
    const approved = (await books.read(postingId))?.approved.at(-1);
    if (!approved)
      throw new Failure({
        code: 'no-criteria',
        message: 'The criteria of this posting are not approved yet.',
        next: 'Open Screening in the control room and approve them.',
        subject: postingId,
      });
    return { candidate, postingId, approved, posting: await postingOf(postingId) };
  }

  interface Prepared {
    candidate: Candidate;
    postingId: string;
    approved: ApprovedRubric;
    posting: string;
    document: StoredDocument;
    reading: DocumentReading | null;
    assessor: ResumeAssessor;
    identity: EngineIdentity;
  }

  async function prepare(opportunityId: string, rules = false): Promise<Prepared> {
    const assessor = rules ? ports.rules : ports.assessor;
    const known = await facts(opportunityId);
    const { document, bytes } = await newest(opportunityId);
    const reading = bytes ? await readingOf(opportunityId, document, bytes) : null;
    const stated = reading
      ? {
          ...document,
          state: reading.status,
          message: reading.message,
          format: reading.format ?? null,
          pages: reading.pages,
          hidden: reading.hidden.filter(({ page, text }) => page > 0 && text.trim().length >= SHORTEST_HIDDEN)
            .length,
        }
      : document;
    return { ...known, document: stated, reading, assessor, identity: await assessor.identity() };
  }

  function inputOf(
    { candidate, approved, posting, reading }: Prepared,
    settings: ScreeningSettings,
    today: string,
  ): ResumeInput | null {
    if (!reading || reading.lines.length === 0) return null;
    return {
      reading,
      rubric: approved.rubric satisfies Rubric,
      identity: identityFacts(candidate),
      blindingLevel: settings.blinding,
      today,
      posting,
    };
  }

  function ask(
    prepared: Prepared,
    settings: ScreeningSettings,
    { signal, onProgress, asked }: Pick<ScreenOptions, 'signal' | 'onProgress' | 'asked'> = {},
  ): Promise<ResumeAssessment> | null {
    const input = inputOf(prepared, settings, asked ?? dayOf(clock.now()));
    if (!input) return null;
    return prepared.assessor.assess(input, {
      purpose: 'screen an applicant',
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
      ...(asked && {
        known: async (request: ClaimsRequest) =>
          records.get<ClaimsAnswer>(
            'claims',
            answerId(prepared.candidate.id, await requestKey(prepared.identity, request)),
          ),
      }),
    });
  }

  return {
    /** Throws `Failure`: of Lever, of the engine, or because nothing can be screened by. */
    async screen(
      opportunityId: string,
      settings: ScreeningSettings,
      options: ScreenOptions,
    ): Promise<Screened> {
      const began = clock.now();
      const prepared = await prepare(opportunityId, options.rules);
      const { candidate, postingId, approved, document, identity } = prepared;
      const standing = await records.get<StoredApplicant>('applicant', applicantId(opportunityId, postingId));
      const run = options.again ? began : null;
      const key = await keyOf({
        document,
        rubricHash: approved.hash,
        posting: prepared.posting,
        blinding: settings.blinding,
        identity,
        opportunityId,
        run,
      });
      const known = await records.get<StoredScreening>('screening', key);
      if (known) {
        if (standing?.screeningId !== key) await current(known, candidate, standing?.screeningId ?? null);
        return { screening: known, stored: true };
      }
      const base: StoredScreening = {
        v: 1,
        id: key,
        opportunityId,
        postingId,
        at: began,
        rubricVersion: approved.rubric.version,
        rubricHash: approved.hash,
        blinding: settings.blinding,
        identity,
        document,
        assessed: null,
      };
      let result: ResumeAssessment | null;
      try {
        result = await ask(prepared, settings, options);
      } catch (error) {
        await log(base, null, prepared.reading, {
          actor: options.actor,
          took: clock.now() - began,
          rubric: approved.rubric,
          problem: error,
        });
        throw error;
      }
      const screening: StoredScreening = {
        ...base,
        assessed: result && {
          assessments: result.assessments,
          score: result.score,
          suspicious: result.suspicious,
          moved: result.moved,
          notes: result.notes,
          uses: result.uses,
          counts: result.blinded.counts,
        },
      };
      await log(screening, result, prepared.reading, {
        actor: options.actor,
        took: clock.now() - began,
        rubric: approved.rubric,
      });
      await keep(screening, candidate, standing?.screeningId ?? null);
      if (options.asked)
        for (const { place } of await records.list('claims', { opportunityId }))
          await records.remove('claims', place.id);
      return { screening, stored: false };
    },

    /** What would have to be asked about this resume, by the name each answer is stored under; nothing when it cannot be judged. */
    async toAsk(
      opportunityId: string,
      settings: ScreeningSettings,
      today: string,
    ): Promise<(ClaimsToAsk & { key: string })[]> {
      const prepared = await prepare(opportunityId);
      const input = inputOf(prepared, settings, today);
      return Promise.all(
        (input ? claimsToAsk(input) : []).map(async (one) => ({
          ...one,
          key: await requestKey(prepared.identity, one.request),
        })),
      );
    },
    /** Keeps an answer that was asked ahead until the applicant is screened. */
    async keepAnswer(
      of: { opportunityId: string; postingId: string },
      key: string,
      answer: ClaimsAnswer,
    ): Promise<void> {
      const id = answerId(of.opportunityId, key);
      await records.put({ kind: 'claims', id, ...of, at: clock.now() }, answer);
    },

    /** Asks several times about the same resume; nothing of it is kept; the caller logs it. */
    async repeat(
      opportunityId: string,
      settings: ScreeningSettings,
      runs: number,
    ): Promise<{ results: ResumeAssessment[]; rubric: Rubric }> {
      const prepared = await prepare(opportunityId);
      const results: ResumeAssessment[] = [];
      for (let n = 0; n < runs; n++) {
        const result = await ask(prepared, settings);
        if (!result)
          throw new Failure({
            code: 'nothing-to-judge',
            message: prepared.document.message,
            next: 'Screen again when there is a document with text.',
          });
        results.push(result);
      }
      return { results, rubric: prepared.approved.rubric };
    },

    facts,
  };
}

export type Screening = ReturnType<typeof createScreening>;
