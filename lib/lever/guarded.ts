import {
  type Admission,
  admissionOf,
  isConfidential,
  isTied,
  may,
  seesEverybody,
  type Ties,
  type Viewer,
} from '@/lib/governance/access';
import type { CandidateReading, ReadKind, ReadPurpose } from '@/lib/governance/read-windows';
import { notAdmitted, notAllowed } from '@/lib/governance/refusals';
import type { LeverPort } from './port';

type Opportunity = Awaited<ReturnType<LeverPort['opportunity']>>;

/** What was decided about one candidacy, and when (ms epoch). */
export interface Decided {
  admission: Admission;
  at: number;
}

export interface GuardDeps {
  viewer(): Promise<Viewer>;
  /** Durable when it resolves. */
  note(reading: CandidateReading): Promise<void>;
  /** Remembers for the whole extension which candidacies are concealed; ids only. */
  decided(opportunityId: string, admission: Admission, viewer: Viewer, confidential: boolean): Promise<void>;
  known(opportunityId: string, viewer: Viewer): Promise<Decided | null>;
  now(): number;
}

/** A decision this old is made again: somebody may have become the owner, or the posting confidential. */
const DECISION_LIFE_MS = 5 * 60_000;

/**
 * Lever as the signed-in user may see it. Every reading of candidate data is noted beside the request, and
 * nothing is handed out before the note is durable and the candidacy is known to be one this user may see.
 * Writing needs the role for it. Everything that reads or writes a candidate goes through here.
 */
export function guardLever(lever: LeverPort, deps: GuardDeps, purpose: ReadPurpose): LeverPort {
  /** One reading of the opportunity answers everybody who asks while it is under way. */
  const underway = new Map<string, Promise<Opportunity>>();

  async function note(opportunityId: string, kind: ReadKind): Promise<void> {
    const { id } = await deps.viewer();
    // Whatever reads without a person asking is done by Fulcrum, with the person's access.
    const actor = purpose === 'panel' || purpose === 'booking' ? (id ?? 'fulcrum') : 'fulcrum';
    await deps.note({ actor, opportunityId, kind, purpose });
  }

  async function tiesOf(found: Opportunity): Promise<Ties> {
    const panels = await lever.panels(found.id);
    return {
      owner: found.owner,
      followers: found.followers,
      postingOwner: found.application?.postingOwner ?? null,
      hiringManager: found.application?.postingHiringManager ?? null,
      interviewers: panels.flatMap((panel) =>
        panel.interviews.flatMap((one) => one.interviewers.map(({ id }) => id)),
      ),
    };
  }

  async function read(opportunityId: string): Promise<Opportunity> {
    const [found, viewer] = await Promise.all([
      lever.opportunity(opportunityId),
      deps.viewer(),
      note(opportunityId, 'opportunity'),
    ]);
    const asked = !seesEverybody(viewer.role);
    const tied = asked && isTied(viewer.id, await tiesOf(found));
    const admission = admissionOf(viewer, found.confidentiality, tied);
    await deps.decided(opportunityId, admission, viewer, isConfidential(found.confidentiality));
    if (admission !== 'open') throw notAdmitted(admission);
    return found;
  }

  function opportunity(opportunityId: string): Promise<Opportunity> {
    const running = underway.get(opportunityId);
    if (running) return running;
    const started = read(opportunityId).finally(() => underway.delete(opportunityId));
    underway.set(opportunityId, started);
    return started;
  }

  async function admitted(opportunityId: string): Promise<void> {
    const viewer = await deps.viewer();
    const known = await deps.known(opportunityId, viewer);
    if (!known || deps.now() - known.at > DECISION_LIFE_MS) return void (await opportunity(opportunityId));
    if (known.admission !== 'open') throw notAdmitted(known.admission);
  }

  /** The answer, the admission and the note at once: only the slowest of the three is felt. */
  async function below<T>(opportunityId: string, kind: ReadKind, answer: Promise<T>): Promise<T> {
    const [value] = await Promise.all([answer, admitted(opportunityId), note(opportunityId, kind)]);
    return value;
  }

  async function mayWrite(opportunityId: string): Promise<void> {
    const { role } = await deps.viewer();
    if (!may(role, 'schedule')) throw notAllowed(role, 'schedule');
    await admitted(opportunityId);
  }

  return {
    opportunity,
    async opportunities(filter) {
      const [found, viewer] = await Promise.all([lever.opportunities(filter), deps.viewer()]);
      const open = found.filter(({ owner, followers, application, confidentiality }) => {
        // A list comes without panels: who is tied only by an interview is found by opening the candidate.
        const ties: Ties = {
          owner,
          followers,
          postingOwner: application?.postingOwner ?? null,
          hiringManager: application?.postingHiringManager ?? null,
          interviewers: [],
        };
        return admissionOf(viewer, confidentiality, isTied(viewer.id, ties)) === 'open';
      });
      await Promise.all(open.map(({ id }) => note(id, 'opportunity')));
      return open;
    },
    async posting(id) {
      const [posting, viewer] = await Promise.all([lever.posting(id), deps.viewer()]);
      const admission = admissionOf({ ...viewer, role: 'super-admin' }, posting.confidentiality, true);
      if (admission !== 'open') throw notAdmitted(admission);
      return posting;
    },
    async postings() {
      const [postings, viewer] = await Promise.all([lever.postings(), deps.viewer()]);
      return postings.filter(
        (one) => admissionOf({ ...viewer, role: 'super-admin' }, one.confidentiality, true) === 'open',
      );
    },
    requisitionByCode: lever.requisitionByCode,
    user: lever.user,
    users: lever.users,
    userByEmail: lever.userByEmail,
    stages: lever.stages,
    panels: (id) => below(id, 'interviews', lever.panels(id)),
    panel: (id, panelId) => below(id, 'interviews', lever.panel(id, panelId)),
    interviews: (id) => below(id, 'interviews', lever.interviews(id)),
    feedback: (id) => below(id, 'feedback', lever.feedback(id)),
    notes: (id) => below(id, 'notes', lever.notes(id)),
    async openPostings() {
      const [postings, viewer] = await Promise.all([lever.openPostings(), deps.viewer()]);
      return postings.filter(
        (one) => admissionOf({ ...viewer, role: 'super-admin' }, one.confidentiality, true) === 'open',
      );
    },
    async applicants(postingId, filter) {
      const [found, posting, viewer] = await Promise.all([
        lever.applicants(postingId, filter),
        lever.posting(postingId),
        deps.viewer(),
      ]);
      const open = found.filter(({ owner, followers, confidentiality }) => {
        const ties: Ties = {
          owner,
          followers,
          postingOwner: posting.owner,
          hiringManager: posting.hiringManager,
          interviewers: [],
        };
        return admissionOf(viewer, confidentiality, isTied(viewer.id, ties)) === 'open';
      });
      await Promise.all(open.map(({ id }) => note(id, 'opportunity')));
      return open;
    },
    resumes: (id) => below(id, 'resume', lever.resumes(id)),
    resumeFile: (id, resumeId) => below(id, 'resume', lever.resumeFile(id, resumeId)),
    formTemplates: lever.formTemplates,
    forms: (id) => below(id, 'feedback', lever.forms(id)),
    async addTags(id, performAs, tags) {
      await mayWrite(id);
      return lever.addTags(id, performAs, tags);
    },
    async removeTags(id, performAs, tags) {
      await mayWrite(id);
      return lever.removeTags(id, performAs, tags);
    },
    async createForm(id, performAs, form) {
      await mayWrite(id);
      return lever.createForm(id, performAs, form);
    },
    async changeStage(id, performAs, stageId) {
      await mayWrite(id);
      return lever.changeStage(id, performAs, stageId);
    },
    async createPanel(id, performAs, panel) {
      await mayWrite(id);
      return lever.createPanel(id, performAs, panel);
    },
    async updatePanel(id, performAs, panelId, panel) {
      await mayWrite(id);
      return lever.updatePanel(id, performAs, panelId, panel);
    },
    async deletePanel(id, performAs, panelId) {
      await mayWrite(id);
      return lever.deletePanel(id, performAs, panelId);
    },
    async createNote(id, performAs, text) {
      await mayWrite(id);
      return lever.createNote(id, performAs, text);
    },
    async deleteNote(id, noteId) {
      await mayWrite(id);
      return lever.deleteNote(id, noteId);
    },
  };
}
