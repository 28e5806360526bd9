import { describe, expect, it, vi } from 'vitest';
import type { Role } from '@/lib/governance/access';
import type { Caller } from '@/lib/messaging/contract';
import { newGovernor, POSTING, WORKFLOWS } from '@/tests/fakes/governance';
import { createGovernAutomation } from './service';

const W = 'schedule-interview';
const CALLER: Caller = { sender: 'own', tabId: null, url: null };

function newService(preset?: object, role: Role = 'admin', id: string | null = 'user-rec') {
  const place = newGovernor({ preset: async () => preset });
  const switched = vi.fn();
  const all = vi.fn(async () => [POSTING]);
  const service = createGovernAutomation({
    governor: place.governor,
    store: place.store,
    postings: { all, one: async () => POSTING },
    workflows: WORKFLOWS,
    viewer: async () => ({ id, role, confidential: false }),
    actor: async () => ({ id: 'user-rec', name: 'Maya Okafor' }),
    switched,
  });
  return { ...place, service, switched, all };
}
const wish = { workflow: W, postingId: null, roleLevel: null };

describe('the Automation page in the worker', () => {
  it('switches a workflow off and on in the name of who did it, logs both, and holds what runs', async () => {
    const { service, log, switched } = newService();
    const off = await service.switchWorkflow({ workflow: W, on: false }, CALLER);
    expect(off.workflows[0]?.off).toEqual({ scope: 'workflow', name: 'Maya Okafor', at: 1_800_000_000_000 });
    const on = await service.switchWorkflow({ workflow: W, on: true }, CALLER);
    expect(on.workflows[0]?.off).toBeNull();
    expect(log).toMatchObject([
      { event: 'workflow-switched-off', actor: 'user-rec', workflow: W, opportunityId: null },
      { event: 'workflow-switched-on', actor: 'user-rec', workflow: W },
    ]);
    expect(switched).toHaveBeenCalledTimes(2);
  });

  it('stops everything; single switches keep their state behind it', async () => {
    const { service, log } = newService();
    await service.switchWorkflow({ workflow: W, on: false }, CALLER);
    expect((await service.switchEverything({ on: false }, CALLER)).everything?.name).toBe('Maya Okafor');
    const again = await service.switchEverything({ on: true }, CALLER);
    expect([again.everything, again.workflows[0]?.off?.scope]).toEqual([null, 'workflow']);
    expect(log.map((one) => one.event).slice(1)).toEqual(['everything-stopped', 'everything-switched-on']);
  });

  it('keeps wishes and role levels, logs each, and takes them back', async () => {
    const { service, log } = newService();
    expect((await service.setPhase({ ...wish, phase: 3 }, CALLER)).workflows[0]).toMatchObject({
      wished: 3,
      inForce: 1,
    });
    await service.setPhase({ ...wish, postingId: 'p1', phase: 2 }, CALLER);
    expect(
      (await service.setRoleLevel({ postingId: 'p1', level: 'critical' }, CALLER)).postings[0],
    ).toMatchObject({
      level: 'critical',
      source: 'you',
      places: [{ own: 2, inForce: 1 }],
    });
    await service.setPhase({ ...wish, postingId: 'p1', phase: null }, CALLER);
    const end = await service.setRoleLevel({ postingId: 'p1', level: null }, CALLER);
    expect(end.postings[0]).toMatchObject({ level: 'standard', source: 'title', places: [{ own: null }] });
    expect(log.map((one) => one.event)).toEqual([
      'phase-wished',
      'phase-wished',
      'role-level-set',
      'phase-wished',
      'role-level-set',
    ]);
  });

  it('refuses what the administrator fixed, and workflows nobody knows', async () => {
    const { service, log } = newService({
      workflows: { [W]: { off: true, maxPhase: 2 } },
      roleLevels: { p1: 'executive' },
    });
    const refused = { problem: { code: 'fixed-by-admin' } };
    await expect(service.switchWorkflow({ workflow: W, on: true }, CALLER)).rejects.toMatchObject(refused);
    await expect(service.setPhase({ ...wish, phase: 3 }, CALLER)).rejects.toMatchObject(refused);
    await expect(service.setRoleLevel({ postingId: 'p1', level: 'standard' }, CALLER)).rejects.toMatchObject(
      refused,
    );
    await expect(
      service.switchWorkflow({ workflow: 'constructor', on: false }, CALLER),
    ).rejects.toMatchObject({
      problem: { code: 'workflow-unknown' },
    });
    expect(log).toEqual([]);
  });

  it('lets everybody who may schedule stop things, and only administrators give more room', async () => {
    const changes = (service: ReturnType<typeof newService>['service']) => [
      () => service.switchEverything({ on: true }, CALLER),
      () => service.switchWorkflow({ workflow: W, on: true }, CALLER),
      () => service.setPhase({ ...wish, phase: 2 }, CALLER),
      () => service.setPhase({ ...wish, phase: null }, CALLER),
      () => service.setRoleLevel({ postingId: 'p1', level: 'standard' }, CALLER),
    ];
    for (const role of ['team-member', 'limited-team-member', 'unknown'] as const) {
      const { service, log } = newService(undefined, role);
      const { may } = await service.read({ refresh: false }, CALLER);
      expect(may).toMatchObject({ stop: true, change: false, why: { code: 'not-allowed' } });
      await service.switchWorkflow({ workflow: W, on: false }, CALLER);
      await service.switchEverything({ on: false }, CALLER);
      for (const change of changes(service))
        await expect(change()).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
      expect(log.map((one) => one.event)).toEqual(['workflow-switched-off', 'everything-stopped']);
    }
    const { service, log } = newService(undefined, 'interviewer');
    expect((await service.read({ refresh: false }, CALLER)).may.stop).toBe(false);
    for (const refused of [...changes(service), () => service.switchEverything({ on: false }, CALLER)])
      await expect(refused()).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    expect(log).toEqual([]);
  });

  it('before Lever is connected things can be stopped, and nothing else', async () => {
    const { service } = newService(undefined, 'unknown', null);
    expect((await service.switchEverything({ on: false }, CALLER)).everything).not.toBeNull();
    const back = service.switchEverything({ on: true }, CALLER);
    await expect(back).rejects.toMatchObject({ problem: { code: 'not-connected' } });
  });

  it('has a wish for standard roles of its own; critical and executive ones stay in phase 1', async () => {
    const { service } = newService();
    await service.setPhase({ ...wish, phase: 3 }, CALLER);
    const view = await service.setPhase({ ...wish, roleLevel: 'standard', phase: 2 }, CALLER);
    expect(view.workflows[0]).toMatchObject({
      general: 3,
      wished: 2,
      levels: [
        { level: 'standard', own: 2, capped: false },
        { level: 'critical', own: null, capped: true },
        { level: 'executive', own: null, capped: true },
      ],
    });
    for (const roleLevel of ['critical', 'executive'] as const)
      await expect(service.setPhase({ ...wish, roleLevel, phase: 2 }, CALLER)).rejects.toMatchObject({
        problem: { code: 'role-level-capped' },
      });
  });

  it('reads the postings when they are old or asked for, never while everything is stopped, and shows what it has', async () => {
    const { service, all, kept } = newService();
    kept.readAt = 1_800_000_000_000 - 1000;
    await service.read({ refresh: false }, CALLER);
    expect(all).toHaveBeenCalledTimes(0);
    await service.read({ refresh: true }, CALLER);
    kept.readAt = null;
    all.mockRejectedValueOnce(new Error('offline'));
    const view = await service.read({ refresh: false }, CALLER);
    expect(view.problems[0]?.message).toContain('offline');
    expect(view.postings).toHaveLength(1);
    expect(all).toHaveBeenCalledTimes(2);
    await service.switchEverything({ on: false }, CALLER);
    await service.read({ refresh: true }, CALLER);
    expect(all).toHaveBeenCalledTimes(2);
  });
});
