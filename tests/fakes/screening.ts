import 'fake-indexeddb/auto';
import { assessResume } from '@/lib/ai/assess-resume';
import { createRulesEngine } from '@/lib/ai/rules/engine';
import { bookingHandlers } from '@/lib/interviews/handlers';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger } from '@/lib/ledger/executor';
import type { Lock } from '@/lib/ledger/store';
import { createLeverApi } from '@/lib/lever/api/lever';
import type { KeyValue } from '@/lib/platform/key-value';
import { createCandidateRecords } from '@/lib/storage/candidate-records';
import { openLedgerDb } from '@/lib/storage/ledger-db';
import { screeningHandlers } from '@/lib/workflows/screen-applicant/handlers';
import type { ScreenApplicantPorts } from '@/lib/workflows/screen-applicant/ports';
import { createScreenApplicant } from '@/lib/workflows/screen-applicant/service';
import { API_KEYS } from '@/sandbox/world/known';
import { createKit } from '@/tests/contract/adapters-kit';
import { read } from './documents';

/** One after the other by name, in one process. */
function createLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (tails.get(name) ?? Promise.resolve()).then(work, work);
    tails.set(name, turn);
    return turn;
  };
}

export function memory(): KeyValue {
  const kept = new Map<string, string>();
  return {
    async get<T>(key: string) {
      const text = kept.get(key);
      return text === undefined ? null : (JSON.parse(text) as T);
    },
    set: async (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: async (key) => void kept.delete(key),
  };
}

let made = 0;

/** The workflow on the pretend company: real ledger, log, store, rules and documents; no browser. */
export function createScreeningWorld(change: Partial<ScreenApplicantPorts> = {}) {
  const kit = createKit();
  kit.faults.set('lever-rate-limit-off', true);
  const { clock } = kit;
  const name = `screening-${made++}`;
  const db = openLedgerDb(name);
  const lock = createLock();
  const audit = createAudit({ store: db, keys: db, clock, lock });
  const credentials = async () => ({
    scheme: 'basic' as const,
    token: API_KEYS.normal,
    environment: 'production' as const,
  });
  const api = createLeverApi({ http: kit.http, credentials });
  const lever = async () => api;
  const noCalendar = async (): Promise<never> => {
    throw new TypeError('screening uses no calendar');
  };
  const ledger = createLedger({
    store: db,
    audit,
    clock,
    lock,
    handlers: [...bookingHandlers({ lever, calendar: noCalendar, clock }), ...screeningHandlers({ lever })],
  });
  const engine = createRulesEngine({ clock });
  const asked: string[] = [];
  const records = createCandidateRecords(db, `${name}-records`);
  const me = kit.world.recruiter;
  const assessor: ScreenApplicantPorts['assessor'] = {
    identity: async () =>
      (await engine.identity?.()) ?? { engine: 'rules', model: '', promptVersion: '', promptHash: '' },
    assess: (input, options) => {
      asked.push(input.rubric.postingId);
      return assessResume({ ...input, ...options, engine });
    },
    draftRubric: (request, options) => engine.draftRubric(request, options),
  };
  let plans = 0;
  const ports: ScreenApplicantPorts = {
    lever: async () => ({ api, me: { id: me.id, name: me.name } }),
    refusal: async () => null,
    forbids: async () => null,
    shown: async () => undefined,
    documents: { read: (bytes, fileName) => read(bytes, { fileName }) },
    assessor,
    rules: assessor,
    batches: async () => null,
    spent: async () => null,
    records,
    kept: memory(),
    ledger,
    audit,
    policy: {
      isOn: async () => true,
      mayWrite: async () => ({ allowed: true, why: '' }),
      mayAdvance: async () => ({ allowed: false, why: 'Not in this phase.' }),
      decided: async () => undefined,
    },
    lock,
    clock,
    newId: () => `plan-${plans++}`,
    version: '0',
    ...change,
  };
  const { implementation, runner, backfill } = createScreenApplicant(ports);
  const caller = { sender: 'own', tabId: null, url: null } as const;
  type Methods = typeof implementation;
  const ask = <M extends keyof Methods>(
    method: M,
    input: Parameters<Methods[M]>[0],
  ): ReturnType<Methods[M]> =>
    (implementation[method] as (input: unknown, who: typeof caller) => ReturnType<Methods[M]>)(input, caller);
  return { kit, ports, api, audit, db, ledger, records, runner, backfill, ask, asked };
}

/** Settings under which nothing is sampled or withheld. */
export const PLAIN = {
  blinding: 2,
  blindFirst: false,
  sample: 0,
  showNumber: false,
  advanceAt: 60,
  scale: '100',
} as const;

/** A world whose criteria for this posting are approved; nobody is sampled for judging first. */
export async function readyToScreen(
  postingId: string,
  change: Parameters<typeof createScreeningWorld>[0] = {},
) {
  const world = createScreeningWorld(change);
  await world.ask('draftRubric', { postingId });
  await world.ask('approveRubric', { postingId });
  await world.ask('change', { settings: PLAIN });
  return world;
}
