import type { DocumentReading } from '@/lib/documents/reading';
import { Failure } from '@/lib/domain/problem';
import { type Assessment, assess } from '@/lib/evidence/assess';
import {
  type BlindedText,
  type BlindingLevel,
  blind,
  blindedSpan,
  type Identity,
  sourceSpan,
} from '@/lib/evidence/blinding';
import { refuseLeaks } from '@/lib/evidence/blinding-check';
import { nameParts } from '@/lib/evidence/blinding-names';
import { fold } from '@/lib/evidence/blinding-text';
import { keepLower } from '@/lib/evidence/compare-runs';
import { searchableText } from '@/lib/evidence/quote';
import type { Rubric } from '@/lib/evidence/rubric';
import { type Score, score } from '@/lib/evidence/score';
import { secondReading } from '@/lib/evidence/second-reading';
import { findSuspicious, type SuspiciousPassage } from '@/lib/evidence/suspicious-text';
import type { TextLine } from '@/lib/evidence/visible-lines';
import type { AskOptions, ClaimsAnswer, ClaimsRequest, EngineUse, ScreeningEngine } from './port';

export interface ResumeInput {
  reading: DocumentReading;
  rubric: Rubric;
  /** What Lever knows about the person; what the document says about itself is added. */
  identity: Identity;
  blindingLevel: BlindingLevel;
  /** Civil date `YYYY-MM-DD`, for "present". */
  today: string;
  /** Plain text of the posting: its sentences are no evidence. */
  posting?: string;
}

export interface AssessResume extends ResumeInput, Omit<AskOptions, 'guard'> {
  engine: ScreeningEngine;
  /** What `prepareResume` made of the same input, when that was needed before. */
  prepared?: PreparedResume;
}

/** What goes to an engine, and what was found on the way there. */
export interface PreparedResume {
  blinded: BlindedText;
  identity: Identity;
  /** All lines; the key of a stored answer is made of it (`requestKey`). */
  request: ClaimsRequest;
  /** In the blinded lines. */
  suspicious: SuspiciousPassage[];
  /** The request without the suspicious passages and what stands beside them; absent when there are none on visible lines. */
  cleaned?: ClaimsRequest;
  /** Numbers of lines that `cleaned` leaves out though nothing in them is suspicious. */
  around: readonly number[];
}

export interface ResumeAssessment {
  /** One per criterion, in the rubric's order; the places of quotes are parts of `reading.lines`, as a reader sees them. */
  assessments: Assessment[];
  score: Score;
  /** Places are parts of `reading.lines`; hidden passages have none. */
  suspicious: SuspiciousPassage[];
  /** Criteria that the suspicious text would have raised. */
  moved: string[];
  /** One per call of the engine, in order. */
  uses: EngineUse[];
  /** What the engine was given: lines with stand-ins, and how many words were taken out, by kind. */
  blinded: Pick<BlindedText, 'level' | 'lines' | 'counts'>;
  /** For people: what was unusual about this assessment. */
  notes: string[];
}

const merged = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])];

/** True when a line holds every part of a name. */
function standsIn(lines: DocumentReading['lines'], name: string): boolean {
  const parts = nameParts(name);
  return (
    parts.length > 1 &&
    lines.some(({ text }) => {
      const words = fold(text).text.split(/[^\p{L}\p{M}']+/u);
      return parts.every((part) => words.includes(part));
    })
  );
}

/**
 * Everything to take out: what Lever knows and what the document says of itself. Where the name that Lever knows stands in the document,
 * another one read out of it is a heading or a job.
 */
export function identityOf(known: Identity, { identity, sections, lines }: DocumentReading): Identity {
  const found = known.names.some((name) => standsIn(lines, name));
  const schools = (sections.education ?? []).flatMap(({ school }) => (school ? [school] : []));
  return {
    names: merged(known.names, identity.name && !found ? [identity.name] : []),
    emails: merged(known.emails, identity.emails),
    phones: merged(known.phones, identity.phones),
    links: merged(known.links, identity.links),
    places: [...(known.places ?? [])],
    schools: merged(known.schools, schools),
  };
}

/** Where things that stand apart begin in the blinded lines. */
const partsIn = (lines: DocumentReading['lines'], blinded: BlindedText): Map<number, number[]> =>
  new Map(
    lines.flatMap(({ n, page, parts }) =>
      parts
        ? [[n, parts.map((at) => blindedSpan(blinded, { line: n, page, start: at, end: at + 1 }).start)]]
        : [],
    ),
  );

/**
 * Suspicious passages in the blinded lines. They are looked for with the names out that Lever knows, so that nobody is suspected for
 * a name; but a name that only the document claims may be the words of an order.
 */
function suspicionIn(
  lines: readonly TextLine[],
  known: Identity,
  claimed: readonly string[],
  blinded: BlindedText,
  { hidden, lines: read }: DocumentReading,
): SuspiciousPassage[] {
  const find = (text: BlindedText): SuspiciousPassage[] =>
    findSuspicious(text.lines, hidden, partsIn(read, text));
  const parts = known.names.flatMap(nameParts);
  const same = claimed.flatMap(nameParts).every((part) => parts.includes(part));
  if (same || parts.length === 0) return find(blinded);
  const looked = blind(lines, known, blinded.level);
  return find(looked).map((one) => ({
    ...one,
    spans: one.spans.map((span) => blindedSpan(blinded, sourceSpan(looked, span))),
  }));
}

/** Blinds a document and sets suspicious text apart. Pure. */
export function prepareResume({
  reading,
  rubric,
  identity,
  blindingLevel,
  today,
}: ResumeInput): PreparedResume {
  const whole = identityOf(identity, reading);
  const lines = reading.lines.map(({ n, page, text }) => ({ n, page, text }));
  const blinded = blind(lines, whole, blindingLevel);
  const suspicious = suspicionIn(lines, { ...whole, names: identity.names }, whole.names, blinded, reading);
  const request = { rubric, lines: blinded.lines, today };
  const second = secondReading(blinded.lines, suspicious);
  return {
    blinded,
    identity: whole,
    request,
    suspicious,
    ...(second && { cleaned: { ...request, lines: second.lines } }),
    around: second?.around ?? [],
  };
}

/** A request as an engine will get it, with the check of what leaves. */
export interface ClaimsToAsk {
  request: ClaimsRequest;
  guard: NonNullable<AskOptions['guard']>;
}

/** Every request that judging this resume takes, so that they can be asked ahead; none when it cannot be judged. Pure. */
export function claimsToAsk(input: ResumeInput): ClaimsToAsk[] {
  if (unreadable(input.reading)) return [];
  const { blinded, identity, request, cleaned } = prepareResume(input);
  const guard: ClaimsToAsk['guard'] = (body, template) => refuseLeaks(blinded, identity, body, template);
  return [...(cleaned ? [cleaned] : []), request].map((one) => ({ request: one, guard }));
}

/** An engine that is not asked what is known already; what is not known is asked as usual. */
export function withKnownAnswers(
  engine: ScreeningEngine,
  known: (request: ClaimsRequest) => Promise<ClaimsAnswer | null>,
): ScreeningEngine {
  return {
    ...engine,
    claims: async (request, options) => (await known(request)) ?? engine.claims(request, options),
  };
}

/** Why a document cannot be judged at all; undefined when it can. */
function unreadable({ status, message, lines }: DocumentReading): string | undefined {
  return lines.length === 0 || (status !== 'read' && status !== 'partial' && status !== 'ocr')
    ? message
    : undefined;
}

/**
 * Blind, ask, look every quote up, ask again without suspicious text and keep the lower answer, add up. Whatever the engine
 * answers, only words that stand in the visible and unsuspicious text count. Throws the engine's `Failure`.
 */
export async function assessResume(input: AssessResume): Promise<ResumeAssessment> {
  const { reading, rubric, engine } = input;
  const { blinded, identity, request, suspicious, cleaned, around } = input.prepared ?? prepareResume(input);
  const reason = unreadable(reading);
  const uses: EngineUse[] = [];
  const notes: string[] = [];
  const shown = {
    suspicious: suspicious.map((one) => ({
      ...one,
      spans: one.spans.map((span) => sourceSpan(blinded, span)),
    })),
    blinded: { level: blinded.level, lines: blinded.lines, counts: blinded.counts },
    uses,
    notes,
  };
  if (reason) {
    const assessments = assess(rubric, [], searchableText({ lines: [] }));
    return { ...shown, assessments, score: score(rubric, assessments, reason), moved: [] };
  }
  const text = searchableText({
    lines: blinded.lines,
    hidden: reading.hidden.map((one) => one.text),
    suspicious: suspicious.flatMap(({ spans }) => spans),
    ...(input.posting === undefined ? {} : { posting: input.posting }),
  });
  const ask = async (of: ClaimsRequest): Promise<Assessment[]> => {
    const { claims, use } = await engine.claims(of, {
      purpose: input.purpose,
      ...(input.signal && { signal: input.signal }),
      ...(input.onProgress && { onProgress: input.onProgress }),
      guard: (body, template) => refuseLeaks(blinded, identity, body, template),
    });
    uses.push(use);
    return assess(rubric, claims, text);
  };

  const { assessments, moved } = cleaned
    ? await compared(
        () => ask(cleaned),
        () => ask(request),
        around,
        notes,
      )
    : { assessments: await ask(request), moved: [] };
  return {
    ...shown,
    assessments: assessments.map((one) => inSource(one, blinded)),
    score: score(rubric, assessments, undefined, moved),
    moved,
  };
}

/** Answers that the text in question itself may have caused; the answer without it stands then. */
const CAUSED = ['engine-refused', 'engine-bad-answer', 'engine-cut-off'];

async function compared(
  without: () => Promise<Assessment[]>,
  withText: () => Promise<Assessment[]>,
  around: readonly number[],
  notes: string[],
): Promise<{ assessments: Assessment[]; moved: string[] }> {
  const clean = await without();
  if (around.length > 0)
    notes.push(
      `Judged without the suspicious text, ${around.length === 1 ? 'one line' : `${around.length} lines`} beside it ${around.length === 1 ? 'was' : 'were'} left out, too.`,
    );
  let all: Assessment[];
  try {
    all = await withText();
  } catch (error) {
    if (!(error instanceof Failure) || !CAUSED.includes(error.problem.code)) throw error;
    notes.push('With the suspicious text there was no usable answer; this is the answer without it.');
    return { assessments: clean, moved: [] };
  }
  const kept = keepLower(all, clean, around);
  notes.push(
    kept.moved.length > 0
      ? `The suspicious text would have raised ${kept.moved.length === 1 ? 'one criterion' : `${kept.moved.length} criteria`}; the lower judgement counts.`
      : 'The resume was judged with and without the suspicious text; nothing was raised by it.',
  );
  return kept;
}

function inSource(assessment: Assessment, blinded: BlindedText): Assessment {
  return {
    ...assessment,
    quotes: assessment.quotes.map((quote) =>
      quote.location.found
        ? {
            ...quote,
            location: {
              ...quote.location,
              spans: quote.location.spans.map((span) => sourceSpan(blinded, span)),
            },
          }
        : quote,
    ),
  };
}
