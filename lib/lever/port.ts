import type {
  LeverApplication,
  LeverCandidacy,
  LeverFeedback,
  LeverInterview,
  LeverNote,
  LeverOpportunity,
  LeverPanel,
  LeverPosting,
  LeverRequisition,
  LeverStage,
  LeverUser,
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
}
