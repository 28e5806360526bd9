import type { ResumeAssessment } from '@/lib/ai/assess-resume';
import { contentHash, requestKey } from '@/lib/ai/request-key';
import type { DocumentReading } from '@/lib/documents/reading';
import { problemOf } from '@/lib/domain/problem';
import type { Rubric } from '@/lib/evidence/rubric';
import type { ScreenApplicantPorts } from './ports';
import type { StoredScreening } from './stored';

const WORKFLOW = 'screen-applicant';

/** Civil date, for "present" in a resume. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Writes what an answer was made of: versions, hashes of inputs and outputs, what was taken out and set aside, cost. No words of the resume. */
export function createScreeningLog({ audit, version }: Pick<ScreenApplicantPorts, 'audit' | 'version'>) {
  return async (
    screening: StoredScreening,
    result: ResumeAssessment | null,
    reading: DocumentReading | null,
    more: { actor: string; took: number; rubric: Rubric; problem?: unknown },
  ): Promise<void> => {
    const { document, identity, assessed } = screening;
    const quotes = assessed?.assessments.flatMap((one) => one.quotes) ?? [];
    await audit.record([
      {
        actor: more.actor,
        workflow: WORKFLOW,
        opportunityId: screening.opportunityId,
        event: more.problem ? 'ai-failed' : assessed ? 'ai-assessed' : 'document-unreadable',
        outcome: more.problem
          ? problemOf(more.problem).code
          : (assessed?.score.band ?? (assessed ? 'abstained' : document.state)),
        details: {
          task: 'claims',
          purpose: 'screen an applicant',
          version,
          resultId: screening.id,
          posting: screening.postingId,
          engine: identity,
          rubric: { version: screening.rubricVersion, hash: screening.rubricHash },
          inputs: {
            bytes: document.bytesHash,
            visibleText: reading ? await contentHash(reading.lines.map(({ text }) => text)) : null,
            // Knows no name: two people with the same resume but for who they are have the same one.
            request: result
              ? await requestKey(identity, {
                  rubric: more.rubric,
                  lines: result.blinded.lines,
                  today: dayOf(screening.at),
                })
              : null,
            blindedText: result ? await contentHash(result.blinded.lines.map(({ text }) => text)) : null,
          },
          document: document.state,
          blinding: screening.blinding,
          takenOut: assessed?.counts ?? {},
          suspicious: assessed?.suspicious.map(({ kind }) => kind) ?? [],
          moved: assessed?.moved ?? [],
          uses: assessed?.uses ?? [],
          quotes: { checked: quotes.length, kept: quotes.filter(({ counts }) => counts).length },
          result: result ? await contentHash(result.assessments) : null,
          coverage: assessed?.score.coverage ?? null,
          abstained: assessed?.score.abstained ?? null,
          took: more.took,
          ...(more.problem ? { problem: problemOf(more.problem) } : {}),
        },
      },
    ]);
  };
}
