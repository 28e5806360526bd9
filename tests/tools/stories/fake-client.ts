import { Failure, type Problem } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { PanelRequest } from '@/lib/scheduling/panel';
import { previewChange } from '@/lib/scheduling/preview-change';
import { searchPanel } from '@/lib/scheduling/search-panel';
import type { PlanView } from '@/lib/workflows/schedule-interview/contract';
import type { PanelClient } from '@/lib/workflows/schedule-interview/store';
import { fakePlan } from './fake-plan';
import { createViewBuilder } from './fake-view';
import { storyRequest } from './world';

const TAKEN: Problem = {
  code: 'slot-taken',
  message: 'Ana Ruiz accepted another meeting at that time 20 seconds ago.',
  next: 'The next best time is below.',
};
const PARKED: Problem = {
  code: 'lever-unavailable',
  message: 'Lever did not answer while the interview was added to the panel (503, four tries).',
  next: 'Retry when Lever is back, or take back what was written.',
};

/** How long one step of a fake plan takes, ms. */
const STEP = 450;

/** A worker that answers from memory: the real engine over made-up calendars, and plans that tick. */
export function createFakeClient({
  story,
  theme,
  clock,
}: {
  story: string;
  theme: 'light' | 'dark' | null;
  clock: Clock;
}): PanelClient {
  let request: PanelRequest = storyRequest();
  const viewOf = createViewBuilder(story, clock);
  if (story === 'none')
    request = {
      ...request,
      horizon: { start: request.horizon.start, end: request.horizon.start + 4 * 86_400_000 },
      durationMinutes: 180,
    };
  const plans = new Map<string, { plan: PlanView; startedAt: number; undoing: boolean }>();
  const view = () =>
    viewOf.build(request, story === 'not-connected' ? null : searchPanel(viewOf.prepare(request)));

  function progress(entry: { plan: PlanView; startedAt: number; undoing: boolean }): PlanView {
    const { plan, startedAt, undoing } = entry;
    if (plan.state !== 'running' && plan.state !== 'undoing') return plan;
    const held = story === 'booking' ? 3 : Number.POSITIVE_INFINITY;
    const reached = Math.min(held, Math.floor((clock.now() - startedAt) / STEP));
    const writes = plan.writes.map((write, index) => {
      const turn = undoing ? plan.writes.length - 1 - index : index;
      if (undoing)
        return {
          ...write,
          state:
            turn < reached
              ? ('undone' as const)
              : turn === reached
                ? ('undoing' as const)
                : ('done' as const),
        };
      if (story === 'taken')
        return {
          ...write,
          state:
            index === 0 && reached > 0
              ? ('failed' as const)
              : reached > 0
                ? ('skipped' as const)
                : ('intended' as const),
        };
      if (story === 'parked' && index === 3 && reached >= 3)
        return { ...write, state: 'failed' as const, problem: PARKED };
      if (story === 'parked' && index > 3) return { ...write, state: 'planned' as const };
      return {
        ...write,
        state:
          index < reached
            ? ('done' as const)
            : index === reached
              ? ('intended' as const)
              : ('planned' as const),
      };
    });
    const stopped =
      story === 'taken' ? reached > 0 : story === 'parked' ? reached > 3 : reached >= plan.writes.length;
    const next: PlanView = { ...plan, writes, updatedAt: clock.now() };
    if (!stopped) return next;
    if (undoing) next.state = 'undone';
    else if (story === 'taken') {
      next.state = 'rolled-back';
      next.problem = TAKEN;
      const best = view().answer?.slots.find((slot) => slot.start !== plan.slot?.start);
      next.nextBest = best ? { start: best.start, end: best.end } : null;
    } else if (story === 'parked') {
      next.state = 'parked';
      next.problem = PARKED;
    } else {
      next.state = 'done';
      next.joinUrl = 'https://meet.google.com/fcr-demo-abc';
    }
    entry.plan = next;
    return next;
  }

  const entryOf = (planId: string) => {
    const entry = plans.get(planId);
    if (!entry)
      throw new Failure({
        code: 'plan-unknown',
        message: 'This plan is not known any more.',
        next: 'Open the preview again.',
      });
    return entry;
  };

  return {
    current: async () => ({ opportunityId: story === 'no-candidate' ? null : 'opp-alex', theme }),
    load: async ({ refresh }) => {
      if (story === 'loading') await new Promise(() => undefined);
      if (story === 'failed' || (story === 'refresh-failed' && refresh)) {
        throw new Failure({
          code: 'lever-unreachable',
          message: 'Lever did not answer for 10 seconds.',
          next: 'Check the network, then try again.',
          retryable: true,
        });
      }
      if (refresh) {
        await clock.sleep(400);
        viewOf.markRead();
      }
      return view();
    },
    adjust: async ({ adjustment }) => {
      await clock.sleep(250);
      request = viewOf.adjust(request, adjustment);
      return view();
    },
    applyChange: async ({ changeId }) => {
      await clock.sleep(250);
      const change = view().answer?.changes.find((one) => one.id === changeId);
      if (change) {
        viewOf.accept(change);
        request = previewChange(request, change);
      }
      return view();
    },
    remember: async () => view(),
    automate: async () => view(),
    reset: async () => {
      viewOf.forget();
      request = storyRequest();
      return view();
    },
    decide: async ({ constraintId, decision }) => {
      viewOf.decide(constraintId, decision);
      return view();
    },
    preview: async ({ start }) => {
      await clock.sleep(120);
      const plan = fakePlan(start, story === 'hostile');
      plans.set(plan.id, { plan, startedAt: 0, undoing: false });
      return plan;
    },
    book: async ({ planId }) => {
      const entry = entryOf(planId);
      Object.assign(entry, { plan: { ...entry.plan, state: 'running' as const }, startedAt: clock.now() });
      return progress(entry);
    },
    discard: async ({ planId }) => {
      const entry = entryOf(planId);
      plans.delete(planId);
      return { ...entry.plan, state: 'discarded' };
    },
    status: async ({ planId }) => progress(entryOf(planId)),
    compare: async ({ planId }) => ({ planId, items: [], read: 3, refusal: null }),
    undo: async ({ planId }) => {
      const entry = entryOf(planId);
      Object.assign(entry, {
        plan: { ...entry.plan, state: 'undoing' as const },
        startedAt: clock.now(),
        undoing: true,
      });
      return progress(entry);
    },
    plans: async () => [...plans.values()].map(progress),
    closePanel: async () => null,
  };
}
