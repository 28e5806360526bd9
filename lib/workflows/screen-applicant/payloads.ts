/** Reads the candidate again before anything is written; later steps take the tags from its result. */
export interface CheckCandidatePayload {
  opportunityId: string;
}
export interface CheckedCandidate {
  tags: string[];
  stage: string;
}

export interface TagsPayload {
  opportunityId: string;
  performAs: string;
  tags: string[];
  /** Our own tags of an earlier screening: those that are there and not in `tags` are taken off. */
  replace: string[];
  /** Id of the action whose result holds the tags that were there before. */
  check: string;
}
export interface TagsWritten {
  /** Not there before; undo removes these and no others. */
  added: string[];
  /** Were there before; undo puts them back. */
  removed: string[];
}

export interface FormPayload {
  opportunityId: string;
  performAs: string;
  baseTemplateId: string;
  fields: { id: string; value: string | null }[];
  /** Stands in one of the values; a form that carries it is ours. */
  marker: string;
}

export interface StagePayload {
  opportunityId: string;
  performAs: string;
  stageId: string;
  stageName: string;
  /** Id of the action whose result holds the stage before. */
  check: string;
}
