import {
  Activity,
  Cable,
  ChartColumn,
  Inbox,
  ListOrdered,
  LockKeyhole,
  Rocket,
  Scale,
  ScanText,
  ScrollText,
  Send,
  ShieldCheck,
  SlidersHorizontal,
  TriangleAlert,
  Users,
} from 'lucide-react';

/** Every page of the control room: its name in the navigation, its heading and what it is for. */
export const PAGES = {
  start: {
    label: 'Start',
    Icon: Rocket,
    title: 'Set up Fulcrum',
    about: 'Three steps from here to the first interview times.',
  },
  connections: {
    label: 'Connections',
    Icon: Cable,
    title: 'Connections',
    about: 'Who is connected, what for, until when.',
  },
  people: {
    label: 'People',
    Icon: Users,
    title: 'People',
    about: 'Which calendar is read for each Lever user, and how they want to interview.',
  },
  preferences: {
    label: 'Preferences',
    Icon: SlidersHorizontal,
    title: 'Preferences',
    about: 'How times are searched and ranked.',
  },
  approvals: {
    label: 'Approvals',
    Icon: Inbox,
    title: 'Approvals',
    about: 'What Fulcrum proposes. Nothing happens before your yes, and everything is checked again then.',
  },
  queue: {
    label: 'On-site queue',
    Icon: ListOrdered,
    title: 'On-site queue',
    about: 'Everybody who waits for an on-site, planned together. Each is previewed and booked on its own.',
  },
  load: {
    label: 'Interviewer load',
    Icon: ChartColumn,
    title: 'Interviewer load',
    about: 'Who interviews how much, who is near a limit, and whether it is shared fairly.',
  },
  activity: {
    label: 'Activity',
    Icon: Activity,
    title: 'Activity',
    about: 'Every plan with each of its writes. Undo, retry or skip from here.',
  },
  exceptions: {
    label: 'Exceptions',
    Icon: TriangleAlert,
    title: 'Exceptions',
    about: 'What stopped and needs a person, and who is told.',
  },
  automation: {
    label: 'Automation',
    Icon: ShieldCheck,
    title: 'Automation',
    about: 'What may act by itself, how far, and how it earned that. Everything can be switched off here.',
  },
  screening: {
    label: 'Screening',
    Icon: ScanText,
    title: 'Screening',
    about: 'What is looked for in resumes, who is screened, and how often people agree.',
  },
  fairness: {
    label: 'Fairness',
    Icon: Scale,
    title: 'Fairness',
    about:
      'Whether screening treats people alike: impact ratios, twins, and the bar that write-back has to keep to.',
  },
  audit: {
    label: 'Audit log',
    Icon: ScrollText,
    title: 'Audit log',
    about: 'Each entry is chained to the one before it, so a change shows.',
  },
  egress: { label: 'Egress', Icon: Send, title: 'Egress', about: 'Every request that left this computer.' },
  security: {
    label: 'Security',
    Icon: LockKeyhole,
    title: 'Security',
    about: 'The lock, the passphrase, and what each of them protects.',
  },
} as const;
export type PageId = keyof typeof PAGES;
/** The order of the navigation; what a day is made of comes first, what is set once comes last. */
export const GROUPS: readonly { label: string; pages: readonly PageId[] }[] = [
  { label: 'Work', pages: ['approvals', 'exceptions', 'screening', 'queue', 'load', 'activity'] },
  { label: 'Governance', pages: ['automation', 'fairness', 'audit', 'egress', 'security'] },
  { label: 'Set-up', pages: ['start', 'connections', 'people', 'preferences'] },
];
export const PAGE_IDS = Object.keys(PAGES) as PageId[];
