import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAnthropic } from './anthropic/app';
import { type Chats, createChats } from './chats';
import { createDesk } from './desk/app';
import { createFaults, type Faults } from './faults';
import { createGateway } from './gateway';
import { createGoogle } from './google/app';
import { type LoadedCalendars, loadCalendars } from './ics';
import { createJournal, type Journal } from './journal';
import { createLeverApi } from './lever/api/app';
import { createLeverAuth } from './lever/oauth';
import { createLeverWeb } from './lever/web/app';
import { createLinks } from './links';
import { createOffice, type Meetings } from './meetings';
import { createMicrosoft } from './microsoft/app';
import type { Outbox } from './outbox';
import type { Service } from './service';
import { createSlack } from './slack/app';
import { createTeams } from './teams/app';
import { certificateFor } from './tls';
import type { World } from './world/types';
import { createWorld } from './world/world';

export interface SandboxOptions {
  /** 0 or absent = any free port. */
  port?: number;
  /** Folder of .ics files that replace generated calendars. */
  calendars?: string;
  /** ms epoch; default the real clock. */
  now?: () => number;
  seed?: number;
}

export interface Sandbox {
  port: number;
  /** For `--ignore-certificate-errors-spki-list`. */
  spki: string;
  /** For `--host-resolver-rules`. */
  hostRules: string;
  hosts: string[];
  deskUrl: string;
  world: World;
  faults: Faults;
  journal: Journal;
  outbox: Outbox;
  meetings: Meetings;
  /** What Slack and Teams would show. */
  chats: Chats;
  /** What came of `calendars`; null when none were asked for. */
  calendars: LoadedCalendars | null;
  /** The same warnings as text, one per line to show: "ana.ics: …". */
  warnings: string[];
  close(): Promise<void>;
}

const DESK_HOST = 'sandbox.fulcrum.example';

/**
 * Starts the pretend company: one HTTPS server on loopback that plays Lever, Google and Microsoft by the Host
 * header. Rejects when the port is taken or the calendars folder cannot be read.
 */
export async function startSandbox({
  port = 0,
  calendars,
  now = () => Date.now(),
  seed,
}: SandboxOptions = {}): Promise<Sandbox> {
  const faults = createFaults();
  const journal = createJournal();
  const world = createWorld({ ...(seed === undefined ? {} : { seed }), now: now() });
  const loaded = calendars === undefined ? null : loadCalendars(calendars, world, { now: now() });
  const timers = new Set<NodeJS.Timeout>();
  const office = createOffice({
    world,
    faults,
    now,
    later(ms, job) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        job();
      }, ms);
      timers.add(timer);
    },
  });
  const chats = createChats(now);
  const services: Service[] = [
    createLeverApi(office),
    createLeverWeb(office),
    createLeverAuth(office),
    ...createGoogle(office),
    ...createMicrosoft(office),
    createSlack(office, chats),
    createTeams(office, chats),
    createAnthropic(office),
    createLinks(),
  ];
  const hosts = services.flatMap((service) => service.hosts);
  const certificate = await certificateFor([...hosts, DESK_HOST]);
  const fallback = createDesk({ office, journal, services, loaded });
  const gateway = createGateway({ services, fallback, faults, journal, now });
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (incoming, outgoing) => {
    gateway(incoming, outgoing).catch((error: unknown) => {
      // A client that went away is no news; anything else is a defect of the sandbox and must be seen.
      if (incoming.destroyed && !outgoing.headersSent) return;
      console.error(
        `sandbox: ${incoming.method} ${incoming.headers.host}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    spki: certificate.spki,
    hostRules: [...hosts, DESK_HOST].map((host) => `MAP ${host}:443 127.0.0.1:${taken}`).join(', '),
    hosts,
    deskUrl: `https://127.0.0.1:${taken}/`,
    world,
    faults,
    journal,
    outbox: office.outbox,
    meetings: office.meetings,
    chats,
    calendars: loaded,
    warnings: loaded?.warnings.map((one) => `${one.file}: ${one.message}`) ?? [],
    async close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
