import type { Tone } from '@/components/badge';
import type { Problem } from '@/lib/domain/problem';
import type { DecisionKind, OwnVerdict } from '../schema';
import type { ApplicantView, CriterionView, EngineView } from '../views';

type Tier = Extract<NonNullable<ApplicantView['result']>, { withheld: false }>['tier'];

export const TIER: Record<Tier, { label: string; about: string; tone: Tone }> = {
  strong: { label: 'Strong evidence', about: 'Every must-have is shown.', tone: 'good' },
  promising: { label: 'Promising', about: 'At least half of the must-haves are shown.', tone: 'accent' },
  open: { label: 'Open questions', about: 'Little is shown. Not found is not negative.', tone: 'neutral' },
  person: { label: 'Needs a person', about: 'Not judged; the reason is beside each.', tone: 'warn' },
  blind: { label: 'Your verdict first', about: 'The AI’s is shown after yours.', tone: 'neutral' },
  waiting: { label: 'Waiting', about: 'Not screened yet.', tone: 'neutral' },
};

export const VERDICT: Record<CriterionView['verdict'], { label: string; tone: Tone }> = {
  shown: { label: 'Shown', tone: 'good' },
  partly_shown: { label: 'Partly shown', tone: 'accent' },
  not_found: { label: 'Not found', tone: 'neutral' },
  contradicted: { label: 'Contradicted', tone: 'danger' },
  unclear: { label: 'Unclear', tone: 'warn' },
  unverified: { label: 'No quote holds', tone: 'warn' },
};

export const OWN: Record<OwnVerdict, string> = {
  shown: 'Shown',
  partly_shown: 'Partly',
  not_found: 'Not found',
};

export const DECISION: Record<DecisionKind, { label: string; done: string; tone: Tone; key: string }> = {
  accept: { label: 'Accept', done: 'Accepted', tone: 'good', key: 'A' },
  reject: { label: 'Reject', done: 'Marked “reject”', tone: 'danger', key: 'R' },
  flag: { label: 'Flag', done: 'Flagged', tone: 'warn', key: 'F' },
};

/** What judged, in words; rules say plainly that no model was used. */
export const engineWords = ({ engine, model, promptVersion }: EngineView): string =>
  engine === 'rules' ? `Rules only (${model}): no AI model was used` : `${model}, prompt ${promptVersion}`;

export const money = (usd: number): string => (usd === 0 ? 'no cost' : `$${usd.toFixed(usd < 1 ? 3 : 2)}`);

/** Opens a page of the control room in a tab of its own. */
export type OpenPage = (part: 'screening' | 'connections') => void;

/** It was the model that could not be asked or gave no answer; the rules need none. */
export const ofModel = ({ code }: Problem): boolean => code.startsWith('engine-');

const AT_CONNECTIONS = new Set([
  'engine-key-refused',
  'engine-no-model',
  'engine-not-connected',
  'engine-spending-cap',
  'screening-stuck',
  'not-connected',
  'unauthorised',
]);
/** The way out is a setting of a connection. */
export const needsConnections = ({ code }: Problem): boolean => AT_CONNECTIONS.has(code);

/** `22 Nov 2026`, in the reader's zone. */
export const day = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
