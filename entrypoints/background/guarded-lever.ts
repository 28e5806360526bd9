import browser from 'webextension-polyfill';
import type { Failure } from '@/lib/domain/problem';
import {
  type Ability,
  type Admission,
  may,
  NOBODY,
  roleOf,
  seesConfidential,
  seesEverybody,
  type Viewer,
} from '@/lib/governance/access';
import type { ReadPurpose } from '@/lib/governance/read-windows';
import { notAdmitted, notAllowed } from '@/lib/governance/refusals';
import type { ReadLog } from '@/lib/ledger/audit-reads';
import { type Decided, guardLever } from '@/lib/lever/guarded';
import type { LeverPort } from '@/lib/lever/port';
import type { Clock } from '@/lib/platform/clock';
import type { Preset, SettingsStore } from '@/lib/storage/settings';

/** A role changes rarely; after so long it is read again, ms. */
const ROLE_LIFE_MS = 30 * 60_000;
const ROLE = 'gate:role';
/** What was decided about each candidacy, by opportunity id. Ids only; kept on disk, because plans are. */
const DECISIONS = 'gate:decisions';

interface Known extends Decided {
  /** Lever calls it confidential, whoever looks. */
  confidential: boolean;
  /** Whom it was decided for: user id and role. */
  who: string;
}

export interface GateDeps {
  lever(): Promise<LeverPort>;
  me(): Promise<string | null>;
  preset(): Promise<Preset>;
  settings: Pick<SettingsStore, 'read'>;
  reads: Pick<ReadLog, 'note'>;
  clock: Pick<Clock, 'now'>;
}

export type Gate = ReturnType<typeof createGate>;

/** Who looks and what they may see: one place for every page, workflow and plan. */
export function createGate({ lever, me, preset, settings, reads, clock }: GateDeps) {
  let asking: Promise<string> | null = null;
  let decisions: Promise<Map<string, Known>> | null = null;

  /** Lever's word for the role; '' when Lever does not tell. Trouble that may pass is thrown, not taken for an answer. */
  async function accessRole(id: string): Promise<string> {
    const found = (await browser.storage.session.get(ROLE))[ROLE] as
      | { id: string; accessRole: string; at: number }
      | undefined;
    if (found?.id === id && clock.now() - found.at < ROLE_LIFE_MS) return found.accessRole;
    asking ??= (async () => {
      try {
        const { accessRole: told } = await (await lever()).user(id);
        await browser.storage.session.set({ [ROLE]: { id, accessRole: told, at: clock.now() } });
        return told;
      } catch (error) {
        const code = (error as Partial<Failure>).problem?.code;
        if (code === 'forbidden' || code === 'not-found') return '';
        throw error;
      } finally {
        asking = null;
      }
    })();
    return asking;
  }

  async function viewer(): Promise<Viewer> {
    const id = await me();
    if (id === null) return NOBODY;
    const [told, { accessRoles = {} }, { settings: chosen, fixedByAdmin }] = await Promise.all([
      accessRole(id),
      preset(),
      settings.read(),
    ]);
    const role = roleOf(told, accessRoles);
    const fixed = fixedByAdmin.includes('confidentialFor');
    return { id, role, confidential: seesConfidential(role, chosen.confidentialFor, fixed) };
  }

  /** For pages that must answer also when Lever cannot be asked: then it is the least. */
  const viewerNow = (): Promise<Viewer> => viewer().catch(async () => ({ ...NOBODY, id: await me() }));

  const all = (): Promise<Map<string, Known>> => {
    decisions ??= browser.storage.local
      .get(DECISIONS)
      .then((found) => new Map(Object.entries((found[DECISIONS] ?? {}) as Record<string, Known>)));
    return decisions;
  };
  const whoIs = ({ id, role }: Viewer): string => `${id} ${role}`;

  async function decided(opportunityId: string, admission: Admission, who: Viewer, confidential: boolean) {
    const known = await all();
    const before = known.get(opportunityId);
    known.set(opportunityId, { admission, confidential, who: whoIs(who), at: clock.now() });
    const same = before?.admission === admission && before.who === whoIs(who);
    // The time alone may be lost with the worker; what was decided may not.
    if (!same || before.confidential !== confidential)
      await browser.storage.local.set({ [DECISIONS]: Object.fromEntries(known) });
  }

  async function refusalFor(who: Viewer, opportunityId: string): Promise<Failure | null> {
    const known = (await all()).get(opportunityId);
    if (known?.confidential && !who.confidential) return notAdmitted('confidential');
    if (seesEverybody(who.role)) return null;
    const own = known?.who === whoIs(who) && known.admission === 'open';
    return own ? null : notAdmitted('not-yours');
  }

  return {
    viewerNow,
    /** Lever as this user may see it, with every reading logged under `purpose`. */
    guard: (api: LeverPort, purpose: ReadPurpose): LeverPort =>
      guardLever(
        api,
        {
          viewer,
          note: reads.note,
          decided,
          async known(opportunityId, who) {
            const found = (await all()).get(opportunityId);
            return found && found.who === whoIs(who) ? found : null;
          },
          now: clock.now,
        },
        purpose,
      ),
    /** Why this user may not see what is kept about a candidacy; null when they may. */
    refusal: async (opportunityId: string): Promise<Failure | null> =>
      refusalFor(await viewerNow(), opportunityId),
    /** Why this user's role may not do this; null when it may. */
    async forbids(ability: Ability): Promise<Failure | null> {
      const { role } = await viewerNow();
      return may(role, ability) ? null : notAllowed(role, ability);
    },
    mayDecide: async (): Promise<Failure | null> => {
      const { role } = await viewer();
      return may(role, 'schedule') ? null : notAllowed(role, 'schedule');
    },
    /** A person is shown what was read ahead: that is a reading too. */
    async shown(opportunityId: string): Promise<void> {
      const who = await viewer();
      await reads.note({
        actor: who.id ?? 'fulcrum',
        opportunityId,
        kind: 'opportunity',
        purpose: 'panel',
      });
    },
    /** What is remembered about a candidacy goes with it. */
    async forget(opportunityId: string): Promise<void> {
      const known = await all();
      const row = known.get(opportunityId);
      // That it is confidential must outlive the rest: it is what keeps it concealed.
      if (!row || row.confidential || !known.delete(opportunityId)) return;
      await browser.storage.local.set({ [DECISIONS]: Object.fromEntries(known) });
    },
  };
}
