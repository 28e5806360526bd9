import { type Context, Hono } from 'hono';
import type { SandboxContext } from '@/sandbox/service';
import { uuidOf } from '@/sandbox/world/random';
import type { Json, LeverWorld } from '@/sandbox/world/types';
import { type Caller, demandConfidential } from './access';
import { badRequest, notFound } from './answer';

/** Hono with the caller that the front door found out. */
export type Env = { Variables: { caller: Caller } };
export type LeverContext = Context<Env>;
export const routes = () => new Hono<Env>();

/** What every group of endpoints works with. */
export interface Kit {
  lever: LeverWorld;
  now(): number;
  newId(kind: string): string;
  /** Lever users by id, as the users endpoint shows them. */
  users: Map<string, Json>;
  /** Notes that were written through the API; only those may be changed through it. */
  apiNotes: Set<string>;
  /** The acting user of `perform_as`; an unknown id is refused. */
  actor(c: LeverContext, need: 'required' | 'optional'): Json | null;
  /** The opportunity of the path, after the confidentiality check. */
  opportunity(c: LeverContext): Json;
}

export function createKit(ctx: SandboxContext): Kit {
  const { lever, people, seed } = ctx.world;
  let made = 0;
  const users = new Map<string, Json>(
    people.map((person) => [
      person.id,
      {
        id: person.id,
        name: person.name,
        username: person.username,
        email: person.email,
        accessRole: person.accessRole,
        photo: null,
        createdAt: 1_672_531_200_000,
        deactivatedAt: person.deactivatedAt,
        externalDirectoryId: null,
        linkedContactIds: [],
        jobTitle: person.jobTitle,
        managerId: null,
      },
    ]),
  );
  return {
    lever,
    users,
    apiNotes: new Set(),
    now: ctx.now,
    newId: (kind) => uuidOf('made', seed, kind, made++),
    actor(c, need) {
      const id = c.req.query('perform_as');
      if (!id) {
        if (need === 'required') throw badRequest('perform_as is required.');
        return null;
      }
      const user = users.get(id);
      if (!user || user.deactivatedAt) throw badRequest(`perform_as: user ${id.slice(0, 60)} was not found`);
      return user;
    },
    opportunity(c) {
      const id = c.req.param('opportunity') ?? '';
      const opportunity = lever.opportunities.get(id);
      if (!opportunity) throw notFound('opportunity', id);
      demandConfidential(c.get('caller'), opportunity);
      return opportunity;
    },
  };
}

/** The records of one opportunity in one of the world's maps; the list is created when missing. */
export function ownedBy(map: Map<string, Json[]>, opportunity: Json): Json[] {
  let list = map.get(opportunity.id);
  if (!list) {
    list = [];
    map.set(opportunity.id, list);
  }
  return list;
}
