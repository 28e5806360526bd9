import type { RoleLevel } from '@/lib/governance/policy';

/** What a finished booking keeps about itself, for limits and for the panel. */
export interface BookingContext {
  slot: { start: number; end: number; zone: string; candidateZone: string };
  /** Lever user ids. */
  who: string[];
  drafts: { to: string[]; subject: string; body: string; audience: 'panel' | 'candidate' | 'lever' }[];
  /** What it was decided on; absent in plans of older versions. */
  about?: {
    candidate: string;
    posting: string | null;
    stage: string | null;
    stageId: string;
    leverUrl: string;
    /** When the calendars were read, ms epoch. */
    readAt: number;
    /** Place of the slot among those proposed, from 0; null when it was none of them. */
    rank: number | null;
    roleLevel: RoleLevel;
    /** Whole sentences for whoever approves. */
    critical: string[];
  };
}
