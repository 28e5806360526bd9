import type { Phase } from '@/lib/governance/policy';

/** A workflow that may act by itself, as people read about it. */
export interface AutomatedWorkflow {
  /** Folder name. */
  workflow: string;
  name: string;
  about: string;
  /** What it does in each phase. */
  phases: Readonly<Record<Phase, string>>;
}

/** Every workflow that is governed here; a new one is one more entry. */
export const AUTOMATED_WORKFLOWS: readonly AutomatedWorkflow[] = [
  {
    workflow: 'schedule-interview',
    name: 'Scheduling',
    about: 'Finds interview times and books them.',
    phases: {
      1: 'Proposes times. A person chooses, reads the preview and books.',
      2: 'May book what it proposes for standard roles when nothing about it is critical. Everything else waits for a person.',
      3: 'As phase 2, and tells a person by itself when it finds no way on.',
    },
  },
  {
    workflow: 'schedule-loop',
    name: 'On-sites',
    about: 'Finds the best plan for interviews with several sessions and books it.',
    phases: {
      1: 'Finds plans and stand-ins. A person chooses, reads the preview and books.',
      2: 'As phase 1: an on-site is always booked by a person.',
      3: 'As phase 1: an on-site is always booked by a person.',
    },
  },
  {
    workflow: 'screen-applicant',
    name: 'Screening',
    about: 'Reads resumes against the criteria of a posting and shows the evidence.',
    phases: {
      1: 'Shows what the resume says, with quotes. A person accepts, and previews what is written to Lever.',
      2: 'As phase 1: every write to Lever still waits for a person.',
      3: 'May also offer to move a candidate on above the threshold, as a plan with preview. Never says no to anybody.',
    },
  },
];
