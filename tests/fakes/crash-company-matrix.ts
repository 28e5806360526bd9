import type { Settings } from '@/lib/domain/settings';
import type { NotePayload } from '@/lib/interviews/payloads';
import type { Action, Plan } from '@/lib/ledger/plan';
import { actionKey } from '@/lib/ledger/propose';
import { repairsFor } from '@/lib/scheduling/loop/repairs';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import { choiceOf, planOf } from '@/lib/workflows/schedule-loop/question';
import type { LoopChoice } from '@/lib/workflows/schedule-loop/schema';
import type {
  CheckCandidatePayload,
  FormPayload,
  StagePayload,
  TagsPayload,
} from '@/lib/workflows/screen-applicant/payloads';
import { KNOWN } from '@/sandbox/world/known';
import { type Company, liveAt, openCompany, seenAt } from './crash-company';
import { meansSomething, TROUBLES, type Trouble } from './crash-faults';
import { DEATHS, type Death, type Dying } from './mortal';

/** A kind of plan: what makes it, from an empty company to a proposal nobody has approved. */
export interface PlanKind {
  name: string;
  settings: Partial<Settings>;
  /** Ids of the actions that make and mail the first event, and that mail the candidate; absent where none is. */
  steps?: { event: string; invite: string; candidate: string };
  /** Action whose outcome cannot be read back: after a death or a lost answer a person decides. */
  mayAsk?: string;
  /** Proposes the plan called `plan-1`. */
  propose(life: ReturnType<typeof liveAt>): Promise<void>;
}

async function interview({ schedule }: ReturnType<typeof liveAt>, opportunityId: string): Promise<void> {
  const caller = { sender: 'own', tabId: null, url: null } as const;
  const view = await schedule.load({ opportunityId, refresh: false }, caller);
  const slot = view.answer?.slots[0];
  if (!slot) throw new Error(`No time for ${opportunityId}: ${JSON.stringify(view.problems)}`);
  await schedule.preview({ opportunityId, start: slot.start, roomId: slot.roomId }, caller);
}

/** What the search chose; every run starts from the same company, so it is searched once. */
const chosen = new Map<string, LoopChoice>();

/** As the page does it: the worker reads and judges, the page searches. */
async function onSite({ loop }: ReturnType<typeof liveAt>, opportunityId: string): Promise<void> {
  const caller = { sender: 'own', tabId: null, url: null } as const;
  let choice = chosen.get(opportunityId);
  if (!choice) {
    const { question, problems } = await loop.load({ opportunityId, refresh: false }, caller);
    const plan = question && solveLoop(question.instance).plan;
    if (!plan) throw new Error(`No plan for ${opportunityId}: ${JSON.stringify(problems)}`);
    choice = choiceOf(question, plan);
    chosen.set(opportunityId, choice);
  }
  await loop.preview({ opportunityId, choice }, caller);
}

/** An on-site is booked, then somebody cannot come: the change to plan B is what is looked at. */
async function onSiteChanged(life: ReturnType<typeof liveAt>, opportunityId: string): Promise<void> {
  const caller = { sender: 'own', tabId: null, url: null } as const;
  life.company.nextPlan = 'plan-0';
  await onSite(life, opportunityId);
  await life.loop.book({ planId: 'plan-0' }, caller);
  life.company.nextPlan = 'plan-1';
  const { question, booked } = await life.loop.load({ opportunityId, refresh: true }, caller);
  const plan = question && booked && planOf(question, booked.choice);
  if (!plan) throw new Error('The on-site was not booked.');
  const repair = repairsFor(question.instance, plan).repairs.find((one) => one.plan);
  const person = repair && question.people[repair.person];
  if (!repair?.plan || !person) throw new Error('Nobody of this on-site can be stood in for.');
  await life.loop.previewChange(
    { opportunityId, choice: choiceOf(question, repair.plan), gone: [person.id] },
    caller,
  );
}

/** Proposes a plan made of the given actions, keyed as workflows key theirs. */
async function proposeActions(
  { ledger, me }: ReturnType<typeof liveAt>,
  workflow: string,
  actions: (me: string) => Omit<Action, 'key'>[],
): Promise<void> {
  const keyed = actions(me).map(async (one) => ({ ...one, key: await actionKey('plan-1', one.id, 1) }));
  await ledger.propose({
    id: 'plan-1',
    workflow,
    title: 'A plan of the crash matrix',
    opportunityId: KNOWN.simple,
    context: null,
    actions: await Promise.all(keyed),
  });
}

function otherStage({ company }: ReturnType<typeof liveAt>): string {
  const { stages, opportunities } = company.kit.world.lever;
  const other = stages.find(({ id }) => id !== opportunities.get(KNOWN.simple)?.stage);
  return String(other?.id);
}

/** Every field of the team's form, ours with the marker a form is found again by. */
function screeningForm({ company }: ReturnType<typeof liveAt>, performAs: string): FormPayload {
  const { formTemplates } = company.kit.world.lever;
  const template = formTemplates.find((one) => JSON.stringify(one).includes('ai_screening_summary'));
  return {
    opportunityId: KNOWN.simple,
    performAs,
    baseTemplateId: template.id,
    fields: template.fields.map((field: { id: string; text: string }) => ({
      id: field.id,
      value:
        field.text === 'ai_screening_summary' ? 'Evidence is in the note. Ref: fulcrum-crash-form' : null,
    })),
    marker: 'fulcrum-crash-form',
  };
}

const note = (me: string): Omit<Action, 'key'> => ({
  id: 'lever-note',
  kind: 'create-lever-note',
  payload: {
    opportunityId: KNOWN.simple,
    performAs: me,
    text: '[Fulcrum] A note of the crash matrix. Ref: fulcrum-crash-matrix',
    marker: 'fulcrum-crash-matrix',
  } satisfies NotePayload,
  summary: 'Add a note in Lever',
  system: 'lever',
  effect: 'write',
});

const ONE = { event: 'panel-event', invite: 'invite-panel', candidate: 'invite-candidate' };

export const KINDS: readonly PlanKind[] = [
  {
    name: 'interview, Google organises, Meet',
    settings: { organizer: 'google' },
    steps: ONE,
    propose: (life) => interview(life, KNOWN.simple),
  },
  {
    name: 'interview, Outlook organises, Teams and a room',
    settings: { organizer: 'microsoft', roomPolicy: 'required' },
    steps: ONE,
    propose: (life) => interview(life, KNOWN.simple),
  },
  {
    name: 'interviews of an on-site of several sessions',
    settings: { organizer: 'google' },
    steps: { event: 'event-session-1', invite: 'invite-session-1', candidate: 'invite-candidate-1' },
    propose: (life) => onSite(life, KNOWN.onSite),
  },
  {
    name: 'change of an on-site when somebody cannot come',
    settings: { organizer: 'google' },
    propose: (life) => onSiteChanged(life, KNOWN.onSite),
  },
  {
    name: 'screening written to Lever',
    settings: {},
    propose: (life) =>
      proposeActions(life, 'screen-applicant', (me) => [
        {
          id: 'check-candidate',
          kind: 'check-candidate',
          payload: { opportunityId: KNOWN.simple } satisfies CheckCandidatePayload,
          summary: 'Read the candidate again',
          system: 'lever',
          effect: 'check',
        },
        {
          id: 'tags',
          kind: 'write-screening-tags',
          payload: {
            opportunityId: KNOWN.simple,
            performAs: me,
            tags: ['AI: strong evidence', 'Kotlin'],
            replace: [],
            check: 'check-candidate',
          } satisfies TagsPayload,
          summary: 'Tag the candidate',
          system: 'lever',
          effect: 'write',
        },
        note(me),
        {
          id: 'stage',
          kind: 'change-lever-stage',
          payload: {
            opportunityId: KNOWN.simple,
            performAs: me,
            stageId: otherStage(life),
            stageName: 'Another stage',
            check: 'check-candidate',
          } satisfies StagePayload,
          summary: 'Move the candidate on',
          system: 'lever',
          effect: 'write',
        },
        {
          id: 'form',
          kind: 'create-screening-form',
          payload: screeningForm(life, me),
          summary: 'Fill in the form',
          system: 'lever',
          effect: 'write',
          irrevocable: 'The form stays: the API of Lever cannot delete one.',
        },
      ]),
  },
  {
    name: 'handed over to a colleague, told by Slack',
    settings: {},
    // A webhook cannot be read back: whoever does not know whether the message arrived asks a person, and never sends twice.
    mayAsk: 'message',
    propose: (life) =>
      proposeActions(life, 'handle-exceptions', (me) => [
        note(me),
        {
          id: 'message',
          kind: 'post-message',
          payload: {
            channel: 'slack',
            message: {
              title: 'Handed over',
              lines: [],
              lists: [],
              link: { label: 'Open', url: 'https://hire.lever.co/' },
            },
            reference: 'fulcrum-crash-matrix',
          },
          summary: 'Tell the colleague by Slack',
          system: 'fulcrum',
          effect: 'mail',
        },
      ]),
  },
];

export interface CompanyCell {
  kind: string;
  actionId: string;
  undo: boolean;
  trouble: Trouble;
  death: Death;
  died: number;
  lost: string[];
  doubled: string[];
  /** Plan and action states are those of the run without the death. */
  same: boolean;
  /** After undo every service is as at the start and whoever was invited was told once that it is off. */
  restored: boolean;
  /** The chain on disk verifies. */
  chain: boolean;
  /** It stopped to ask a person where nobody can tell what happened. */
  asks: boolean;
  /** The fault really met a request. */
  hit: boolean;
  state: string;
}

const things = (seen: ReturnType<typeof seenAt>): string[] =>
  Object.entries(seen).flatMap(([where, rows]) => rows.map((row) => `${where}: ${row}`));

/** The rows that are not matched, one for one, in `others`. */
function surplus(rows: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

async function statesOf(company: Company): Promise<string> {
  const plan = (await company.disk.plan('plan-1')) as Plan;
  return JSON.stringify([plan.state, plan.problem?.code ?? null, ...plan.actions.map((r) => r.state)]);
}

/** Runs `job` in processes that die as told, then in one that lives. Number of deaths that happened. */
async function across(
  company: Company,
  dying: Dying,
  job: (ledger: ReturnType<typeof liveAt>['ledger']) => Promise<unknown>,
): Promise<number> {
  let died = 0;
  if (dying) {
    const life = liveAt(company, dying);
    if ((await Promise.race([life.died, job(life.ledger)])) === 'died') died++;
  }
  const last = liveAt(company).ledger;
  for (const { problem, state } of await last.resumeAll())
    if (state === null) throw new Error(problem?.message);
  await job(last);
  return died;
}

interface Told {
  company: Company;
  died: number;
  /** Before anything was done. */
  initial: string[];
  /** After booking and after undoing. */
  seen: [string[], string[]];
  states: [string, string];
}

async function tell(kind: PlanKind, at: Omit<CompanyCell, 'kind'> | null): Promise<Told> {
  const company = await openCompany(kind.settings);
  await kind.propose(liveAt(company));
  const initial = things(seenAt(company));
  const { ledger, me } = liveAt(company);
  await ledger.approve('plan-1', me);
  const armed = at && at.trouble !== 'none' ? { ...at } : null;
  const dying = at && at.death !== 'none' ? { actionId: at.actionId, undo: at.undo, death: at.death } : null;
  company.armed = armed?.undo === false ? armed : null;
  let died = await across(company, dying?.undo === false ? dying : null, (l) => l.run('plan-1'));
  const first = [things(seenAt(company)), await statesOf(company)] as const;
  if (armed?.undo) company.armed = armed;
  died += await across(company, dying?.undo ? dying : null, async (l) => {
    const plan = await l.plan('plan-1');
    // Dead before the wish to undo was stored: the person asks again, as they would.
    const undone =
      plan?.state === 'done' || plan?.state === 'parked' ? await l.undo('plan-1', me) : await l.resumeAll();
    // The person has looked in the channel, and says that this step is settled.
    const waits = (await l.plan('plan-1'))?.state === 'parked' && kind.mayAsk;
    return waits ? l.skip('plan-1', waits, me) : undone;
  });
  return {
    company,
    died,
    initial,
    seen: [first[0], things(seenAt(company))],
    states: [first[1], await statesOf(company)],
  };
}

const NOTHING = {
  died: 0,
  lost: [],
  doubled: [],
  same: true,
  restored: true,
  chain: true,
  asks: false,
  hit: true,
  state: '',
};

/** A passing fault must end like no fault at all; the others like the same fault without a death. */
const passes = (trouble: Trouble): boolean => trouble !== '409';

export function crashLab(kind: PlanKind) {
  const calm = new Map<string, Promise<Told>>();
  const calmFor = (actionId: string, undo: boolean, trouble: Trouble): Promise<Told> => {
    const name = passes(trouble) ? 'none' : `${actionId} ${trouble}`;
    const at = name === 'none' ? null : { ...NOTHING, actionId, undo, trouble, death: 'none' as const };
    const there = calm.get(name) ?? tell(kind, at);
    calm.set(name, there);
    return there;
  };

  return {
    /** The actions of the plan, and which of them undo touches. */
    async actions(): Promise<{ action: Action; undone: boolean }[]> {
      const { company } = await calmFor('', false, 'none');
      const plan = (await company.disk.plan('plan-1')) as Plan;
      return plan.actions.map(({ action, state }) => ({ action, undone: state === 'undone' }));
    },
    async cell(actionId: string, undo: boolean, trouble: Trouble, death: Death): Promise<CompanyCell> {
      const then = await calmFor(actionId, undo, trouble);
      const now = await tell(kind, { ...NOTHING, actionId, undo, trouble, death });
      // What reached people cannot be unsent; everything else is as before.
      const stays = (line: string) => !/^(mails|posts|forms):/.test(line);
      const [left, first] = [now.seen[1].filter(stays), now.initial.filter(stays)];
      const state = (JSON.parse(now.states[0]) as string[])[0] ?? '';
      const mails = (word: string) =>
        surplus(now.seen[1], now.initial)
          .filter((line) => line.startsWith(`mails: ${word}`))
          .map((line) => line.split(' ')[2])
          .sort();
      const [invited, cancelled] = [mails('invitation'), mails('cancellation')];
      return {
        kind: kind.name,
        actionId,
        undo,
        trouble,
        death,
        died: now.died,
        lost: surplus(then.seen[0], now.seen[0]),
        doubled: surplus(now.seen[0], then.seen[0]),
        same: then.states[0] === now.states[0] && then.states[1] === now.states[1],
        restored: left.join('\n') === first.join('\n') && invited.join() === cancelled.join(),
        asks: kind.mayAsk === actionId && state === 'parked',
        chain: (await liveAt(now.company).audit.check()).ok,
        hit: now.company.armed === null,
        state,
      };
    },
  };
}

export const soundCell = (cell: CompanyCell): boolean =>
  cell.doubled.length === 0 &&
  (cell.asks || (cell.lost.length === 0 && cell.same)) &&
  cell.restored &&
  cell.chain &&
  (cell.hit || cell.asks) &&
  (cell.death === 'none' || cell.died === 1);

/** The whole matrix of one kind, told line by line. */
export async function crashKind(kind: PlanKind, say: (line: string) => void) {
  const lab = crashLab(kind);
  const report = { runs: 0, deaths: 0, lost: 0, doubled: 0, bad: [] as CompanyCell[] };
  const actions = await lab.actions();
  for (const undo of [false, true]) {
    say(`\n${kind.name}, ${undo ? 'undoing' : 'doing'}: sound runs of ${DEATHS.length}`);
    say(['action'.padEnd(18), ...TROUBLES.map((one) => one.padEnd(15))].join(''));
    for (const { action, undone } of actions) {
      if (undo && !undone) continue;
      const row: string[] = [];
      for (const trouble of TROUBLES) {
        if (!meansSomething(action, undo, trouble)) {
          row.push('-'.padEnd(15));
          continue;
        }
        const cells: CompanyCell[] = [];
        for (const death of DEATHS) cells.push(await lab.cell(action.id, undo, trouble, death));
        report.runs += cells.length;
        for (const cell of cells) {
          report.deaths += cell.died;
          if (!cell.asks) report.lost += cell.lost.length;
          report.doubled += cell.doubled.length;
          if (!soundCell(cell)) report.bad.push(cell);
        }
        row.push(`${cells.filter(soundCell).length}/${cells.length} ${cells[0]?.state}`.padEnd(15));
      }
      say([action.id.padEnd(18), ...row].join(''));
    }
  }
  return report;
}
