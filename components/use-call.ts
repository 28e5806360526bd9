import { useCallback, useEffect, useRef, useState } from 'react';
import { type Problem, problemOf } from '@/lib/domain/problem';

export interface Loaded<T> {
  value: T | null;
  problem: Problem | null;
  loading: boolean;
  reload(): Promise<void>;
  /** Puts in an answer that another call brought. */
  set(value: T): void;
}

/**
 * Loads when `load` changes (give it a stable identity) and again on `reload`. A late answer never replaces a newer one; one that is
 * newer than what is shown counts even when another was asked for since, so a slow worker still gets its word in.
 */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(true);
  const turn = useRef(0);
  /** The turn whose answer is shown. */
  const shown = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setLoading(true);
    try {
      const next = await load();
      if (mine <= shown.current) return;
      shown.current = mine;
      setValue(next);
      setProblem(null);
    } catch (error) {
      if (mine === turn.current) setProblem(problemOf(error));
    } finally {
      if (mine === turn.current) setLoading(false);
    }
  }, [load]);
  useEffect(() => {
    void reload();
    return () => {
      shown.current = ++turn.current;
    };
  }, [reload]);
  const set = useCallback((next: T) => {
    shown.current = ++turn.current;
    setValue(next);
    setProblem(null);
    setLoading(false);
  }, []);
  return { value, problem, loading, reload, set };
}

export interface Acting {
  /** Name of the call that is running; null = none. */
  busy: string | null;
  /** Why the last call failed; null = it did not. */
  problem: Problem | null;
  /** Runs one call at a time; undefined when it failed (see `problem`) or another one was running. */
  run<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  clear(): void;
}

/** Calls made by pressing something. */
export function useAct(): Acting {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const run = useCallback(async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(name);
    setProblem(null);
    try {
      return await work();
    } catch (error) {
      setProblem(problemOf(error));
      return undefined;
    } finally {
      running.current = false;
      setBusy(null);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, run, clear };
}
