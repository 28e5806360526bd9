import { createReviewLoad } from '@/lib/workflows/review-load/service';
import type { Core } from './core';
import { rememberedSetups } from './loops';

/** The load of interviewers: the pools are those of the stage plans remembered on this computer. */
export const bindLoad = ({ connections, settings, ledger, clock }: Core) =>
  createReviewLoad({
    lever: () => connections.lever('panel'),
    calendar: connections.calendar,
    accounts: connections.accounts,
    settings: async () => (await settings.read()).settings,
    pools: async () =>
      (await rememberedSetups()).flatMap(({ postingId, stageId, setup }) =>
        setup.sessions.flatMap(({ roles }) =>
          roles.map(({ label, members }) => ({ postingId, stageId, label, members })),
        ),
      ),
    ledger,
    clock,
    localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  }).implementation;
