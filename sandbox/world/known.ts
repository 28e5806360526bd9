import { uuidOf } from './random';

export const opportunityIdOf = (key: string) => uuidOf('opportunity', key);

/** Keys of those in `pinched-candidates.ts`, in the order in which they came. */
const PINCHED = ['pinched-1', 'pinched-2', 'pinched-3', 'pinched-4', 'pinched-5'];

/**
 * Candidacies (opportunity ids) that exist in every world, whatever the seed and the date.
 * Names and details: `known-candidates.ts`.
 */
export const KNOWN = {
  /** On-site for Senior Backend Engineer; panel of Priya (Google, London), Tom (Microsoft, Berlin), Ines (Google, Lisbon). */
  simple: opportunityIdOf('simple'),
  /** Security Engineer; Farah Siddiqui's calendar (Microsoft) is hidden. */
  unreadable: opportunityIdOf('unreadable'),
  /** Product Designer; Theo Laurent (Google) is hidden and Hugo Marchetti has no calendar at all. */
  noCalendar: opportunityIdOf('no-calendar'),
  /** Site Reliability Engineer with no e-mail address; requisition names roles, not people. */
  noEmail: opportunityIdOf('no-email'),
  /** The posting carries requisition code PRD-031, which no requisition has. */
  missingRequisition: opportunityIdOf('missing-requisition'),
  /** Script tags, right-to-left override, emoji, a 300-character name, CRLF. */
  hostile: opportunityIdOf('hostile'),
  /** VP Engineering. */
  executive: opportunityIdOf('executive'),
  /** Confidential posting; invisible to a key without the grant. */
  confidential: opportunityIdOf('confidential'),
  /** Data Scientist in New York whose notes say "only mornings New York time". */
  constrained: opportunityIdOf('constrained'),
  /** Requisition without `required_interviewers` and without `interview_duration`. */
  bareRequisition: opportunityIdOf('bare-requisition'),
  /** Two candidacies of one person. */
  twice: [opportunityIdOf('twice-a'), opportunityIdOf('twice-b')],
  /** On-site of five sessions for Staff Platform Engineer: pools in London, Berlin, Kolkata, Chicago and more; rooms in London. */
  onSite: opportunityIdOf('on-site'),
  /** On-site for Platform Product Lead that no plan fits: one interviewer's day begins when London's ends. */
  onSiteImpossible: opportunityIdOf('on-site-impossible'),
  /**
   * Five who wait for an on-site with the same architect, longest first: two for Payments Lead (any of his days would
   * do), three for Payments Risk Lead (only Tuesday and Thursday). Booked as they came, days or places are lost.
   */
  pinched: PINCHED.map(opportunityIdOf),
  archived: opportunityIdOf('archived'),
  anonymized: opportunityIdOf('anonymized'),
  /** Has an upcoming panel made by the API (externally managed), and one made in the app. */
  withPanels: opportunityIdOf('with-panels'),
  /** In the offer stage with a sent offer. */
  offer: opportunityIdOf('offer'),
} as const;

/** Some of the 44 applicants for Site Reliability Engineer that wait to be screened; see `screening-applicants.ts`. */
export const APPLICANTS = {
  /** PDF that shows every must-have. */
  strong: opportunityIdOf('applicant-0'),
  /** The same in Word. */
  word: opportunityIdOf('applicant-1'),
  /** Shows two of four must-haves. */
  partly: opportunityIdOf('applicant-2'),
  /** About another profession altogether. */
  other: opportunityIdOf('applicant-3'),
  /** Pictures of pages without text. */
  scan: opportunityIdOf('applicant-4'),
  password: opportunityIdOf('applicant-5'),
  /** Tells the reader, in plain sight, to rate it highest. */
  injection: opportunityIdOf('applicant-6'),
  /** White words on white paper claim skills that the visible text does not show. */
  hidden: opportunityIdOf('applicant-7'),
  /** Word document with a paragraph that is not shown. */
  vanished: opportunityIdOf('applicant-8'),
  /** Lever could not process the file. */
  unprocessed: opportunityIdOf('applicant-9'),
  /** A profile without a document. */
  noResume: opportunityIdOf('applicant-10'),
  /** One blank page. */
  blank: opportunityIdOf('applicant-11'),
} as const;

/** Keys for Basic auth. Any other key is answered 401, as a revoked one would be. */
export const API_KEYS = {
  normal: 'sandbox-lever-key-4f2c0a6d9b1e7358',
  confidential: 'sandbox-lever-key-confidential-c4d6e8f0',
  revoked: 'sandbox-lever-key-revoked-00000000',
} as const;

/** The OAuth client of the sandbox organisation. */
export const LEVER_OAUTH_CLIENT = {
  id: 'fulcrum-sandbox-client',
  secret: 'sandbox-lever-client-secret',
} as const;
