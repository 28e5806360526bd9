import { Failure } from '@/lib/domain/problem';
import { choicesOf } from '@/lib/ledger/exceptions';
import type { Plan } from '@/lib/ledger/plan';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import type { ChannelDesk } from './channels';
import type { ExceptionItem, handleExceptions } from './contract';
import type { EscalationDesk } from './escalations';
import { createHandOver } from './hand-over';
import type { AuditAccess, LedgerAccess, People } from './port';
import { escalationOf, type HandOverContext, isOpen, itemOf } from './rules';
import { createWithColleague } from './with-colleague';

export interface HandleExceptionsDeps {
  ledger: LedgerAccess;
  audit: AuditAccess;
  escalations: EscalationDesk;
  channels: ChannelDesk;
  people: People;
  kept: KeyValue;
  clock: Pick<Clock, 'now'>;
  newId(): string;
  /** Something changed that may alter when to look again. */
  changed(): void;
}

const LISTED = ['parked', 'expired', 'rolled-back'] as const;
const DISMISSED = 'dismissed';
const DISMISSED_KEPT = 500;
const ALL = Number.MAX_SAFE_INTEGER;

/** The Exceptions page: acts in the name of the connected recruiter. */
export function createHandleExceptions(deps: HandleExceptionsDeps): Implementation<typeof handleExceptions> {
  const { ledger, audit, escalations, channels, people, kept, clock } = deps;
  const { inForce, mustBeFree: free } = createWithColleague(ledger);
  const handOver = createHandOver({ ledger, people, channels, newId: deps.newId });

  async function me(): Promise<string> {
    const known = await people.me();
    if (known) return known.id;
    throw new Failure({
      code: 'not-connected',
      message: 'Lever is not connected, so nobody could be named in the log for this.',
      next: 'Connect Lever under Connections, then try again.',
      subject: 'Lever',
    });
  }

  async function mustFind(planId: string): Promise<Plan> {
    const plan = await ledger.plan(planId);
    if (plan) return plan;
    throw new Failure({
      code: 'plan-unknown',
      message: 'This plan is not known on this machine.',
      next: 'Reload the page; it may have been erased.',
    });
  }

  async function all(): Promise<ExceptionItem[]> {
    const [listed, recent, handOvers, dismissed] = await Promise.all([
      ledger.plans({ states: LISTED, limit: 500 }),
      ledger.plans({ limit: 500 }),
      inForce(),
      kept.get<string[]>(DISMISSED),
    ]);
    const seen = new Set(dismissed ?? []);
    return listed
      .filter((plan) => isOpen(plan, recent, seen, clock.now()))
      .map((plan) => itemOf(plan, choicesOf(plan), handOvers.get(plan.id)));
  }

  async function counted() {
    const [items, raised] = await Promise.all([all(), escalations.recent(200)]);
    const mine = items.filter((item) => !item.handedOver);
    const views = raised.map(escalationOf);
    // A stopped plan is counted once, not once more for the message about it.
    const listed = new Set(mine.map((item) => item.planId));
    const extra = raised.filter((one, at) => views[at]?.open && !(one.planId && listed.has(one.planId)));
    return {
      items,
      views,
      counts: { open: mine.length + extra.length, handedOver: items.length - mine.length },
    };
  }

  const done = (): null => {
    deps.changed();
    return null;
  };
  const channelsAfter = async () => {
    deps.changed();
    return channels.view();
  };

  return {
    async list({ show }) {
      const { items, views, counts } = await counted();
      const wanted = items.filter((item) => (item.handedOver !== null) === (show === 'handed-over'));
      return { items: wanted, escalations: views, counts };
    },
    count: async () => ({ open: (await counted()).counts.open }),

    async retry({ planId }) {
      await free(planId);
      await ledger.retry(planId, await me());
      return done();
    },
    async skip({ planId, actionId }) {
      await free(planId);
      await ledger.skip(planId, actionId, await me());
      return done();
    },
    compare: ({ planId }) => ledger.compareBeforeUndo(planId),
    async undo({ planId, force }) {
      await free(planId);
      await ledger.undo(planId, await me(), { force });
      return done();
    },
    async dismiss({ planId }) {
      const plan = await mustFind(planId);
      const { workflow, opportunityId, title } = plan;
      await audit.record([
        {
          actor: await me(),
          workflow,
          opportunityId,
          planId,
          event: 'exception-dismissed',
          details: { title },
        },
      ]);
      const before = (await kept.get<string[]>(DISMISSED)) ?? [];
      await kept.set(DISMISSED, [...before.filter((id) => id !== planId), planId].slice(-DISMISSED_KEPT));
      return done();
    },

    async colleagues() {
      const [own, users] = await Promise.all([people.me(), people.colleagues()]);
      return users
        .filter((user) => user.id !== own?.id)
        .map(({ id, name }) => ({ id, name }))
        .sort((a, b) => a.name.localeCompare(b.name));
    },
    async previewHandOver({ planId, to, note }) {
      await free(planId);
      const stuck = await ledger.plans({ workflow: 'handle-exceptions', states: ['parked'], limit: ALL });
      if (stuck.some((plan) => (plan.context as HandOverContext).of === planId))
        throw new Failure({
          code: 'hand-over-unsettled',
          message: 'An earlier hand-over of this is not settled yet; it is in the list as well.',
          next: 'Settle that one first, or somebody would be told twice.',
        });
      return handOver.preview(await mustFind(planId), to, note);
    },
    async handOver({ planId }) {
      await handOver.confirm(planId, await me());
      return done();
    },
    async cancelHandOver({ planId }) {
      await ledger.discard(planId, await me());
      return null;
    },
    async takeBack({ planId }) {
      const plan = (await inForce()).get(planId);
      if (!plan)
        throw new Failure({
          code: 'not-handed-over',
          message: 'This is not with a colleague any more.',
          next: 'Reload the page.',
        });
      const undone = await ledger.undo(plan.id, await me());
      if (undone.state !== 'undone' && undone.problem) throw new Failure(undone.problem);
      return done();
    },

    async sendAgain({ key }) {
      await escalations.sendAgain(key, await me());
      return done();
    },
    async settle({ key }) {
      await escalations.settle(key, await me());
      return done();
    },

    channels: () => channels.view(),
    async connectChat({ channel, address }) {
      await channels.connectChat(channel, address);
      return channelsAfter();
    },
    async connectMail({ provider, to }) {
      await channels.connectMail(provider, to);
      return channelsAfter();
    },
    async test({ channel }) {
      await channels.test(channel);
      return channels.view();
    },
    async disconnect({ channel }) {
      await channels.disconnect(channel);
      return channelsAfter();
    },
    async prefer({ channel }) {
      await channels.prefer(channel);
      return channelsAfter();
    },
    async setDelay({ minutes }) {
      await channels.setDelay(minutes);
      return channelsAfter();
    },
  };
}
