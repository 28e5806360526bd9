import type { ConnectionView, MappingView, System } from '@/lib/workflows/connect-accounts/contract';
import { needsOf, ON_DISCONNECT } from '@/lib/workflows/connect-accounts/schema';

const NOW = Date.UTC(2027, 2, 9, 10, 30);
const REDIRECT: Record<System, string> = {
  lever: 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/lever',
  google: 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/google',
  microsoft: 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/microsoft',
};
export const HOSTILE =
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> "\'`{{7*7}} ‮RTL ' +
  'very-long-word'.repeat(12);

function empty(system: System): ConnectionView {
  const way = system === 'lever' ? 'api-key' : 'oauth';
  return {
    system,
    state: system === 'lever' ? 'not-connected' : 'not-set-up',
    way: null,
    account: null,
    scopes: needsOf(system, way).map(({ scope, why }) => ({ scope, why, granted: null })),
    until: null,
    connectedAt: null,
    lastTest: null,
    problem: null,
    client: {
      clientId: null,
      hasSecret: false,
      preset: false,
      environment: 'production',
      environmentFixed: false,
    },
    redirectUrl: REDIRECT[system],
    onDisconnect: ON_DISCONNECT[system],
    notice: null,
  };
}

function connected(system: System): ConnectionView {
  const view = empty(system);
  return {
    ...view,
    state: 'connected',
    way: system === 'lever' ? 'api-key' : 'oauth',
    account: {
      name: 'Maya Okafor',
      email: system === 'microsoft' ? 'maya.okafor@tidewater.example' : 'maya.okafor@larkspur.example',
    },
    scopes: view.scopes.map((scope) => ({ ...scope, granted: !/create|delete/.test(scope.scope) || null })),
    until: system === 'microsoft' ? NOW + 86_400_000 : null,
    connectedAt: NOW - 86_400_000,
    client: { ...view.client, clientId: system === 'lever' ? null : `${system}-client-id.example` },
    lastTest:
      system === 'google'
        ? {
            at: NOW,
            ok: true,
            message:
              'Google Calendar answered as maya.okafor@larkspur.example. Your own calendar: 23 busy times in the next 7 days.',
          }
        : null,
  };
}

/** The three connections of a story. */
export function connections(story: string): ConnectionView[] {
  if (story === 'new') return [empty('lever'), empty('google'), empty('microsoft')];
  const all = [connected('lever'), connected('google'), connected('microsoft')];
  if (story === 'trouble') {
    const [lever, google, microsoft] = all as [ConnectionView, ConnectionView, ConnectionView];
    lever.scopes = lever.scopes.map((scope) =>
      scope.scope.startsWith('Requisitions') ? { ...scope, granted: false } : scope,
    );
    lever.problem = {
      code: 'scope-missing',
      message: 'Lever is connected, but without: Requisitions: list requisitions.',
      next: 'A Super Admin makes a new key with these boxes ticked, then paste it here.',
    };
    google.state = 'expired';
    google.client.preset = true;
    google.lastTest = null;
    google.problem = {
      code: 'interaction-required',
      message:
        'Google Calendar (maya.okafor@larkspur.example): the sign-in ended and cannot be renewed without you.',
      next: 'Press Reconnect and sign in as the same account.',
    };
    microsoft.state = 'refused';
    microsoft.problem = {
      code: 'other-account',
      message:
        'Microsoft 365 renewed the sign-in with another account: eve@tidewater.example instead of maya.okafor@tidewater.example.',
      next: 'Reconnect and choose maya.okafor@tidewater.example.',
    };
  }
  if (story === 'hostile') for (const view of all) view.account = { name: HOSTILE, email: HOSTILE };
  return all;
}

const person = (name: string, change: Partial<MappingView> = {}): MappingView => {
  const email = `${name.toLowerCase().replace(' ', '.')}@larkspur.example`;
  return {
    userId: `u-${name}`,
    name,
    leverEmail: email,
    calendarEmail: email,
    provider: 'google',
    source: 'lever-email',
    check: null,
    ...change,
  };
};

export function mappings(story: string): MappingView[] {
  return [
    person('Aisha Bello', {
      check: { at: NOW, ok: true, message: '31 busy times in the next 7 days.' },
    }),
    person('Bea Sundstrom', { calendarEmail: null, provider: null, source: 'you' }),
    person('Farah Siddiqui', {
      provider: 'microsoft',
      leverEmail: 'farah.siddiqui@tidewater.example',
      calendarEmail: 'farah.siddiqui@tidewater.example',
      check: {
        at: NOW,
        ok: false,
        message:
          'Microsoft 365 may not show the calendar of farah.siddiqui@tidewater.example. Ask them to share free/busy times.',
      },
    }),
    person('Hugo Marchetti', {
      leverEmail: 'hugo.marchetti@contractor.example',
      calendarEmail: 'hugo.marchetti@contractor.example',
      provider: null,
    }),
    person('Kenji Tanaka', { calendarEmail: 'kenji@larkspur.example', source: 'you' }),
    person('Maya Okafor'),
    ...(story === 'hostile'
      ? [
          person('x', {
            name: HOSTILE,
            leverEmail: HOSTILE,
            calendarEmail: HOSTILE,
            check: { at: NOW, ok: false, message: HOSTILE },
          }),
        ]
      : []),
  ];
}
