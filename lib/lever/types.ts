/**
 * The parts of Lever's objects that Fulcrum reads, as the Data API v1 sends them.
 * Source: Lever's developer documentation (hire.lever.co/developer/documentation). Times are ms epoch.
 * Ids are opaque: built-in stages are words (`applicant-new`), the empty template is `no-feedback`.
 */
export interface LeverOpportunity {
  id: string;
  name: string;
  contact: string;
  headline: string;
  stage: string;
  confidentiality: string;
  location: string;
  emails: string[];
  phones: { type: string | null; value: string }[];
  links: string[];
  tags: string[];
  owner: string | null;
  followers: string[];
  applications: string[];
  archived: { reason: string; archivedAt: number } | null;
  createdAt: number;
  updatedAt: number | null;
  isAnonymized: boolean;
  urls: { list: string; show: string };
}

/** An opportunity of a list, with what tells when it came into its stage. */
export interface LeverCandidacy extends LeverOpportunity {
  application: LeverApplication | null;
  /** Every move between stages, oldest first; empty where Lever kept none. */
  stageChanges: { toStageId: string; updatedAt: number }[];
  /** Last move between stages, ms epoch. */
  lastAdvancedAt: number | null;
}

/** Which opportunities to list. Values of one field are alternatives; fields are all required. */
export interface OpportunityFilter {
  postingIds: readonly string[];
  stageIds: readonly string[];
  /** Only those that changed at or after this moment, ms epoch. */
  updatedSince: number;
}

export interface LeverApplication {
  id: string;
  posting: string | null;
  postingOwner: string | null;
  postingHiringManager: string | null;
  name: string;
  email: string | null;
  requisitionForHire?: { id: string; requisitionCode?: string; hiringManagerOnHire?: string | null } | null;
}

export interface LeverPosting {
  id: string;
  text: string;
  state: string;
  confidentiality: string;
  categories: { team?: string; department?: string; location?: string; commitment?: string; level?: string };
  owner: string | null;
  hiringManager: string | null;
  requisitionCodes: string[];
  content: {
    description: string;
    /** Headed lists such as "What you bring"; one plain text per item. */
    lists: { text: string; items: string[] }[];
    closing: string;
  };
  urls: { show: string };
}

/** `customFields` is keyed by field id; values are strings, numbers, or objects for object fields. */
export interface LeverRequisition {
  id: string;
  requisitionCode: string;
  name: string;
  status: string;
  hiringManager: string | null;
  owner: string | null;
  location: string | null;
  team: string | null;
  customFields: Record<string, unknown>;
}

export interface LeverUser {
  id: string;
  name: string;
  username: string;
  email: string;
  accessRole: string;
  deactivatedAt: number | null;
  jobTitle?: string | null;
  photo?: string | null;
}

export interface LeverStage {
  id: string;
  text: string;
}

export interface LeverPanelInterview {
  id: string;
  date: number;
  /** Minutes. */
  duration: number;
  subject: string | null;
  note: string | null;
  location: string | null;
  /** Id of the form, or the word `no-feedback`. */
  feedbackTemplate?: string | null;
  interviewers: { id: string; name: string; email: string; responseStatus?: string }[];
}

export interface LeverPanel {
  id: string;
  applications: string[];
  canceledAt: number | null;
  createdAt: number;
  start: number;
  end: number;
  timezone: string;
  stage: string;
  note: string | null;
  externallyManaged: boolean;
  externalUrl: string | null;
  user: string;
  interviews: LeverPanelInterview[];
}

export interface LeverInterview extends LeverPanelInterview {
  panel: string;
  stage: string;
  canceledAt: number | null;
  feedbackForms: string[];
  postings: string[];
}

export interface LeverFeedback {
  id: string;
  text: string;
  user: string;
  interview: string | null;
  panel: string | null;
  createdAt: number;
  completedAt: number | null;
  deletedAt: number | null;
}

export interface LeverNote {
  id: string;
  user: string;
  secret: boolean;
  createdAt: number;
  deletedAt: number | null;
  fields: { type: string; text: string; value: string; user: string; createdAt: number }[];
}

export interface NewPanel {
  applications?: string[];
  /** IANA zone. */
  timezone: string;
  note?: string;
  /** Carries our own marker; the only free field a panel has besides `note`. */
  externalUrl: string;
  feedbackReminder?: 'once' | 'daily' | 'frequently' | 'none';
  interviews: {
    subject: string;
    note?: string;
    interviewers: { id: string; feedbackTemplate?: string }[];
    date: number;
    duration: number;
    location?: string;
    feedbackTemplate?: string;
  }[];
}

/** A panel as it shall be: what is left out is erased, an interview without `id` is a new one. */
export type PanelUpdate = Omit<NewPanel, 'interviews'> & {
  interviews: (NewPanel['interviews'][number] & { id?: string })[];
};

export interface LeverResume {
  id: string;
  createdAt: number;
  /** Null for a profile that was imported from a site without a document. */
  file: { name: string; ext: string; status: string; uploadedAt: number; size: number } | null;
}

export interface LeverFormField {
  id: string;
  /** There is no number type; `dropdown` and `multiple-choice` have `options`. */
  type: string;
  text: string;
  required: boolean;
  options: string[];
}

export interface LeverFormTemplate {
  id: string;
  text: string;
  fields: LeverFormField[];
}

export interface LeverForm {
  id: string;
  text: string;
  baseTemplateId: string | null;
  user: string;
  createdAt: number;
  deletedAt: number | null;
  fields: { id: string; text: string; value: unknown }[];
}

export interface NewForm {
  baseTemplateId: string;
  /** One entry per field of the template, null where there is nothing to say. */
  fields: { id: string; value: string | null }[];
  /** Only for people who may see sensitive information. */
  secret?: boolean;
}
