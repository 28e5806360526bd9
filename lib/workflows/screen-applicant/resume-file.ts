import type { DocumentReading } from '@/lib/documents/reading';
import { sha256, toHex } from '@/lib/ledger/bytes';
import type { ScreenApplicantPorts } from './ports';
import type { StoredDocument } from './stored';

/** A reading as it is kept, so that the viewer opens without another download. */
export const readingId = (opportunityId: string, bytesHash: string): string =>
  `${opportunityId}:${bytesHash}`;
const NO_FILE: Record<'no-resume' | 'not-processed', string> = {
  'no-resume': 'There is no resume in Lever. Ask for one, or judge by what else is known.',
  'not-processed': 'Lever could not process this file and does not hand it out. Open it in Lever.',
};

/** Resumes as Lever has them and as they were read. */
export function createResumeFiles({
  lever,
  documents,
  records,
  clock,
}: Pick<ScreenApplicantPorts, 'lever' | 'documents' | 'records' | 'clock'>) {
  return {
    /** The newest resume in Lever, and why there is none. */
    async newest(opportunityId: string): Promise<{ document: StoredDocument; bytes: Uint8Array | null }> {
      const { api } = await lever();
      const resumes = (await api.resumes(opportunityId)).filter((one) => one.file);
      const latest = resumes.sort((a, b) => b.createdAt - a.createdAt)[0];
      const none = (state: 'no-resume' | 'not-processed', fileName = ''): StoredDocument => ({
        state,
        message: NO_FILE[state],
        fileName,
        format: null,
        pages: 0,
        resumeId: latest?.id ?? null,
        hidden: 0,
        bytesHash: null,
      });
      if (!latest) return { document: none('no-resume'), bytes: null };
      const fileName = latest.file?.name ?? '';
      const bytes = await api.resumeFile(opportunityId, latest.id);
      if (!bytes) return { document: none('not-processed', fileName), bytes: null };
      const bytesHash = toHex(await sha256(bytes));
      return {
        document: { ...none('no-resume', fileName), state: 'read', message: '', bytesHash },
        bytes,
      };
    },

    /** The document as it was read before, or now. */
    async readingOf(
      opportunityId: string,
      document: StoredDocument,
      bytes: Uint8Array,
    ): Promise<DocumentReading> {
      const id = readingId(opportunityId, document.bytesHash ?? '');
      const known = await records.get<DocumentReading>('reading', id);
      if (known) return known;
      const reading = await documents.read(bytes, document.fileName);
      // What ran out of time may be read the next time.
      if (reading.status !== 'timed-out')
        await records.put({ kind: 'reading', id, opportunityId, postingId: null, at: clock.now() }, reading);
      return reading;
    },
  };
}
