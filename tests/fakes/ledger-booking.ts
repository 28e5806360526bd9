import { Failure } from '@/lib/domain/problem';
import type { Action, ActionContext, ActionHandler, Reconciled } from '@/lib/ledger/plan';
import { actionKey, type PlanDraft } from '@/lib/ledger/propose';
import {
  cancelEvent,
  googleInsert,
  graphCreate,
  leverAdd,
  patchGuests,
  request,
  type World,
} from './ledger-world';

const found = (result: unknown): Reconciled => ({ outcome: 'done', result });
const absent: Reconciled = { outcome: 'absent' };
const code = (error: unknown) => (error instanceof Failure ? error.problem.code : null);
const failure = (name: string, message: string) =>
  new Failure({ code: name, message, next: 'Choose another time.' });

type Calendar = 'google' | 'microsoft';
interface Hold {
  system: Calendar;
}
interface Invite extends Hold {
  hold: string;
  guests: string[];
}

/** Handlers as the real booking has them: find by key before sending again, refetch on 412, gone is gone. */
export function bookingHandlers(world: World): ActionHandler[] {
  const send = <T>(context: ActionContext, undo: boolean, effect: () => T) =>
    request(world, context.action.id, undo, effect);
  const byKey = (system: Calendar, key: string) => world[system].find((e) => e.key === key);

  const check: ActionHandler = {
    kind: 'check-free',
    async execute(_payload, context) {
      if (send(context, false, () => world.taken))
        throw failure('slot-taken', 'Priya is busy at that time now.');
    },
    reconcile: async () => absent,
  };

  const hold: ActionHandler<Hold, { id: string }> = {
    kind: 'hold',
    async execute({ system }, context) {
      const { key, summary } = context.action;
      if (world.armed?.fault === '409' && world.armed.actionId === context.action.id && !world.armed.undo) {
        // Not a made-up answer: the id was really used before, for something that is gone.
        world.armed = null;
        world[system].push({
          id: key,
          key,
          title: 'an older booking',
          guests: [],
          version: 9,
          cancelled: true,
        });
      }
      try {
        const event = send(context, false, () =>
          system === 'google' ? googleInsert(world, key, summary) : graphCreate(world, key, summary),
        );
        return { id: event.id };
      } catch (error) {
        const there = byKey(system, key);
        if (code(error) !== 'http-409' || !there || there.cancelled) throw error;
        return { id: there.id };
      }
    },
    async reconcile({ system }, { action }) {
      const event = byKey(system, action.key);
      return event && !event.cancelled ? found({ id: event.id }) : absent;
    },
    async compensate({ system }, { id }, context) {
      const event = world[system].find((e) => e.id === id);
      if (event?.title.includes('(moved)') && !context.force)
        throw failure('changed-by-someone', 'Ana moved the event.');
      try {
        send(context, true, () => cancelEvent(world, system, id));
      } catch (error) {
        if (code(error) !== 'http-410') throw error;
      }
    },
  };

  const lever = (kind: 'panel' | 'note'): ActionHandler<unknown, { id: string }> => {
    const rows = () =>
      kind === 'panel'
        ? world.panels.map((p) => [p.id, p.externalUrl])
        : world.notes.map((n) => [n.id, n.text]);
    const marked = (key: string) => rows().find(([, text]) => text?.includes(key))?.[0];
    return {
      kind,
      execute: async (_payload, context) => ({
        id: send(context, false, () => leverAdd(world, kind, `fulcrum:${context.action.key}`)),
      }),
      async reconcile(_payload, { action }) {
        const id = marked(action.key);
        return id === undefined ? absent : found({ id });
      },
      async compensate(_payload, { id }, context) {
        send(context, true, () => {
          if (kind === 'panel') world.panels = world.panels.filter((p) => p.id !== id);
          else world.notes = world.notes.filter((n) => n.id !== id);
        });
      },
    };
  };

  const invite: ActionHandler<Invite> = {
    kind: 'invite',
    async execute({ system, hold: from, guests }, context) {
      const { id } = context.resultOf<{ id: string }>(from);
      const touched = world.armed?.fault === '412' && world.armed.actionId === context.action.id;
      for (let n = 0; ; n++) {
        const version = world[system].find((e) => e.id === id)?.version ?? 0;
        if (touched && n === 0) {
          world.armed = null;
          for (const event of world[system]) event.version += 1;
        }
        try {
          return send(context, false, () => patchGuests(world, system, id, version, guests));
        } catch (error) {
          if (code(error) !== 'http-412' || n > 0) throw error;
        }
      }
    },
    async reconcile({ system, hold: from, guests }, context) {
      const { id } = context.resultOf<{ id: string }>(from);
      const event = world[system].find((e) => e.id === id);
      return guests.every((g) => event?.guests.includes(g)) ? found(null) : absent;
    },
  };

  const verify: ActionHandler = {
    kind: 'verify',
    async execute(_payload, context) {
      const whole = send(context, false, () =>
        [world.google, world.microsoft].every((s) => s.some((e) => !e.cancelled && e.guests.length > 0)),
      );
      if (!whole) throw failure('not-as-booked', 'An event is missing its guests.');
    },
    reconcile: async () => absent,
  };

  return [check, hold, lever('panel'), lever('note'), invite, verify] as ActionHandler[];
}

const GUESTS = {
  google: ['ana@acme.example', 'priya@acme.example'],
  microsoft: ['rivera@mail.example'],
};

/** A booking: check, two holds, panel, note, two invitations, verify. */
export async function bookingPlan(id = 'plan-1', opportunityId = 'opp-1'): Promise<PlanDraft> {
  const draft = (
    name: string,
    kind: string,
    system: Action['system'],
    effect: Action['effect'],
    payload: unknown,
    more = {},
  ) => ({ id: name, kind, system, effect, payload, summary: `${name} for Alex Rivera`, ...more });
  const drafts = [
    draft('check', 'check-free', 'fulcrum', 'check', null),
    draft('hold-google', 'hold', 'google', 'write', { system: 'google' }),
    draft('hold-microsoft', 'hold', 'microsoft', 'write', { system: 'microsoft' }),
    draft('panel', 'panel', 'lever', 'write', null, { after: ['hold-google'] }),
    draft('note', 'note', 'lever', 'write', null, { after: ['panel'] }),
    draft(
      'invite-google',
      'invite',
      'google',
      'mail',
      { system: 'google', hold: 'hold-google', guests: GUESTS.google },
      { irrevocable: 'The invitation mail to the panel' },
    ),
    draft(
      'invite-microsoft',
      'invite',
      'microsoft',
      'mail',
      { system: 'microsoft', hold: 'hold-microsoft', guests: GUESTS.microsoft },
      { irrevocable: 'The invitation mail to the candidate' },
    ),
    draft('verify', 'verify', 'fulcrum', 'check', null),
  ];
  const actions = await Promise.all(drafts.map(async (d) => ({ ...d, key: await actionKey(id, d.id, 1) })));
  return {
    id,
    workflow: 'schedule-interview',
    title: 'Book a 60-minute interview with Alex Rivera',
    opportunityId,
    context: { chosen: 'Tue 15:00' },
    actions,
  };
}
