import {
  applicationRecord,
  contactRecord,
  noteRecords,
  offerRecord,
  opportunityRecord,
  resumeRecord,
} from './candidate-records';
import { API_KEYS } from './known';
import { knownCandidates } from './known-candidates';
import type { Colleague } from './people';
import { pinchedCandidates } from './pinched-candidates';
import { JOBS, postingRecord } from './postings';
import { randomCandidates } from './random-candidates';
import { createRequisitions, REQUISITION_FIELDS } from './requisitions';
import { resumePdf } from './resume-pdf';
import { screeningApplicants } from './screening-applicants';
import { seedPanels } from './seeded-panels';
import { ARCHIVE_REASONS, STAGES } from './stages';
import { createFeedbackTemplates, createFormTemplates } from './templates';
import type { Json, LeverWorld } from './types';

const ORDINARY = 150;
const MEDIA: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Lever's side of the world: the documented candidacies of `KNOWN`, then 150 drawn from the seed. */
export function createLeverWorld({
  seed,
  now,
  people,
}: {
  seed: number;
  now: number;
  people: readonly Colleague[];
}): LeverWorld {
  const byId = (records: Json[]) => new Map<string, Json>(records.map((record) => [record.id, record]));
  const lever: LeverWorld = {
    apiKeys: [
      { key: API_KEYS.normal, confidential: false },
      { key: API_KEYS.confidential, confidential: true },
    ],
    stages: STAGES.map(({ id, text }) => ({ id, text })),
    archiveReasons: ARCHIVE_REASONS.map((reason) => ({ ...reason })),
    postings: byId(JOBS.map((job) => postingRecord(job, now))),
    requisitions: byId(createRequisitions(now)),
    requisitionFields: structuredClone([...REQUISITION_FIELDS]),
    opportunities: new Map(),
    contacts: new Map(),
    applications: new Map(),
    panels: new Map(),
    interviews: new Map(),
    feedback: new Map(),
    notes: new Map(),
    resumes: new Map(),
    files: new Map(),
    offers: new Map(),
    forms: new Map(),
    feedbackTemplates: createFeedbackTemplates(now),
    formTemplates: createFormTemplates(now),
    blobs: new Map(),
  };
  for (const candidate of [
    ...knownCandidates(now),
    ...randomCandidates(seed, ORDINARY),
    ...screeningApplicants(),
    ...pinchedCandidates(),
  ]) {
    const opportunity = opportunityRecord(candidate, now);
    const contact = contactRecord(candidate);
    const application = applicationRecord(candidate, opportunity);
    lever.opportunities.set(opportunity.id, opportunity);
    if (!lever.contacts.has(contact.id)) lever.contacts.set(contact.id, contact);
    if (application) lever.applications.set(application.id, application);
    for (const map of [lever.panels, lever.interviews, lever.feedback, lever.files, lever.forms])
      map.set(opportunity.id, []);
    lever.notes.set(opportunity.id, noteRecords(candidate, opportunity, now));
    lever.resumes.set(opportunity.id, []);
    if (!candidate.anonymized && candidate.document !== null) {
      const plain = () =>
        resumePdf([
          candidate.name,
          candidate.headline,
          candidate.location,
          candidate.email ?? '',
          '',
          'Experience',
          `2021 - today  ${candidate.headline}`,
        ]);
      const bytes = candidate.document?.bytes ?? plain();
      const resume = resumeRecord(candidate, opportunity, bytes.length);
      lever.resumes.set(opportunity.id, [resume]);
      lever.blobs.set(resume.id, { name: resume.file.name, type: MEDIA[resume.file.ext] ?? '', bytes });
    }
    const offer = candidate.stage === 'offer' ? offerRecord(candidate, opportunity, now) : null;
    lever.offers.set(opportunity.id, offer ? [offer] : []);
    if (offer)
      lever.blobs.set(offer.id, {
        name: 'offer.pdf',
        type: 'application/pdf',
        bytes: resumePdf(['Offer letter', candidate.name]),
      });
  }
  seedPanels(lever, people, now);
  return lever;
}
