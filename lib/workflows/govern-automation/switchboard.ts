import { Failure, type Problem } from '@/lib/domain/problem';

/** The kill switches as abort signals, for everything that is under way in this worker. */
export function createSwitchboard() {
  const controls = new Map<string, AbortController>();
  let why: (workflow: string) => Problem | null = () => null;

  function controlOf(workflow: string): AbortController {
    const problem = why(workflow);
    let control = controls.get(workflow);
    if (!control || (control.signal.aborted && !problem)) {
      control = new AbortController();
      controls.set(workflow, control);
    }
    if (problem && !control.signal.aborted) control.abort(new Failure(problem));
    return control;
  }

  return {
    /** Aborted while the workflow is off; ask again after it was switched on. */
    signalFor: (workflow: string): AbortSignal => controlOf(workflow).signal,
    /** Puts switches into force at once: `problemOf` says why a workflow is off, null = on. */
    apply(problemOf: (workflow: string) => Problem | null): void {
      why = problemOf;
      for (const workflow of [...controls.keys()]) controlOf(workflow);
    },
  };
}
