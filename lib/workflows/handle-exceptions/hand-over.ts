import { Failure } from '@/lib/domain/problem';
import type { NotePayload } from '@/lib/interviews/payloads';
import { choicesOf } from '@/lib/ledger/exceptions';
import type { Action, ActionHandler, Plan } from '@/lib/ledger/plan';
import { actionKey } from '@/lib/ledger/propose';
import type { Channel, HandOverPreview } from './contract';
import { messageFor, plainText } from './message';
import type { Channels, LedgerAccess, Outgoing, People } from './port';
import { type HandOverContext, handOverEscalation, handOverNote, itemOf } from './rules';
import { CHANNEL_NAME } from './schema';

interface PostPayload extends Outgoing {
  channel: Channel;
  to?: string[];
}

/**
 * A message as an action of a plan. Nothing can be read back on these channels, so an unknown outcome is a
 * person's to settle; it is never sent a second time by itself.
 */
export function postMessage(channels: Channels): ActionHandler<PostPayload> {
  return {
    kind: 'post-message',
    execute: ({ channel, ...outgoing }, context) => channels.send(channel, outgoing, context.signal),
    async reconcile({ channel }) {
      return {
        outcome: 'cannot-tell',
        problem: {
          code: 'message-unknown',
          message: `${CHANNEL_NAME[channel]} gave no answer, and what was sent there cannot be read from here.`,
          next: 'Look in the channel or ask the colleague, then skip the step to count it as settled, or undo.',
        },
      };
    },
  };
}

export interface HandOverDeps {
  ledger: LedgerAccess;
  people: People;
  channels: Channels;
  newId(): string;
}

const NO_CHANNEL =
  'No channel is set up, so nobody is told by message: the colleague learns of it from the note in Lever only.';

/** Giving a stopped plan to a colleague: a plan of its own, previewed, journaled, and undone by taking it back. */
export function createHandOver({ ledger, people, channels, newId }: HandOverDeps) {
  async function drafted(plan: Plan, to: { id: string; name: string; email: string }, note: string) {
    const me = await people.me();
    if (!me)
      throw new Failure({
        code: 'not-connected',
        message: 'Lever is not connected, so nobody could be named as handing this over.',
        next: 'Connect Lever under Connections, then try again.',
        subject: 'Lever',
      });
    const planId = newId();
    const noteKey = await actionKey(planId, 'lever-note', 1);
    const marker = `fulcrum-${noteKey.slice(0, 16)}`;
    const words = choicesOf(plan);
    const about = { to: to.name, by: me.name, note };
    const text = handOverNote({
      title: plan.title,
      happened: itemOf(plan, words, undefined).happened,
      ...about,
      marker,
    });
    const candidate = await people.candidate(plan.opportunityId);
    const message = messageFor(handOverEscalation(plan, words, about), candidate);
    const [channel] = await channels.order();
    const actions: Action[] = [
      {
        id: 'lever-note',
        kind: 'create-lever-note',
        payload: { opportunityId: plan.opportunityId, performAs: me.id, text, marker } satisfies NotePayload,
        summary: `Add a note to the candidate in Lever: handed over to ${to.name}`,
        system: 'lever',
        effect: 'write',
        key: noteKey,
      },
    ];
    if (channel) {
      const payload: PostPayload = {
        channel,
        message,
        reference: marker,
        ...(channel === 'mail' ? { to: [to.email] } : {}),
      };
      actions.push({
        id: 'message',
        kind: 'post-message',
        payload,
        summary: `Tell ${to.name} by ${channel === 'mail' ? `mail (${to.email})` : CHANNEL_NAME[channel]}`,
        system: 'fulcrum',
        effect: 'mail',
        irrevocable: `The message by ${CHANNEL_NAME[channel]}: taking back cannot unsend it.`,
        key: await actionKey(planId, 'message', 1),
      });
    }
    const context: HandOverContext = {
      of: plan.id,
      to: { id: to.id, name: to.name },
      by: me,
      note,
    };
    return { planId, actions, context, text, message: channel ? message : null, channel };
  }

  return {
    /** Every write and text, before anything happens. @throws Failure when the plan is not open. */
    async preview(plan: Plan, toId: string, note: string): Promise<HandOverPreview> {
      if (plan.state !== 'parked')
        throw new Failure({
          code: 'cannot-hand-over',
          message: `"${plan.title}" does not wait for anybody.`,
          next: 'Look at its state in Activity.',
        });
      const to = (await people.colleagues()).find((one) => one.id === toId);
      if (!to)
        throw new Failure({
          code: 'colleague-unknown',
          message: 'That colleague is not an active user of Lever.',
          next: 'Choose somebody else.',
        });
      const { planId, actions, context, text, message, channel } = await drafted(plan, to, note);
      const title = `Hand over to ${to.name}: ${plan.title}`;
      await ledger.propose({
        id: planId,
        workflow: 'handle-exceptions',
        title,
        opportunityId: plan.opportunityId,
        postingId: plan.postingId,
        context,
        actions,
      });
      return {
        planId,
        title,
        writes: actions.map(({ id, summary, irrevocable }) => ({
          id,
          summary,
          irrevocable: irrevocable ?? null,
        })),
        texts: [
          { where: 'Note in Lever', text },
          ...(message && channel
            ? [{ where: `Message by ${CHANNEL_NAME[channel]}`, text: plainText(message) }]
            : []),
        ],
        warning: channel ? null : NO_CHANNEL,
      };
    },

    /** Does what was previewed; a failure is thrown as its problem, with everything taken back. */
    async confirm(planId: string, by: string): Promise<void> {
      const plan = await ledger.plan(planId);
      if (plan?.workflow !== 'handle-exceptions')
        throw new Failure({
          code: 'plan-unknown',
          message: 'This hand-over is not known on this machine.',
          next: 'Preview it again.',
        });
      const about = await ledger.plan((plan.context as HandOverContext).of);
      if (plan.state === 'proposed' && about?.state !== 'parked')
        throw new Failure({
          code: 'cannot-hand-over',
          message: `Somebody has settled "${about?.title ?? 'it'}" meanwhile, so there is nothing to hand over.`,
          next: 'Close this and look at the list again.',
        });
      if (plan.state === 'proposed') await ledger.approve(planId, by);
      const done = await ledger.run(planId);
      if (done.state !== 'done' && done.problem) throw new Failure(done.problem);
    },
  };
}
