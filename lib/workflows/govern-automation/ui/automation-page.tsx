import { useCallback, useRef } from 'react';
import { Button } from '@/components/button';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { AutomationView, governAutomation } from '../contract';
import { PostingList } from './posting-list';
import { StopEverything } from './stop-everything';
import { WorkflowCard } from './workflow-card';

/** What may act by itself, how far, and how it earned that. Every change is saved at once and logged. */
export function AutomationPage({ client }: { client: Client<typeof governAutomation> }) {
  const load = useCallback(() => client.read({}), [client]);
  const page = useLoad(load);
  const act = useAct();
  const view = page.value;
  const last = useRef(Promise.resolve());
  /** One after the other, none left out: a switch that was pressed while something else is saved counts too. */
  const change = (name: string, work: () => Promise<AutomationView>): Promise<void> => {
    last.current = last.current.then(async () => {
      const next = await act.run(name, work);
      if (next) page.set(next);
    });
    return last.current;
  };

  if (!view) {
    if (page.problem)
      return (
        <ProblemNotice problem={page.problem} action={<Button onClick={page.reload}>Try again</Button>} />
      );
    return (
      <div role="status" aria-busy="true" aria-label="Loading the automation" className="flex flex-col gap-3">
        <Skeleton className="h-16" />
        <Skeleton className="h-72" />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      {view.problems.map((problem) => (
        <ProblemNotice key={problem.code + problem.message} problem={problem} tone="warn" />
      ))}
      {view.may.why && (
        <Notice tone="info" title={view.may.stop ? 'You can look, and stop things.' : 'You can look.'}>
          {view.may.why.message} {view.may.why.next}
        </Notice>
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
      <StopEverything
        off={view.everything}
        may={view.may}
        busy={act.busy === 'everything'}
        onSwitch={(on) => change('everything', () => client.switchEverything({ on }))}
      />
      {view.workflows.map((one) => (
        <WorkflowCard
          key={one.workflow}
          view={one}
          bars={view.bars}
          may={view.may}
          onSwitch={(on) => change(one.workflow, () => client.switchWorkflow({ workflow: one.workflow, on }))}
          onPhase={(phase) => change(one.workflow, () => client.setPhase({ workflow: one.workflow, phase }))}
          onLevelPhase={(roleLevel, phase) =>
            change(one.workflow, () => client.setPhase({ workflow: one.workflow, roleLevel, phase }))
          }
        />
      ))}
      <PostingList
        view={view}
        refreshing={act.busy === 'refresh'}
        onRefresh={() => change('refresh', () => client.read({ refresh: true }))}
        onLevel={(postingId, level) => change('level', () => client.setRoleLevel({ postingId, level }))}
        onPhase={(workflow, postingId, phase) =>
          change('phase', () => client.setPhase({ workflow, postingId, phase }))
        }
      />
    </div>
  );
}
