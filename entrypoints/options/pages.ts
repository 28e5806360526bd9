import {
  Activity,
  Cable,
  Rocket,
  Scale,
  ScrollText,
  Send,
  ShieldCheck,
  SlidersHorizontal,
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
  activity: {
    label: 'Activity',
    Icon: Activity,
    title: 'Activity',
    about: 'Every plan with each of its writes. Undo, retry or skip from here.',
  },
  automation: {
    label: 'Automation',
    Icon: ShieldCheck,
    title: 'Automation',
    about: 'What may act by itself, how far, and how it earned that. Everything can be switched off here.',
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
} as const;
export type PageId = keyof typeof PAGES;
/** The order of the navigation; what a day is made of comes first, what is set once comes last. */
export const GROUPS: readonly { label: string; pages: readonly PageId[] }[] = [
  { label: 'Work', pages: ['activity'] },
  { label: 'Governance', pages: ['automation', 'fairness', 'audit', 'egress'] },
  { label: 'Set-up', pages: ['start', 'connections', 'people', 'preferences'] },
];
export const PAGE_IDS = Object.keys(PAGES) as PageId[];
