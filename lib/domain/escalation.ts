/** Something a person has to know soon, sent outside the browser. */
export interface Escalation {
  /** The same key is sent once: `no-slot:<opportunity id>:<stage id>:<entered at, ms epoch>`. */
  key: string;
  /** Folder name of the workflow. */
  workflow: string;
  opportunityId: string | null;
  postingId: string | null;
  planId: string | null;
  /** One line, without the candidate's name: chat services are outside of Lever. */
  title: string;
  /** Whole sentences: what clashes. */
  reasons: string[];
  /** Whole sentences: the smallest changes that would help. */
  suggestions: string[];
  /** Page in Lever or the control room where it is settled. */
  link: string;
  /** ms epoch since when this has been going on. */
  since: number;
}
