import { defaultSettings } from '@/lib/domain/settings';
import type { Call } from '@/lib/messaging/contract';
import { activity } from './activity';
import { connections, mappings } from './connections';

const problem = (code: string, message: string, next: string) => ({
  ok: false as const,
  problem: { code, message, next },
});

const rooms = ['Lighthouse', 'Harbour', 'Pier', 'Anchor'].map((name, i) => ({
  email: `${name.toLowerCase()}@resource.larkspur.example`,
  name,
  capacity: i === 3 ? null : 4 + i * 2,
}));

function preferences(story: string) {
  const view = {
    settings: structuredClone(defaultSettings),
    fixedByAdmin: [] as string[],
    people: [],
    rooms: story === 'new' ? [] : rooms,
    shortcut: story === 'new' ? null : 'Alt+Shift+S',
    setAside: [] as unknown[],
    problems: [] as unknown[],
  };
  if (story === 'trouble') {
    view.fixedByAdmin = ['windowDays', 'hours'];
    view.setAside = [{ path: 'windowDays', from: 'stored', reason: 'Too big: expected number to be <=30' }];
    view.problems = [
      {
        code: 'not-connected',
        message: 'Google Calendar could not list rooms: the sign-in ended.',
        next: 'Reconnect Google under Connections.',
      },
    ];
  }
  return view;
}

/** What the background worker would say in a story: `new`, `connected`, `trouble`, `hostile`, `failing`. */
export function answer(
  story: string,
  { contract, method, input }: Call,
): { ok: boolean; value?: unknown; problem?: unknown } {
  if (story === 'failing')
    return problem(
      'extension-unreachable',
      'Fulcrum was updated or reloaded while this page was open.',
      'Reload the page.',
    );
  const all = connections(story);
  const { system, userId } = (input ?? {}) as { system?: string; userId?: string };
  const one = () => ({ ok: true, value: all.find((view) => view.system === (system ?? 'lever')) });
  switch (`${contract}.${method}`) {
    case 'connect-accounts.status':
      return { ok: true, value: all };
    case 'connect-accounts.connectLeverKey':
      return problem(
        'lever-key-wrong',
        'Lever (production) did not accept the key or sign-in (401).',
        'Copy the whole key and check that the environment fits.',
      );
    case 'connect-model.status':
      return {
        ok: true,
        value: {
          state: story === 'new' ? 'not-connected' : 'connected',
          keyEnd: story === 'new' ? null : 'x4f2',
          connectedAt: story === 'new' ? null : 1_800_000_000_000,
          tasks: [
            { task: 'claims', about: 'Reads resumes, and checks fairness', model: 'claude-sonnet-5-5' },
            { task: 'rubric', about: 'Drafts criteria', model: 'claude-haiku-5-5' },
          ],
          choices: [
            { id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', input: 0.1, output: 0.5, typical: 0.0017 },
            { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', input: 2, output: 10, typical: 0.034 },
          ],
          baseUrl: 'https://api.anthropic.com',
          baseUrls: ['https://api.anthropic.com'],
          spent: { day: 1.24, month: 17.5 },
          cap: { day: 5, month: 50 },
          lastTest: null,
          problem: null,
        },
      };
    case 'connect-accounts.mappings':
      return story === 'new'
        ? problem(
            'not-connected',
            'Lever is not connected, so its users cannot be listed.',
            'Connect Lever first, under Connections.',
          )
        : { ok: true, value: mappings(story) };
    case 'connect-accounts.checkMapping':
    case 'connect-accounts.setMapping':
      return { ok: true, value: mappings(story).find((view) => view.userId === userId) };
    case 'connect-accounts.disconnect': {
      const view = one().value;
      return {
        ok: true,
        value: {
          ...view,
          state: 'not-connected',
          account: null,
          notice:
            'Google Calendar confirmed that the access is revoked. Everything secret about it was deleted from this browser.',
        },
      };
    }
    case 'set-preferences.read':
    case 'set-preferences.change':
    case 'set-preferences.setPerson':
    case 'set-preferences.reset':
      return { ok: true, value: preferences(story) };
    case 'schedule-interview.current':
      return { ok: true, value: { opportunityId: story === 'connected' ? 'o-1' : null, theme: null } };
    case 'surfaces.openPanel':
      return { ok: true, value: { opened: true } };
    default:
      return contract === 'review-activity' ? { ok: true, value: activity(story, method) } : one();
  }
}
