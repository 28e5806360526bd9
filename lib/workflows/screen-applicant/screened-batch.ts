import { type DocumentReading, unread } from '@/lib/documents/reading';
import { Failure } from '@/lib/domain/problem';
import type { BlindingLevel, Identity } from '@/lib/evidence/blinding';
import type { Rubric } from '@/lib/evidence/rubric';
import { sha256, toHex } from '@/lib/ledger/bytes';
import type { ScreenApplicantPorts } from './ports';
import { readSettings } from './read-settings';
import { readingId } from './resume-file';
import { approvedOf } from './rubric-book';
import { applicantId, identityFacts } from './screen-one';
import type { StoredApplicant, StoredDocument, StoredScreening } from './stored';

type BatchPorts = Pick<
  ScreenApplicantPorts,
  'lever' | 'refusal' | 'documents' | 'records' | 'kept' | 'clock'
>;

const changed = (id: string, message: string): Failure =>
  new Failure({
    code: 'resume-changed',
    message,
    next: 'Screen the applicant again, then run the check.',
    subject: id,
  });

/**
 * Applicants of a posting that were screened before, as a batch of the customer's own to check the judging with. Only those whom the
 * signed-in user may see; whoever was erased or anonymised is gone from it.
 */
export function createScreenedBatch({ lever, refusal, documents, records, kept, clock }: BatchPorts) {
  /** The resume that was judged: as it was kept, or read again when only its hash was. */
  async function readingOf(id: string, { bytesHash, ...document }: StoredDocument): Promise<DocumentReading> {
    if (!bytesHash) return unread('empty', document.message);
    const place = readingId(id, bytesHash);
    const known = await records.get<DocumentReading>('reading', place);
    if (known) return known;
    const { api } = await lever();
    const bytes = document.resumeId === null ? null : await api.resumeFile(id, document.resumeId);
    if (!bytes) throw changed(id, 'The resume that was screened is not in Lever any more.');
    if (toHex(await sha256(bytes)) !== bytesHash)
      throw changed(id, 'The resume in Lever is another one than the one that was screened.');
    const reading = await documents.read(bytes, document.fileName);
    if (reading.status !== 'timed-out')
      await records.put(
        { kind: 'reading', id: place, opportunityId: id, postingId: null, at: clock.now() },
        reading,
      );
    return reading;
  }

  return {
    /** Oldest application first. */
    async list(postingId: string): Promise<{ id: string; name: string }[]> {
      const stored = await records.list<StoredApplicant>('applicant', { postingId });
      const own = stored.map(({ value }) => ({ id: value.opportunityId, name: value.name }));
      const refused = await Promise.all(own.map(({ id }) => refusal(id)));
      return own.filter((_, i) => refused[i] === null);
    },

    /** Null when there is nothing left of them. Throws the refusal when this user may not see them. */
    async one(
      postingId: string,
      id: string,
    ): Promise<{ id: string; reading: DocumentReading; identity: Identity } | null> {
      const applicant = await records.get<StoredApplicant>('applicant', applicantId(id, postingId));
      const result = applicant && (await records.get<StoredScreening>('screening', applicant.screeningId));
      if (!result) return null;
      // Asked of Lever each time: only that says who may see them now, and what has to be taken out of the resume.
      const { api } = await lever();
      const candidate = await api.opportunity(id);
      if (candidate.isAnonymized) return null;
      return { id, reading: await readingOf(id, result.document), identity: identityFacts(candidate) };
    },

    rubric: async (postingId: string): Promise<Rubric | null> =>
      (await approvedOf(kept, postingId))?.rubric ?? null,

    /** What is taken out before anything reads a resume. */
    blinding: async (): Promise<BlindingLevel> => (await readSettings(kept)).blinding,
  };
}
