/** What a finished booking keeps about itself, for limits and for the panel. */
export interface BookingContext {
  slot: { start: number; end: number; zone: string; candidateZone: string };
  /** Lever user ids. */
  who: string[];
  drafts: { to: string[]; subject: string; body: string; audience: 'panel' | 'candidate' | 'lever' }[];
}
