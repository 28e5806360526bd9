import { Failure, problemOf } from '@/lib/domain/problem';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { ClientRecord, ConnectionRecord, ConnectionsStore } from '@/lib/storage/connections';
import type { ConnectionView, connectAccounts, System } from './contract';
import { checkInWords, checkLever, type LeverCheck } from './lever-check';
import { createMappings, readAddress } from './mappings';
import type {
  Authenticators,
  CalendarReads,
  ConnectionPreset,
  Grant,
  Identity,
  LeverAccess,
  PeopleSettings,
  SecretKeeper,
} from './port';
import {
  clientInForce,
  connectedBy,
  failedWith,
  missingOf,
  missingProblem,
  NO_CLIENT,
  renewedBy,
  revocationInWords,
  viewOf,
} from './rules';
import { needsOf, SYSTEM_NAME } from './schema';

export interface ConnectAccountsDeps {
  store: ConnectionsStore;
  secrets: SecretKeeper;
  authenticators: Authenticators;
  lever: LeverAccess;
  calendars: Record<'google' | 'microsoft', CalendarReads>;
  people: PeopleSettings;
  preset: () => Promise<ConnectionPreset>;
  redirectUrl: (system: System) => string;
  clock: Pick<Clock, 'now'>;
}

const SYSTEMS: readonly System[] = ['lever', 'google', 'microsoft'];

function notReady(system: System, message: string, next: string): Failure {
  return new Failure({ code: 'not-set-up', subject: SYSTEM_NAME[system], message, next });
}

/** Connections as the control room shows them. Every state it returns was written to the store first. */
export function createConnectAccounts(deps: ConnectAccountsDeps): Implementation<typeof connectAccounts> {
  const { store, secrets, authenticators, lever, calendars, clock } = deps;

  async function view(system: System): Promise<ConnectionView> {
    const [state, preset] = await Promise.all([store.read(), deps.preset()]);
    return viewOf({
      system,
      record: state.connections[system],
      damaged: state.damaged.includes(system),
      client: clientInForce(system, state.clients[system], preset),
      environmentFixed: system === 'lever' && preset.leverEnvironment !== undefined,
      redirectUrl: deps.redirectUrl(system),
      now: clock.now(),
    });
  }

  const clientOf = async (system: System) =>
    clientInForce(system, (await store.read()).clients[system], await deps.preset());
  const savedClient = async (system: System) => (await store.read()).clients[system] ?? NO_CLIENT;
  const recordOf = async (system: System) => (await store.read()).connections[system];

  async function save(
    system: System,
    change: (record: ConnectionRecord | undefined) => ConnectionRecord | undefined,
  ): Promise<void> {
    await store.update((state) => ({
      ...state,
      connections: { ...state.connections, [system]: change(state.connections[system]) },
    }));
  }

  const saveClientRecord = (system: System, client: ClientRecord) =>
    store.update((state) => ({ ...state, clients: { ...state.clients, [system]: client } }));

  const testOf = (check: LeverCheck) => ({ at: clock.now(), ...checkInWords(check) });

  async function identityOf(system: System, grant: Grant, email: string | null): Promise<Identity> {
    if (grant.identity) return grant.identity;
    const { environment } = await clientOf(system);
    const { user } = await checkLever(lever.current(), email ?? '', environment);
    return { id: user.id, email: user.email, name: user.name };
  }

  async function testLever(record: ConnectionRecord): Promise<void> {
    const { environment } = await clientOf('lever');
    const check = await checkLever(lever.current(), record.account.email, environment);
    const granted = record.way === 'api-key' ? check.granted : record.granted;
    const missing = record.way === 'api-key' ? check.missing : missingOf(needsOf('lever', 'oauth'), granted);
    const problem = missingProblem('lever', record.way, missing);
    await save(
      'lever',
      (now) => now && { ...now, state: 'connected', granted, problem, lastTest: testOf(check) },
    );
  }

  async function testCalendar(system: 'google' | 'microsoft', record: ConnectionRecord): Promise<void> {
    const account = await calendars[system].account();
    if (account.id !== record.account.id) {
      const other = renewedBy(system, record, {
        identity: account,
        grantedScopes: null,
        accessUntil: null,
        until: null,
      }).record;
      throw new Failure(other.problem ?? problemOf(null));
    }
    const read = await readAddress(calendars[system], account.email, clock.now());
    const missing = missingOf(needsOf(system, 'oauth'), record.granted);
    const lacks = missing.length > 0 ? ` Not granted: ${missing.join(', ')}.` : '';
    const message = `${SYSTEM_NAME[system]} answered as ${account.email}. Your own calendar: ${read.message}${lacks}`;
    const lastTest = { at: clock.now(), ok: read.ok && missing.length === 0, message };
    await save(
      system,
      (now) =>
        now && { ...now, state: 'connected', lastTest, problem: missingProblem(system, now.way, missing) },
    );
  }

  return {
    status: () => Promise.all(SYSTEMS.map(view)),

    async connectLeverKey({ key, email, environment }) {
      const fixed = (await deps.preset()).leverEnvironment ?? environment;
      const check = await checkLever(lever.withKey(key, fixed), email, fixed);
      await secrets.keep('lever-api-key', key);
      await saveClientRecord('lever', { ...(await savedClient('lever')), environment: fixed, email });
      const { user } = check;
      await save('lever', () => ({
        way: 'api-key',
        state: 'connected',
        account: { id: user.id, email: user.email, name: user.name },
        granted: check.granted,
        accessUntil: null,
        until: null,
        connectedAt: clock.now(),
        lastTest: testOf(check),
        problem: missingProblem('lever', 'api-key', check.missing),
      }));
      return view('lever');
    },

    async saveClient({ system, clientId, clientSecret, environment, email }) {
      const present = await clientOf(system);
      if (present.preset && clientId !== present.clientId) {
        throw notReady(
          system,
          `The client id of ${SYSTEM_NAME[system]} is set by your administrator.`,
          'Ask them to change it, or use it as it is.',
        );
      }
      if (clientSecret) await secrets.keep(`${system}-client-secret`, clientSecret);
      await saveClientRecord(system, {
        clientId,
        hasSecret: clientSecret ? true : present.hasSecret && clientId === present.clientId,
        environment,
        email: email ?? present.email,
      });
      return view(system);
    },

    async connect({ system }) {
      const client = await clientOf(system);
      if (!client.clientId) {
        throw notReady(
          system,
          `${SYSTEM_NAME[system]} has no OAuth client yet.`,
          'Follow the steps beside it and save the client id first.',
        );
      }
      if (system === 'lever' && !client.email) {
        throw notReady(
          system,
          'Lever does not tell who signs in, so your Lever e-mail address is needed.',
          'Save it together with the client id.',
        );
      }
      const before = await recordOf(system);
      const oauth = { clientId: client.clientId, environment: client.environment };
      const loginHint = before?.account.email ?? client.email;
      const grant = await authenticators[system].connect(oauth, { interactive: true, loginHint });
      const identity = await identityOf(system, grant, client.email);
      if (before && before.way === 'oauth') {
        const again = renewedBy(system, before, { ...grant, identity });
        if (!again.keepTokens) {
          await authenticators[system].forget();
          await save(system, () => again.record);
          return view(system);
        }
      }
      await save(system, () => connectedBy(system, identity, grant, clock.now()));
      return view(system);
    },

    async test({ system }) {
      const record = await recordOf(system);
      if (!record) throw notReady(system, `${SYSTEM_NAME[system]} is not connected.`, 'Connect it first.');
      try {
        await (system === 'lever' ? testLever(record) : testCalendar(system, record));
      } catch (error) {
        const found = problemOf(error);
        const problem = found.code === 'lever-key-wrong' ? { ...found, code: 'unauthorised' } : found;
        const lastTest = { at: clock.now(), ok: false, message: `${found.message} ${found.next}` };
        await save(system, (now) => now && { ...failedWith(system, now, problem), lastTest });
      }
      return view(system);
    },

    async disconnect({ system }) {
      const record = await recordOf(system);
      const client = await clientOf(system);
      const did: string[] = [];
      if (record?.way === 'oauth') {
        try {
          did.push(
            revocationInWords(
              system,
              await authenticators[system].revoke(
                client.clientId ? { clientId: client.clientId, environment: client.environment } : null,
              ),
            ),
          );
        } catch (error) {
          did.push(
            `The access could not be revoked at ${SYSTEM_NAME[system]}: ${problemOf(error).message} Remove it in your account there.`,
          );
        }
      }
      await authenticators[system].forget();
      if (system === 'lever') {
        await secrets.forget('lever-api-key');
        if (record?.way === 'api-key')
          did.push('Lever keeps the key itself valid: a Super Admin deletes it in Lever.');
      }
      if (client.hasSecret) await secrets.forget(`${system}-client-secret`);
      await saveClientRecord(system, { ...(await savedClient(system)), hasSecret: false });
      await save(system, () => undefined);
      did.push('Everything secret about it was deleted from this browser.');
      return { ...(await view(system)), notice: did.join(' ') };
    },

    ...createMappings({ store, lever, calendars, people: deps.people, clock }),
  };
}
