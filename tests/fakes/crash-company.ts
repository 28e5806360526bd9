import { createGoogleCalendar } from '@/lib/calendar/google/calendar';
import { createGoogleSignIn } from '@/lib/calendar/google/oauth';
import { createMicrosoftCalendar } from '@/lib/calendar/microsoft/calendar';
import { createMicrosoftSignIn } from '@/lib/calendar/microsoft/oauth';
import type { CalendarPort, CalendarProvider } from '@/lib/calendar/port';
import { GOOGLE_DIRECTORY_SCOPE, GOOGLE_SCOPES, MICROSOFT_SCOPES } from '@/lib/calendar/scopes';
import { createSlackWebhook } from '@/lib/chat/slack/webhook';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { bookingHandlers } from '@/lib/interviews/handlers';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger } from '@/lib/ledger/executor';
import type { Action, ActionHandler } from '@/lib/ledger/plan';
import type { KeyStore, LedgerStore } from '@/lib/ledger/store';
import { createLeverApi } from '@/lib/lever/api/lever';
import { createHttp } from '@/lib/platform/http';
import type { KeyValue } from '@/lib/platform/key-value';
import type { Grant } from '@/lib/platform/oauth';
import { postMessage } from '@/lib/workflows/handle-exceptions/hand-over';
import { createScheduleInterview } from '@/lib/workflows/schedule-interview/service';
import { createScheduleLoop } from '@/lib/workflows/schedule-loop/service';
import { screeningHandlers } from '@/lib/workflows/screen-applicant/handlers';
import { SLACK_WEBHOOK } from '@/sandbox/slack/app';
import { API_KEYS, KNOWN } from '@/sandbox/world/known';
import { createKit, REDIRECT } from '@/tests/contract/adapters-kit';
import { type Armed, troubled } from './crash-faults';
import { memoryLedgerStore, memoryLock } from './ledger-memory';
import { type Dying, isIntent, mortal } from './mortal';

/** Everything that outlives a process: the services, the disk, the sign-ins and the settings. */
export interface Company {
  kit: ReturnType<typeof createKit>;
  disk: LedgerStore & KeyStore;
  grants: Record<CalendarProvider, Grant>;
  settings: Settings;
  memory: KeyValue;
  kept: KeyValue;
  /** The fault that hits the next request of one action. */
  armed: Armed | null;
  /** Id of the plan that is made next; the matrix looks at `plan-1`. */
  nextPlan: string;
}

function keyValues(): KeyValue {
  const held = new Map<string, string>();
  return {
    get: async <T>(key: string) => (held.has(key) ? (JSON.parse(held.get(key) ?? 'null') as T) : null),
    set: async (key, value) => void held.set(key, JSON.stringify(value)),
    remove: async (key) => void held.delete(key),
  };
}

/** The sandbox company with Google and Microsoft signed in through their own consent pages. */
export async function openCompany(settings: Partial<Settings>): Promise<Company> {
  const kit = createKit();
  const base = { http: kit.http, clock: kit.clock, clientId: 'client-1', redirectUri: REDIRECT };
  const google = createGoogleSignIn({
    ...base,
    launch: kit.person('allow'),
    scopes: [...GOOGLE_SCOPES, GOOGLE_DIRECTORY_SCOPE].map((need) => need.scope),
  });
  const microsoft = createMicrosoftSignIn({
    ...base,
    launch: kit.person('accept'),
    scopes: MICROSOFT_SCOPES.map((need) => need.scope),
  });
  return {
    kit,
    disk: memoryLedgerStore(),
    grants: { google: await google.connect(), microsoft: await microsoft.connect() },
    settings: { ...defaultSettings, ...settings },
    memory: keyValues(),
    kept: keyValues(),
    armed: null,
    nextPlan: 'plan-1',
  };
}

/** One process of the extension over the company: the real adapters, ledger and workflow. */
export function liveAt(company: Company, dying: Dying = null) {
  const { kit, disk, settings, memory, kept } = company;
  const { clock } = kit;
  const life = mortal(disk, dying);
  let current: Action | null = company.armed?.begun ?? null;
  const store: LedgerStore & KeyStore = {
    ...life.store,
    async commit(commit) {
      const record = commit.plan?.actions.find((one) => one.action.id === commit.entries[0]?.actionId);
      const { armed } = company;
      if (record && armed && isIntent(commit, armed.actionId, armed.undo)) {
        current = record.action;
        armed.begun = record.action;
      } else if (record) current = null;
      return life.store.commit(commit);
    },
  };
  const http = createHttp({
    clock,
    log: () => undefined,
    fetch: (input, init) =>
      life.use(() => troubled(company, current, kit.fetch, input instanceof URL ? input.href : input, init)),
  });
  const lever = createLeverApi({
    http,
    credentials: async () => ({ scheme: 'basic', token: API_KEYS.normal, environment: 'production' }),
  });
  const calendarOf = (provider: CalendarProvider): CalendarPort => {
    const grant = company.grants[provider];
    const make = provider === 'google' ? createGoogleCalendar : createMicrosoftCalendar;
    return make({
      http,
      clock,
      token: async () => grant.accessToken,
      account: { provider, zone: null, ...grant.account },
    });
  };
  const calendars = { google: calendarOf('google'), microsoft: calendarOf('microsoft') };
  const calendar = async (provider: CalendarProvider) => calendars[provider];
  const lock = memoryLock();
  const audit = createAudit({ store, keys: store, clock, lock });
  const ledger = createLedger({
    store,
    audit,
    clock,
    lock,
    handlers: [
      ...bookingHandlers({ lever: async () => lever, calendar, clock }),
      ...screeningHandlers({ lever: async () => lever }),
      postMessage({
        order: async () => ['slack'],
        send: (_channel, { message }, signal) =>
          createSlackWebhook(http, SLACK_WEBHOOK).post(message, signal),
      }) as ActionHandler,
    ],
  });
  const { recruiter } = kit.world;
  const ports = {
    lever: async () => ({ api: lever, me: recruiter }),
    calendar,
    accounts: async () =>
      (['google', 'microsoft'] as const).map((provider) => ({
        provider,
        email: company.grants[provider].account.email,
      })),
    rooms: () => calendars[settings.organizer].rooms(),
    settings: async () => settings,
    ledger,
    memory,
    kept,
    clock,
    newId: () => company.nextPlan,
    localZone: () => 'Europe/London',
  };
  const screen = {
    current: async () => ({ opportunityId: null, theme: null }),
    closePanel: async () => undefined,
  };
  const interviews = createScheduleInterview(
    {
      ...ports,
      governance: {
        decide: async () => ({ phase: 1, off: false, mayRun: false, reasons: [] }),
        isOn: async () => true,
        record: async () => undefined,
      },
      approveByRule: ledger.approveByRule,
      escalations: { raise: async () => undefined },
    },
    screen,
  );
  const loops = createScheduleLoop(
    { ...ports, decisions: async () => ({}), governance: { record: async () => undefined } },
    screen,
  );
  return {
    company,
    ledger,
    audit,
    schedule: interviews.implementation,
    loop: loops.implementation,
    died: life.died,
    me: recruiter.id,
  };
}

/** What a person would see on every service, without ids and versions; times as they are. */
export function seenAt({ kit }: Company) {
  const { lever } = kit.world;
  const ours = (text: unknown) => JSON.stringify(text ?? null).includes('ulcrum');
  const lines = (map: Map<string, { [field: string]: unknown }[]>, show: (one: never) => string | null) =>
    [...map.values()].flat().flatMap((one) => show(one as never) ?? []);
  return {
    events: kit.office.meetings
      .list()
      .filter((one) => !one.cancelled)
      .map(
        (one) =>
          `${one.provider} ${one.title} ${one.start}-${one.end} ${one.guests.map((g) => g.email).sort()}`,
      )
      .sort(),
    panels: lines(lever.panels, (one: { externalUrl?: string; canceledAt: number | null; start: number }) =>
      one.canceledAt === null && ours(one.externalUrl) ? `panel ${one.start} ${one.externalUrl}` : null,
    ),
    notes: lines(lever.notes, (one: { deletedAt: number | null; fields: unknown }) =>
      one.deletedAt === null && ours(one.fields) ? `note ${JSON.stringify(one.fields).length}` : null,
    ),
    tags: [...lever.opportunities.values()].flatMap(({ id, tags }) =>
      tags.some((tag: string) => /^(AI: |Kotlin)/.test(tag)) ? `tags of ${id}: ${[...tags].sort()}` : [],
    ),
    stage: [`stage ${lever.opportunities.get(KNOWN.simple)?.stage}`],
    forms: (lever.forms.get(KNOWN.simple) ?? []).flatMap((form) => (ours(form) ? 'form' : [])),
    posts: kit.chats.list().map((post) => `post ${post.text}`),
    mails: kit.office.outbox
      .list()
      .map((mail) => `${mail.kind} ${mail.to} ${mail.subject}`)
      .sort(),
  };
}
