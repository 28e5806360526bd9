import type { Settings } from '@/lib/domain/settings';
import type { Action, Plan } from '@/lib/ledger/plan';
import { KNOWN } from '@/sandbox/world/known';
import { type Company, liveAt, openCompany, seenAt } from './crash-company';
import { meansSomething, TROUBLES, type Trouble } from './crash-faults';
import { DEATHS, type Death, type Dying } from './mortal';

/** A kind of plan: what makes it, from an empty company to a proposal nobody has approved. */
export interface PlanKind {
  name: string;
  settings: Partial<Settings>;
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

export const KINDS: readonly PlanKind[] = [
  {
    name: 'interview, Google organises, Meet',
    settings: { organizer: 'google' },
    propose: (life) => interview(life, KNOWN.simple),
  },
  {
    name: 'interview, Outlook organises, Teams and a room',
    settings: { organizer: 'microsoft', roomPolicy: 'required' },
    propose: (life) => interview(life, KNOWN.simple),
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
  /** After booking and after undoing. */
  seen: [string[], string[]];
  states: [string, string];
}

async function tell(kind: PlanKind, at: Omit<CompanyCell, 'kind'> | null): Promise<Told> {
  const company = await openCompany(kind.settings);
  await kind.propose(liveAt(company));
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
    return plan?.state === 'done' || plan?.state === 'parked' ? l.undo('plan-1', me) : l.resumeAll();
  });
  return {
    company,
    died,
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
      const left = now.seen[1].filter((line) => !line.startsWith('mails:'));
      const mails = (word: string) =>
        now.seen[1]
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
        restored: left.length === 0 && invited.join() === cancelled.join(),
        chain: (await liveAt(now.company).audit.check()).ok,
        hit: now.company.armed === null,
        state: (JSON.parse(now.states[0]) as string[])[0] ?? '',
      };
    },
  };
}

export const soundCell = (cell: CompanyCell): boolean =>
  cell.lost.length === 0 &&
  cell.doubled.length === 0 &&
  cell.same &&
  cell.restored &&
  cell.chain &&
  cell.hit &&
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
          report.lost += cell.lost.length;
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
