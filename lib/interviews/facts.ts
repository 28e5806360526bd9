import type { Problem } from '@/lib/domain/problem';
import type {
  LeverApplication,
  LeverNote,
  LeverOpportunity,
  LeverPanel,
  LeverPosting,
  LeverRequisition,
  LeverStage,
  LeverUser,
} from '@/lib/lever/types';

/** Everything Lever knows about one interview to be scheduled, as read at `readAt` (ms epoch). */
export interface Facts {
  opportunity: LeverOpportunity;
  application: LeverApplication | null;
  posting: LeverPosting | null;
  requisition: LeverRequisition | null;
  stage: LeverStage | null;
  panels: LeverPanel[];
  notes: LeverNote[];
  /** Active and inactive users, by id. */
  users: LeverUser[];
  /** What could not be read, said instead of left out. */
  problems: Problem[];
  readAt: number;
}
