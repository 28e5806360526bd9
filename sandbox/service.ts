import type { Hono } from 'hono';
import type { Faults } from './faults';
import type { World } from './world/types';

/** One simulated service: a plain `Request → Response` app and the hosts it plays. */
export interface Service {
  name: string;
  hosts: string[];
  app: Hono;
}

/** What every simulator is made from. Time is injected so that contract tests can move it. */
export interface SandboxContext {
  world: World;
  faults: Faults;
  now(): number;
  /** Runs `job` after `ms` (room answers, late Meet links); the sandbox clears what is left when it closes. */
  later(ms: number, job: () => void): void;
}
