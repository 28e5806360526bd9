import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { cx } from '@/components/class-names';
import { Skeleton } from '@/components/placeholder';
import type { LoopRepair } from '@/lib/scheduling/loop/repairs';
import { objectiveOf, termsOf } from '@/lib/scheduling/loop/terms';
import type { LoopTerms } from '@/lib/scheduling/loop/types';
import { planDays } from '../explain/in-words';
import type { LoopQuestion } from '../question';
import { breaksOf } from '../rules';
import type { Alternative, DeclineProofPlan } from '../solver/jobs';
import { same } from '../store-state';
import { useLoop } from './loop-context';
import { listOf, plural, whenText } from './words';

/** "Survives any one decline: all but Marco", with who steps in for whom. */
export function PlanStrength({ question }: { question: LoopQuestion }) {
  const shown = useLoop((state) => state.shown);
  const repairs = useLoop((state) => state.repairs);
  const edited = useLoop((state) => state.past.length > 0);
  const declineProof = useLoop((state) => state.declineProof);
  const name = (p: number): string => question.people[p]?.name ?? '';
  if (!shown) return null;
  if (!repairs) return edited ? null : <Skeleton className="h-6 w-64" />;
  const critical = repairs.critical.map(name);
  const Icon = critical.length === 0 ? ShieldCheck : ShieldAlert;
  return (
    <Section id="loop-strength" title="If somebody declines">
      <div className="rounded-lg border border-line bg-surface">
        <p className="flex items-center gap-2 border-b border-line px-3 py-2">
          <Icon
            size={16}
            aria-hidden="true"
            className={cx('shrink-0', critical.length === 0 ? 'text-good' : 'text-warn')}
          />
          <span className="font-medium">
            Survives any one decline: {critical.length === 0 ? 'yes.' : `all but ${listOf(critical)}.`}
          </span>
        </p>
        {declineProof && <DeclineProofLine found={declineProof} question={question} />}
        <ul className="divide-y divide-line">
          {repairs.repairs.map((repair) => (
            <li key={repair.person} className="flex flex-wrap gap-x-3 px-3 py-1.5">
              <span className="min-w-36 font-medium @max-narrow:min-w-full">{name(repair.person)}</span>
              <span className="min-w-0 flex-1 text-muted">
                {repair.kind === 'none'
                  ? 'Nobody can step in and no other time works.'
                  : repair.kind === 'unknown'
                    ? 'Not found in time; there may be a way.'
                    : changesOf(question, repair)}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

/** "Mateo Rivas takes “Coding”, same time", session by session. */
function changesOf(question: LoopQuestion, { plan, reseated, moved }: LoopRepair): string {
  if (!plan) return '';
  const sessions = [...new Set([...reseated.map(([s]) => s), ...moved])].sort((a, b) => a - b);
  const told = sessions.map((s) => {
    const fresh = reseated.flatMap(([at, q]) =>
      at === s ? [question.people[plan.who[s]?.[q] ?? -1]?.name ?? ''] : [],
    );
    const title = `“${question.sessions[s]?.name}”`;
    const when = moved.includes(s) ? whenText(question, plan, s, question.zone) : 'same time';
    if (fresh.length === 0) return `${title} moves to ${when}`;
    return `${listOf(fresh)} ${fresh.length === 1 ? 'takes' : 'take'} ${title}, ${when}`;
  });
  return told.join('; ');
}

/** The equally good plan with the most stand-ins: this one, or one click away. */
function DeclineProofLine({ found, question }: { found: DeclineProofPlan; question: LoopQuestion }) {
  const shown = useLoop((state) => state.shown);
  const take = useLoop((state) => state.take);
  if (!shown || (found.compared < 2 && found.exact)) return null;
  const among = `${found.exact ? '' : 'at least '}${plural(found.compared, 'equally good plan')}`;
  const missing = found.withoutStandIn.map((p) => question.people[p]?.name ?? '');
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-3 py-2">
      <p className="min-w-0 flex-1 basis-52 text-muted">
        {same(shown, found.plan)
          ? `The most decline-proof of ${among}.`
          : `Of ${among}, another is the most decline-proof: at the same times ${missing.length === 0 ? 'everybody has a stand-in' : `everybody but ${listOf(missing)} has a stand-in`}.`}
      </p>
      {!same(shown, found.plan) && (
        <Button size="sm" onClick={() => take(found.plan)}>
          Show it
        </Button>
      )}
    </div>
  );
}

const TERMS: Record<keyof LoopTerms, string> = {
  day: 'A second day',
  delay: 'Days until it is over',
  idle: 'Waiting between sessions',
  preference: 'Not the first choice of people',
  fair: 'Interviews these people already have that week',
  off: 'Outside comfortable hours (10:00 to 16:00 local)',
  change: 'Changes to what is booked',
  room: 'Rooms larger than needed',
};

/** What the points are made of. */
export function PlanPoints({ question }: { question: LoopQuestion }) {
  const shown = useLoop((state) => state.shown);
  if (!shown || breaksOf(question.instance, shown).length > 0) return null;
  const terms = termsOf(question.instance, shown);
  const total = objectiveOf(terms);
  return (
    <details open className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-9 items-center justify-between gap-2 rounded-lg px-3 py-1.5 hover:bg-hover">
        <span className="font-medium">What makes this plan good or bad</span>
        <span className="tabular text-muted">{plural(total, 'point')}, fewer is better</span>
      </summary>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 border-t border-line px-3 py-2">
        {(Object.keys(TERMS) as (keyof LoopTerms)[])
          .filter((key) => terms[key] > 0)
          .map((key) => (
            <div key={key} className="contents">
              <dt>{TERMS[key]}</dt>
              <dd className="tabular text-right">{terms[key]}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}

const ALTERNATIVE: Record<Alternative['id'], string> = {
  'other-days': 'On other days',
  'other-people': 'With other people',
  'other-order': 'In another order',
};

/** Plans that really differ; taking one can be undone. */
export function Alternatives({ question }: { question: LoopQuestion }) {
  const alternatives = useLoop((state) => state.alternatives);
  const shown = useLoop((state) => state.shown);
  const objective = useLoop((state) => state.search.objective);
  const take = useLoop((state) => state.take);
  if (!shown || !alternatives || alternatives.length === 0) return null;
  return (
    <Section id="loop-alternatives" title="Other good plans">
      <ul className="flex flex-col gap-2">
        {alternatives.map((one) => {
          const more = objective === null ? null : one.objective - objective;
          const people = one.plan.who.flat().filter((p) => !shown.who.flat().includes(p));
          return (
            <li key={one.id} className="min-w-0">
              <button
                type="button"
                onClick={() => take(one.plan)}
                className="flex h-full w-full flex-col rounded-lg border border-line bg-surface px-3 py-2 text-left hover:border-line-strong hover:bg-hover"
              >
                <span className="flex w-full items-baseline justify-between gap-2">
                  <span className="font-medium">{ALTERNATIVE[one.id]}</span>
                  <span className="tabular text-sm text-muted">
                    {more === null || more === 0
                      ? 'as good'
                      : more > 0
                        ? `${plural(more, 'point')} more`
                        : `${plural(-more, 'point')} fewer`}
                  </span>
                </span>
                <span className="text-muted">
                  {planDays(question, one.plan)}
                  {people.length > 0 && ` · ${listOf(people.map((p) => question.people[p]?.name ?? ''))}`}
                  {one.id === 'other-order' &&
                    ` · starts with “${question.sessions[one.plan.start.indexOf(Math.min(...one.plan.start))]?.name}”`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
