import type { Tone } from '@/components/badge';
import type { Problem } from '@/lib/domain/problem';
import type { DecisionKind, OwnVerdict } from '../schema';
import type { ApplicantView, CriterionView, EngineView } from '../views';

type Tier = Extract<NonNullable<ApplicantView['result']>, { withheld: false }>['tier'];

/** `many` goes on from a number. */
export const TIER: Record<Tier, { label: string; many: string; about: string; tone: Tone }> = {
  strong: {
    label: 'Strong evidence',
    many: 'with strong evidence',
    about: 'Every must-have is met.',
    tone: 'good',
  },
  promising: { label: 'Promising', many: 'promising', about: 'Much is shown, some is open.', tone: 'accent' },
  open: {
    label: 'Open questions',
    many: 'with open questions',
    about: 'Not found is not negative.',
    tone: 'neutral',
  },
  person: {
    label: 'Needs a person',
    many: 'who need a person',
    about: 'Not judged; each says why.',
    tone: 'warn',
  },
  blind: {
    label: 'Your verdict first',
    many: 'who need your verdict first',
    about: 'The AI’s is shown after yours.',
    tone: 'neutral',
  },
  waiting: { label: 'Waiting', many: 'waiting', about: 'Not screened yet.', tone: 'neutral' },
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

/** A mark that says something else than the evidence. */
export const AGAINST: Record<DecisionKind, string> = {
  accept: 'Accepted although most is open.',
  reject: 'Marked “reject” although there is evidence.',
  flag: 'Flagged.',
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
