import { Failure, problemOf } from '@/lib/domain/problem';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { ConnectionsStore } from '@/lib/storage/connections';
import type { connectAccounts, MappingView } from './contract';
import type { CalendarReads, LeverAccess, PeopleSettings } from './port';
import { mappingOf, readingInWords } from './rules';
import { SYSTEM_NAME } from './schema';

const CHECK_DAYS = 7;
const DAY = 86_400_000;

export interface MappingDeps {
  store: ConnectionsStore;
  lever: LeverAccess;
  calendars: Record<'google' | 'microsoft', CalendarReads>;
  people: PeopleSettings;
  clock: Pick<Clock, 'now'>;
}

type Mappings = Pick<Implementation<typeof connectAccounts>, 'mappings' | 'setMapping' | 'checkMapping'>;

/** Reads one address for the next seven days; an error is an answer too, in words. */
export async function readAddress(
  calendar: CalendarReads,
  email: string,
  now: number,
): Promise<{ ok: boolean; message: string }> {
  try {
    const read = await calendar.freeBusy([email], { start: now, end: now + CHECK_DAYS * DAY });
    return readingInWords(email, read[email], CHECK_DAYS);
  } catch (error) {
    const problem = problemOf(error);
    return { ok: false, message: `${problem.message} ${problem.next}` };
  }
}

/** Which calendar belongs to which Lever user. */
export function createMappings({ store, lever, calendars, people, clock }: MappingDeps): Mappings {
  async function all(): Promise<MappingView[]> {
    const [users, settings, { connections, checks }] = await Promise.all([
      lever.current().users(),
      people.read(),
      store.read(),
    ]);
    const accounts = { google: connections.google?.account, microsoft: connections.microsoft?.account };
    return users
      .filter((user) => user.deactivatedAt === null)
      .map((user) => mappingOf(user, settings[user.id], accounts, checks[user.id]))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  async function one(userId: string): Promise<MappingView> {
    const user = await lever.current().user(userId);
    const [settings, { connections, checks }] = await Promise.all([people.read(), store.read()]);
    const accounts = { google: connections.google?.account, microsoft: connections.microsoft?.account };
    return mappingOf(user, settings[user.id], accounts, checks[user.id]);
  }

  async function check(view: MappingView): Promise<{ ok: boolean; message: string }> {
    if (view.calendarEmail === null)
      return { ok: false, message: `${view.name} has no calendar here, so nothing can be read.` };
    if (view.provider === null) {
      return {
        ok: false,
        message: `It is not clear whether ${view.calendarEmail} is at Google or Microsoft: choose one.`,
      };
    }
    const { connections } = await store.read();
    if (!connections[view.provider]) {
      return {
        ok: false,
        message: `${SYSTEM_NAME[view.provider]} is not connected, so ${view.calendarEmail} cannot be read.`,
      };
    }
    return readAddress(calendars[view.provider], view.calendarEmail, clock.now());
  }

  return {
    async mappings() {
      const { connections } = await store.read();
      if (!connections.lever) {
        throw new Failure({
          code: 'not-connected',
          subject: SYSTEM_NAME.lever,
          message: 'Lever is not connected, so its users cannot be listed.',
          next: 'Connect Lever first, under Connections.',
        });
      }
      return all();
    },

    async setMapping({ userId, calendarEmail, provider, reset }) {
      await people.setCalendar(userId, reset ? null : { calendarEmail, provider: provider ?? undefined });
      // What was seen belonged to the old address.
      await store.update((state) => {
        const { [userId]: _, ...checks } = state.checks;
        return { ...state, checks };
      });
      return one(userId);
    },

    async checkMapping({ userId }) {
      const view = await one(userId);
      const seen = { at: clock.now(), ...(await check(view)) };
      await store.update((state) => ({ ...state, checks: { ...state.checks, [userId]: seen } }));
      return { ...view, check: seen };
    },
  };
}
