import type { createServer } from '@/lib/messaging/serve';
import { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { createConnectAccounts } from '@/lib/workflows/connect-accounts/service';
import { createWithColleague } from '@/lib/workflows/handle-exceptions/with-colleague';
import { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { createReviewActivity } from '@/lib/workflows/review-activity/service';
import { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { createSetPreferences } from '@/lib/workflows/set-preferences/service';
import { redirectUrl } from './connections';
import type { Core } from './core';
import { declaredHosts } from './declared-hosts';
import { createKeepings, type Kept } from './keepings';
import { pageReports, shortcut } from './lever-page';

/** The workflows behind the pages of the control room. */
export function serveControlRoom(
  server: ReturnType<typeof createServer>,
  { store, connections, settings, preset, governance, ledger, audit, egress, gate, reads, clock }: Core,
  /** What keeps something about candidates outside the ledger and extension storage. */
  parts: readonly Kept[],
): void {
  governance.serve(server, gate.viewerNow);
  server.serve(
    connectAccounts,
    createConnectAccounts({
      store,
      secrets: connections.secrets,
      authenticators: connections.authenticators,
      lever: connections.leverAccess,
      calendars: {
        google: connections.calendarReads('google'),
        microsoft: connections.calendarReads('microsoft'),
      },
      people: {
        read: async () => (await settings.read()).settings.people,
        async setCalendar(userId, calendar) {
          await settings.changePerson(userId, ({ calendarEmail: _email, provider: _provider, ...rest }) => ({
            ...rest,
            ...calendar,
          }));
        },
      },
      preset,
      redirectUrl,
      clock,
    }),
  );
  server.serve(
    setPreferences,
    createSetPreferences({
      settings,
      directory: {
        async people() {
          const { api } = await connections.lever();
          const users = (await api.users()).filter((u) => u.deactivatedAt === null);
          return users.map((u) => ({ id: u.id, name: u.name, email: u.email, jobTitle: u.jobTitle ?? null }));
        },
        rooms: connections.rooms,
        shortcut,
      },
    }),
  );
  server.serve(
    reviewActivity,
    createReviewActivity({
      ledger,
      audit,
      egress,
      pageHealth: { reports: pageReports },
      access: { viewer: gate.viewerNow, refusal: gate.refusal },
      keepings: createKeepings({ forget: gate.forget, settle: () => reads.flush(true), parts }),
      handOvers: createWithColleague(ledger),
      hosts: declaredHosts,
      clock,
      people: {
        me: connections.me,
        async names() {
          const me = (await store.read()).connections.lever?.account;
          return me ? { [me.id]: me.name } : {};
        },
      },
    }),
  );
}
