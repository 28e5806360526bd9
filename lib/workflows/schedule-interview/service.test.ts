import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CalendarPort } from '@/lib/calendar/port';
import type { BusyBlock } from '@/lib/domain/availability';
import type { Escalation } from '@/lib/domain/escalation';
import { Failure } from '@/lib/domain/problem';
import { defaultSettings } from '@/lib/domain/settings';
import type { Decision } from '@/lib/governance/policy';
import type { Verdict } from '@/lib/governance/port';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger, type Ledger } from '@/lib/ledger/executor';
import type { ActionHandler } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverCandidacy, LeverPanel } from '@/lib/lever/types';
import type { Caller } from '@/lib/messaging/contract';
import type { KeyValue } from '@/lib/platform/key-value';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import type { BookingContext } from './people';
import { createScheduleInterview } from './service';

const HOUR = 3_600_000;
/** Monday 8 March 2027, 07:00 UTC. */
const MONDAY = Date.UTC(2027, 2, 8, 7);
const caller: Caller = { sender: 'own', tabId: null, url: null };
const user = (id: string, name: string) => ({
  id,
  name,
  username: id,
  email: `${id}@acme.example`,
  accessRole: 'team member',
  deactivatedAt: null,
  jobTitle: null,
});
const setup = {
  title: 'Interview',
  durationMinutes: 60,
  groups: [{ label: 'Hiring manager', members: ['ana'], need: 1 }],
  optional: [],
  roomPolicy: 'none' as const,
  video: true,
  candidateNote: '',
  focus: '',
};

function memory(): KeyValue & { all: Map<string, unknown> } {
  const all = new Map<string, unknown>();
  return {
    all,
    get: async <T>(key: string) => structuredClone((all.get(key) ?? null) as T | null),
    set: async (key, value) => void all.set(key, structuredClone(value)),
    remove: async (key) => void all.delete(key),
  };
}

const KINDS = [
  'check-availability',
  'check-lever',
  'create-hold',
  'wait-for-video-link',
  'create-lever-panel',
  'create-lever-note',
  'send-invitations',
  'verify-booking',
];
let done: string[];
const handlers = KINDS.map(
  (kind): ActionHandler => ({
    kind,
    execute: async (_payload, { action }) => void done.push(action.id),
    reconcile: async () => ({ outcome: 'absent' }),
    compensate: async () => undefined,
  }),
);

let clock: ReturnType<typeof instantClock>;
let ledger: Ledger;
let kept: ReturnType<typeof memory>;
let candidates: Map<string, LeverCandidacy>;
let panels: LeverPanel[];
let busy: BusyBlock[];
let verdicts: Verdict[];
let raised: Escalation[];
let decision: Decision;
let on: boolean;
const opportunities = vi.fn<LeverPort['opportunities']>();
const approveByRule = vi.fn<(planId: string, decision: Decision) => Promise<unknown>>();

function candidate(id: string, over: Partial<LeverCandidacy> = {}): void {
  const enteredAt = clock.now();
  candidates.set(id, {
    id,
    name: `Candidate ${id}`,
    contact: id,
    headline: '',
    stage: 'onsite',
    confidentiality: 'non-confidential',
    location: 'London, United Kingdom',
    emails: [`${id}@candidate.example`],
    phones: [],
    links: [],
    tags: [],
    owner: null,
    followers: [],
    applications: [`app-${id}`],
    application: {
      id: `app-${id}`,
      posting: 'p1',
      postingOwner: null,
      postingHiringManager: null,
      name: '',
      email: null,
    },
    archived: null,
    createdAt: enteredAt,
    updatedAt: enteredAt,
    isAnonymized: false,
    urls: { list: '', show: `https://hire.lever.co/candidates/${id}` },
    stageChanges: [{ toStageId: 'onsite', updatedAt: enteredAt }],
    lastAdvancedAt: enteredAt,
    ...over,
  });
}

function service() {
  const api = {
    opportunities,
    async opportunity(id: string) {
      const found = candidates.get(id);
      if (found) return found;
      throw new Failure({ code: 'not-found', message: 'It does not exist.', next: 'Check.' });
    },
    posting: async () => ({
      id: 'p1',
      text: 'Engineer',
      state: 'published',
      confidentiality: 'non-confidential',
      categories: {},
      owner: null,
      hiringManager: 'ana',
      requisitionCodes: ['R1'],
      content: { description: '' },
      urls: { show: '' },
    }),
    requisitionByCode: async () => ({
      id: 'r1',
      requisitionCode: 'R1',
      name: 'R',
      status: 'open',
      hiringManager: 'ana',
      owner: null,
      location: null,
      team: null,
      customFields: {},
    }),
    users: async () => [user('ana', 'Ana Ruiz'), user('me', 'Rae Cole')],
    stages: async () => [{ id: 'onsite', text: 'On-site' }],
    panels: async () => panels,
    notes: async () => [],
  } as unknown as LeverPort;
  const calendar = {
    freeBusy: async (emails: readonly string[]) =>
      Object.fromEntries(
        emails.map((email) => [email, { state: 'known', busy: [...busy], readAt: clock.now() }]),
      ),
  } as unknown as CalendarPort;
  let made = 0;
  return createScheduleInterview(
    {
      lever: async () => ({ api, me: { id: 'me', name: 'Rae Cole', email: 'me@acme.example' } }),
      calendar: async () => calendar,
      accounts: async () => [{ provider: 'google', email: 'me@acme.example' }],
      settings: async () => defaultSettings,
      rooms: async () => [],
      ledger,
      governance: {
        decide: async () => decision,
        isOn: async () => on,
        record: async (verdict) => void verdicts.push(verdict),
      },
      approveByRule,
      escalations: { raise: async (escalation) => void raised.push(escalation) },
      memory: memory(),
      kept,
      clock,
      newId: () => `plan-${++made}-${clock.now()}`,
      localZone: () => 'Europe/London',
    },
    { current: async () => ({ opportunityId: null, theme: null }), closePanel: async () => undefined },
  );
}

beforeEach(() => {
  clock = instantClock(MONDAY);
  done = [];
  verdicts = [];
  raised = [];
  panels = [];
  busy = [];
  on = true;
  candidates = new Map();
  kept = memory();
  kept.all.set('setup:p1:onsite', setup);
  decision = { phase: 1, off: false, mayRun: false, reasons: [{ code: 'phase-1', text: 'Phase 1.' }] };
  const store = memoryLedgerStore();
  const lock = memoryLock();
  ledger = createLedger({
    store,
    audit: createAudit({ store, keys: store, clock, lock }),
    clock,
    lock,
    handlers,
  });
  opportunities
    .mockReset()
    .mockImplementation(async ({ updatedSince }) =>
      [...candidates.values()].filter((one) => (one.updatedAt ?? 0) >= updatedSince),
    );
  approveByRule.mockReset().mockImplementation((planId) => ledger.approve(planId, 'rule'));
});

const PLACE = { postingId: 'p1', stageId: 'onsite', posting: 'Engineer', stage: 'On-site' };
const aboutOf = (plan: { context: unknown } | undefined) =>
  (plan?.context as BookingContext | undefined)?.about;
const slotOf = (plan: { context: unknown } | undefined) => {
  if (!plan) throw new Error('no plan');
  return (plan.context as BookingContext).slot;
};

/** Switched on; then `id` enters and the alarm rings. */
async function entered(id = 'alex') {
  const it = service();
  await it.entered.automate(PLACE, true);
  clock.advance(60_000);
  candidate(id);
  clock.advance(60_000);
  await it.entered.round();
  return it;
}

describe('somebody enters a watched stage', () => {
  test('one proposal, with what it rests on, why a person decides, and until when', async () => {
    await entered();
    const [plan, ...more] = await ledger.plans();
    expect(more).toEqual([]);
    expect(plan).toMatchObject({
      origin: 'fulcrum',
      state: 'proposed',
      postingId: 'p1',
      needs: ['Phase 1.'],
    });
    expect(plan?.expiresAt).toBe(
      Math.min(
        (plan?.createdAt ?? 0) + 24 * HOUR,
        slotOf(plan).start - defaultSettings.noticeMinutes * 60_000,
      ),
    );
    expect(aboutOf(plan)).toMatchObject({
      candidate: 'Candidate alex',
      stageId: 'onsite',
      roleLevel: 'standard',
      critical: [],
    });
    expect(done).toEqual([]);
  });

  test('once for each entry: not again by the next rings, a change, or a new worker', async () => {
    const it = await entered();
    await it.entered.round();
    const one = candidates.get('alex') as LeverCandidacy;
    candidates.set('alex', { ...one, updatedAt: clock.now(), tags: ['new tag'] });
    await service().entered.round();
    expect(await ledger.plans()).toHaveLength(1);
    clock.advance(HOUR);
    candidate('alex');
    await service().entered.round();
    expect(await ledger.plans()).toHaveLength(2);
  });

  test('a worker that died between the proposal and the note of it does not propose twice', async () => {
    await entered();
    const state = kept.all.get('stage-watch') as { entries: { state: string }[] };
    kept.all.set('stage-watch', { ...state, entries: state.entries.map((e) => ({ ...e, state: 'trying' })) });
    await service().entered.round();
    expect(await ledger.plans()).toHaveLength(1);
    // Handled entries are remembered without saying who it was about.
    expect(kept.all.get('stage-watch')).toMatchObject({ entries: [{ state: 'proposed', candidate: '' }] });
  });

  test('whoever is there when it is switched on is left alone', async () => {
    candidate('early');
    clock.advance(HOUR);
    await entered('late');
    expect((await ledger.plans()).map((plan) => plan.opportunityId)).toEqual(['late']);
  });

  test('two at once are not offered the same hour of the same person', async () => {
    const it = service();
    await it.entered.automate(PLACE, true);
    clock.advance(1000);
    candidate('alex');
    candidate('bo');
    await it.entered.round();
    const [a, b] = await ledger.plans();
    expect(slotOf(a).start === slotOf(b).start).toBe(false);
  });

  test('nothing is asked while nothing is watched, or the workflow is off', async () => {
    const it = service();
    await it.entered.round();
    expect(await it.entered.needed()).toBe(false);
    on = false;
    await it.entered.automate(PLACE, true);
    await it.entered.round();
    expect(await it.entered.needed()).toBe(false);
    expect(opportunities).not.toHaveBeenCalled();
  });

  test('a failed look at Lever is kept to be read and misses nobody', async () => {
    const it = service();
    await it.entered.automate(PLACE, true);
    clock.advance(1000);
    candidate('alex');
    opportunities.mockRejectedValueOnce(
      new Failure({ code: 'offline', message: 'No network.', next: 'Wait.' }),
    );
    await it.entered.round();
    expect((await it.entered.status()).problem?.code).toBe('offline');
    clock.advance(12 * HOUR);
    await it.entered.round();
    expect((await it.entered.status()).problem).toBeNull();
    expect(await ledger.plans()).toHaveLength(1);
  });

  test('no proposal for somebody who moved on or has an interview already', async () => {
    panels = [
      {
        canceledAt: null,
        end: clock.now() + 90 * HOUR,
        start: clock.now() + 89 * HOUR,
        stage: 'onsite',
        interviews: [],
      } as unknown as LeverPanel,
    ];
    await entered();
    expect(await ledger.plans()).toEqual([]);
    expect(kept.all.get('stage-watch')).toMatchObject({ entries: [{ state: 'settled' }] });
  });
});

describe('where a rule allows it', () => {
  beforeEach(() => {
    decision = { phase: 3, off: false, mayRun: true, reasons: [] };
  });

  test('it is approved by the rule and booked, once', async () => {
    const it = await entered();
    await it.entered.round();
    expect(approveByRule).toHaveBeenCalledExactlyOnceWith(expect.any(String), decision);
    expect((await ledger.plans())[0]).toMatchObject({ state: 'done', approvedBy: 'rule' });
    expect(verdicts).toEqual([]);
  });

  test('a decision with a reason never runs, whatever else it says', async () => {
    decision = { ...decision, reasons: [{ code: 'critical', text: 'Critical.' }] };
    await entered();
    expect(approveByRule).not.toHaveBeenCalled();
    expect((await ledger.plans())[0]?.state).toBe('proposed');
  });
});

describe('no time', () => {
  const shut = () => {
    busy = [{ start: MONDAY - 24 * HOUR, end: MONDAY + 90 * 24 * HOUR, status: 'busy' }];
  };

  test('it is tried again ever more rarely, and found when a time opens', async () => {
    shut();
    const it = await entered();
    expect((await it.entered.status()).waiting).toMatchObject([{ tries: 1, escalatedAt: null }]);
    await it.entered.round();
    expect((await it.entered.status()).waiting).toMatchObject([{ tries: 1 }]);
    busy = [];
    clock.advance(16 * 60_000);
    await it.entered.round();
    expect((await it.entered.status()).waiting).toEqual([]);
    expect(await ledger.plans()).toHaveLength(1);
  });

  test('after 48 hours one person is told, without the name of the candidate', async () => {
    shut();
    const it = await entered();
    for (let n = 0; n < 40; n++) {
      clock.advance(2 * HOUR);
      await it.entered.round();
    }
    expect(raised).toHaveLength(1);
    expect(raised[0]).toMatchObject({
      key: expect.stringMatching(/^no-slot:alex:onsite:\d+$/),
      workflow: 'schedule-interview',
      planId: null,
    });
    expect((raised[0]?.since ?? 0) + 48 * HOUR).toBeLessThanOrEqual(clock.now());
    expect(raised[0]?.reasons.join(' ')).toContain('Ana');
    expect(JSON.stringify([raised[0]?.title, raised[0]?.reasons, raised[0]?.suggestions])).not.toContain(
      'Candidate alex',
    );
    const [waiting] = (await it.entered.status()).waiting;
    expect(waiting?.escalatedAt).not.toBeNull();
    await it.entered.stop(waiting?.id ?? '');
    expect((await it.entered.status()).waiting).toEqual([]);
  });

  test('a message that could not be sent is sent at the next try', async () => {
    shut();
    const it = await entered();
    vi.spyOn(raised, 'push').mockImplementationOnce(() => {
      throw new Failure({ code: 'chat-refused', message: 'The chat refused.', next: 'Ask.' });
    });
    clock.advance(49 * HOUR);
    await it.entered.round();
    expect(raised).toEqual([]);
    expect((await it.entered.status()).problem).not.toBeNull();
    clock.advance(3 * HOUR);
    await it.entered.round();
    expect(raised).toHaveLength(1);
  });

  test('a candidate who is gone is not looked for any more', async () => {
    shut();
    const it = await entered();
    candidates.clear();
    clock.advance(HOUR);
    await it.entered.round();
    expect((await it.entered.status()).waiting).toEqual([]);
    expect(raised).toEqual([]);
  });

  test('an erased candidate is not looked for any more, keeps no words, and is no news either', async () => {
    shut();
    const it = await entered();
    expect(await it.entered.about('alex')).toBe(1);
    await it.entered.forget('alex');
    expect(await it.entered.about('alex')).toBe(0);
    expect(JSON.stringify(kept.all.get('stage-watch'))).not.toContain('Candidate alex');
    busy = [];
    clock.advance(HOUR);
    await it.entered.round();
    expect(await ledger.plans()).toEqual([]);
    expect((await it.entered.status()).watched).toHaveLength(1);
  });

  test('switching off stops the search', async () => {
    shut();
    const it = await entered();
    await it.entered.automate(PLACE, false);
    expect(await it.entered.needed()).toBe(false);
    expect((await it.entered.status()).waiting).toEqual([]);
  });
});

describe('right before a yes', () => {
  test('it still holds; a taken time does not, with why; the next best is another one', async () => {
    const it = await entered();
    const [plan] = await ledger.plans();
    if (!plan) throw new Error('no plan');
    expect(await it.approval.recheck(plan)).toEqual({ ok: true });
    busy = [{ ...slotOf(plan), status: 'busy' }];
    const checked = await it.approval.recheck(plan);
    expect(checked).toMatchObject({ ok: false, again: true, problem: { code: 'slot-gone' } });
    expect(checked.ok ? '' : checked.problem.message).toContain('Ana');
    const next = await it.approval.again(plan);
    expect(slotOf(next).start).not.toBe(slotOf(plan).start);
    expect(next).toMatchObject({ origin: 'fulcrum', needs: ['Phase 1.'] });
  });

  test.each<[string, Partial<LeverCandidacy>, string]>([
    ['moved on', { stage: 'offer' }, 'candidate-moved'],
    ['archived', { archived: { reason: 'r', archivedAt: 1 } }, 'candidate-archived'],
  ])('a candidate who %s', async (_what, over, code) => {
    const it = await entered();
    const [plan] = await ledger.plans();
    if (!plan) throw new Error('no plan');
    candidates.set('alex', { ...(candidates.get('alex') as LeverCandidacy), ...over });
    expect(await it.approval.recheck(plan)).toMatchObject({ ok: false, again: false, problem: { code } });
  });

  test('a candidate this account may not see any more', async () => {
    const it = await entered();
    const [plan] = await ledger.plans();
    if (!plan) throw new Error('no plan');
    candidates.clear();
    expect(await it.approval.recheck(plan)).toMatchObject({
      ok: false,
      again: false,
      problem: { code: 'candidate-not-visible' },
    });
  });
});

describe('booking in the panel', () => {
  async function book(nth: number, it = service()) {
    const view = await it.implementation.load({ opportunityId: 'alex', refresh: true }, caller);
    const start = view.answer?.slots[nth]?.start ?? 0;
    const plan = await it.implementation.preview({ opportunityId: 'alex', start, roomId: null }, caller);
    return it.implementation.book({ planId: plan.id }, caller);
  }

  test.each([
    [0, 'agreed'],
    [1, 'changed'],
  ] as const)('the time at place %i counts as %s, once', async (nth, outcome) => {
    candidate('alex');
    const plan = await book(nth);
    expect(plan.state).toBe('done');
    expect(verdicts).toMatchObject([{ planId: plan.id, outcome, by: 'me', postingId: 'p1' }]);
  });

  test('a proposal that waited is overtaken, and the choice is measured against it', async () => {
    const it = await entered();
    const [proposal] = await ledger.plans();
    await book(1, it);
    expect(verdicts).toMatchObject([{ planId: proposal?.id, outcome: 'changed' }]);
    expect((await ledger.plan(proposal?.id ?? ''))?.state).toBe('discarded');
  });

  test('switching on remembers the set-up and shows it; off again takes it away', async () => {
    kept.all.delete('setup:p1:onsite');
    candidate('alex');
    const it = service();
    const view = await it.implementation.automate({ opportunityId: 'alex', on: true }, caller);
    expect(view).toMatchObject({ automatic: true, setup: { remembered: true } });
    expect((await it.implementation.automate({ opportunityId: 'alex', on: false }, caller)).automatic).toBe(
      false,
    );
  });

  test('a candidate without a posting has no stage to watch', async () => {
    candidate('alex', { application: null, applications: [] });
    await expect(
      service().implementation.automate({ opportunityId: 'alex', on: true }, caller),
    ).rejects.toMatchObject({
      problem: { code: 'no-posting' },
    });
  });
});
