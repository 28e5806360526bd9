import type {
  LeverApplication,
  LeverCandidacy,
  LeverFeedback,
  LeverForm,
  LeverFormTemplate,
  LeverInterview,
  LeverNote,
  LeverOpportunity,
  LeverPanel,
  LeverPosting,
  LeverRequisition,
  LeverResume,
  LeverStage,
  LeverUser,
  NewForm,
  NewPanel,
  OpportunityFilter,
  PanelUpdate,
} from './types';

/**
 * Lever Data API v1 as Fulcrum needs it. Every method throws `Failure` with a problem a person can act on.
 * `performAs` is the Lever user id of the signed-in recruiter; writes are attributed to them.
 * Lever has no idempotency key: callers find their own marker before they write again.
 */
export interface LeverPort {
  opportunity(id: string): Promise<LeverOpportunity & { application: LeverApplication | null }>;
  /** Open candidacies (paged). Confidential and archived ones are left out. */
  opportunities(filter: OpportunityFilter): Promise<LeverCandidacy[]>;
  posting(id: string): Promise<LeverPosting>;
  /** All published postings that are not confidential (paged). */
  postings(): Promise<LeverPosting[]>;
  /** Postings carry requisition codes, not ids. Null when no requisition has that code. */
  requisitionByCode(code: string): Promise<LeverRequisition | null>;
  user(id: string): Promise<LeverUser>;
  /** All active users (paged). */
  users(): Promise<LeverUser[]>;
  userByEmail(email: string): Promise<LeverUser | null>;
  stages(): Promise<LeverStage[]>;
  panels(opportunityId: string): Promise<LeverPanel[]>;
  panel(opportunityId: string, panelId: string): Promise<LeverPanel | null>;
  interviews(opportunityId: string): Promise<LeverInterview[]>;
  feedback(opportunityId: string): Promise<LeverFeedback[]>;
  notes(opportunityId: string): Promise<LeverNote[]>;
  createPanel(opportunityId: string, performAs: string, panel: NewPanel): Promise<LeverPanel>;
  /** Replaces the whole panel (externally managed ones only); interviews keep their feedback by their `id`. */
  updatePanel(
    opportunityId: string,
    performAs: string,
    panelId: string,
    panel: PanelUpdate,
  ): Promise<LeverPanel>;
  /** 204; false when it is already gone. */
  deletePanel(opportunityId: string, performAs: string, panelId: string): Promise<boolean>;
  createNote(opportunityId: string, performAs: string, text: string): Promise<LeverNote>;
  deleteNote(opportunityId: string, noteId: string): Promise<boolean>;
  /** Postings that take applications (published, and internal ones). */
  openPostings(): Promise<LeverPosting[]>;
  /**
   * Candidacies of a posting that are not archived, oldest first within a stage. `createdFrom` is ms epoch. They come in pages of
   * 100; there is no webhook for a new one, so callers poll with `createdFrom`.
   */
  applicants(
    postingId: string,
    filter?: { createdFrom?: number; stageIds?: readonly string[] },
  ): Promise<LeverOpportunity[]>;
  resumes(opportunityId: string): Promise<LeverResume[]>;
  /** The bytes of the uploaded file; null when Lever has none it could process (422) or it is gone (404). */
  resumeFile(opportunityId: string, resumeId: string): Promise<Uint8Array | null>;
  /** Tags of the candidacy afterwards. Tags are case-sensitive and come into being by being used. */
  addTags(opportunityId: string, performAs: string, tags: readonly string[]): Promise<string[]>;
  removeTags(opportunityId: string, performAs: string, tags: readonly string[]): Promise<string[]>;
  formTemplates(): Promise<LeverFormTemplate[]>;
  /** Profile forms of the candidacy, deleted ones left out. */
  forms(opportunityId: string): Promise<LeverForm[]>;
  /** Profile forms can be added but neither changed nor deleted through the API. Every field of the template has to be sent. */
  createForm(opportunityId: string, performAs: string, form: NewForm): Promise<LeverForm>;
  /** The stage the candidacy is in afterwards, read back. */
  changeStage(opportunityId: string, performAs: string, stageId: string): Promise<string>;
}
