import { z } from 'zod';
import type { ChatPort } from '@/lib/chat/port';
import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { MailPort } from '@/lib/mail/port';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import type { Channel, ChannelsView, ChannelView } from './contract';
import { plainText } from './message';
import type { Channels, Outgoing } from './port';
import { CHANNEL_NAME, channelSchema, originOf } from './schema';

export interface ChannelDeps {
  kept: KeyValue;
  clock: Pick<Clock, 'now'>;
  /** Encrypted; the addresses of webhooks are secrets. */
  vault: {
    get(name: string): Promise<string | null>;
    put(name: string, value: string): Promise<void>;
    remove(name: string): Promise<void>;
  };
  /** Throws `webhook-refused` for an address that is none. */
  chat: Record<'slack' | 'teams', (address: string) => ChatPort>;
  mail: {
    accounts(): Promise<{ provider: 'google' | 'microsoft'; email: string }[]>;
    port(provider: 'google' | 'microsoft'): Promise<MailPort>;
    /** Opens the provider's window and asks for the right to send, on top of what is granted. */
    allow(provider: 'google' | 'microsoft'): Promise<void>;
    /** Does not ask for it any more. */
    drop(provider: 'google' | 'microsoft'): Promise<void>;
  };
  permissions: { has(origin: string): Promise<boolean>; drop(origin: string): Promise<void> };
  /** Name of the recruiter for the test message. */
  me(): Promise<string>;
}

const outcome = z.object({
  at: z.number(),
  ok: z.boolean(),
  /** False when the service only took it for delivery. */
  delivered: z.boolean().default(false),
  words: z.string(),
});
const chatConfig = z.object({ origin: z.string(), connectedAt: z.number(), lastTest: outcome.nullable() });
const configSchema = z.object({
  order: z.array(channelSchema).default([]),
  slack: chatConfig.nullable().default(null),
  teams: chatConfig.nullable().default(null),
  mail: z
    .object({
      provider: z.enum(['google', 'microsoft']),
      to: z.array(z.string()),
      connectedAt: z.number(),
      lastTest: outcome.nullable(),
    })
    .nullable()
    .default(null),
  afterMinutes: z.number().int().min(0).max(1440).default(30),
});
type Config = z.infer<typeof configSchema>;

const KEY = 'channels';
const ALL: readonly Channel[] = ['slack', 'teams', 'mail'];
const secretName = (channel: 'slack' | 'teams'): string => `channel-${channel}`;

/** Setting up, testing and using the channels. What is secret goes into the vault and never comes back out. */
export function createChannels(deps: ChannelDeps) {
  const { kept, clock, vault, mail, permissions } = deps;
  let last: Promise<unknown> = Promise.resolve();

  const read = async (): Promise<Config> => configSchema.parse((await kept.get(KEY)) ?? {});
  const change = (edit: (config: Config) => Config): Promise<Config> => {
    const turn = last.then(async () => {
      const next = edit(await read());
      await kept.set(KEY, next);
      return next;
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const inOrder = (config: Config): Channel[] => [
    ...config.order.filter((one) => config[one] !== null),
    ...ALL.filter((one) => config[one] !== null && !config.order.includes(one)),
  ];

  const off = (channel: Channel) =>
    new Failure({
      code: 'channel-off',
      message: `${CHANNEL_NAME[channel]} is not set up for escalations.`,
      next: 'Set it up on the Exceptions page.',
      subject: CHANNEL_NAME[channel],
    });

  const withheld = (channel: Channel): Problem => ({
    code: 'permission-withheld',
    message: `The browser does not let Fulcrum talk to ${CHANNEL_NAME[channel]} any more: its permission was taken away.`,
    next: 'Connect it again on the Exceptions page and allow the permission.',
    subject: CHANNEL_NAME[channel],
  });

  async function chatPort(channel: 'slack' | 'teams'): Promise<ChatPort> {
    const config = (await read())[channel];
    const address = config ? await vault.get(secretName(channel)) : null;
    if (!config || !address) throw off(channel);
    if (!(await permissions.has(config.origin))) throw new Failure(withheld(channel));
    return deps.chat[channel](address);
  }

  async function send(channel: Channel, { message, reference, to }: Outgoing, signal?: AbortSignal) {
    if (channel !== 'mail') return (await chatPort(channel)).post(message, signal);
    const config = (await read()).mail;
    if (!config) throw off('mail');
    const port = await mail.port(config.provider);
    const draft = { to: to ?? config.to, subject: message.title, text: plainText(message), reference };
    return port.send(draft, signal);
  }

  async function viewOf(config: Config, channel: Channel): Promise<ChannelView> {
    const set = config[channel];
    if (!set) return { channel, on: false, where: '', connectedAt: null, lastTest: null, problem: null };
    const allowed = 'origin' in set ? await permissions.has(set.origin) : true;
    return {
      channel,
      on: true,
      where: 'origin' in set ? new URL(set.origin.replace('/*', '/')).hostname : set.to.join(', '),
      connectedAt: set.connectedAt,
      lastTest: set.lastTest,
      problem: allowed ? null : withheld(channel),
    };
  }

  async function view(): Promise<ChannelsView> {
    const config = await read();
    const listed = [...inOrder(config), ...ALL.filter((one) => config[one] === null)];
    return {
      channels: await Promise.all(listed.map((channel) => viewOf(config, channel))),
      afterMinutes: config.afterMinutes,
      accounts: await mail.accounts(),
    };
  }

  const switchOn = (config: Config, channel: Channel): Config => ({
    ...config,
    order: [...config.order.filter((one) => one !== channel), channel],
  });

  return {
    order: async () => inOrder(await read()),
    send,
    delay: async () => (await read()).afterMinutes * 60_000,
    view,

    async connectChat(channel: 'slack' | 'teams', address: string): Promise<void> {
      // Refuses what is no such address before it is kept.
      deps.chat[channel](address);
      const origin = originOf(channel, address);
      if (!origin || !(await permissions.has(origin))) throw new Failure(withheld(channel));
      await vault.put(secretName(channel), address);
      await change((config) => ({
        ...switchOn(config, channel),
        [channel]: { origin, connectedAt: clock.now(), lastTest: null },
      }));
    },

    async connectMail(provider: 'google' | 'microsoft', to: string[]): Promise<void> {
      await mail.allow(provider);
      const before = (await read()).mail;
      if (before && before.provider !== provider) await mail.drop(before.provider);
      await change((config) => ({
        ...switchOn(config, 'mail'),
        mail: { provider, to, connectedAt: clock.now(), lastTest: null },
      }));
    },

    /** Sends a real message; what the service answered is kept and shown. */
    async test(channel: Channel): Promise<void> {
      const message = {
        title: `Test: Fulcrum of ${await deps.me()} can reach this channel`,
        lines: ['Nothing has happened. Escalations about interviews will come here.'],
        lists: [],
        link: { label: 'Open Lever', url: 'https://hire.lever.co/' },
      };
      const at = clock.now();
      let result: z.infer<typeof outcome>;
      try {
        const receipt = await send(channel, { message, reference: `fulcrum-test-${at.toString(36)}` });
        result = { at, ok: true, delivered: receipt.certainty === 'delivered', words: receipt.words };
      } catch (error) {
        const problem = problemOf(error);
        result = { at, ok: false, delivered: false, words: `${problem.message} ${problem.next}` };
      }
      await change((config) => {
        const set = config[channel];
        return set ? { ...config, [channel]: { ...set, lastTest: result } } : config;
      });
    },

    async disconnect(channel: Channel): Promise<void> {
      const config = await read();
      if (channel === 'mail') {
        if (config.mail) await mail.drop(config.mail.provider);
      } else {
        await vault.remove(secretName(channel));
        const origin = config[channel]?.origin;
        if (origin) await permissions.drop(origin);
      }
      await change((now) => ({
        ...now,
        [channel]: null,
        order: now.order.filter((one) => one !== channel),
      }));
    },

    prefer: (channel: Channel) =>
      change((config) => ({
        ...config,
        order: [channel, ...inOrder(config).filter((one) => one !== channel)],
      })),
    setDelay: (afterMinutes: number) => change((config) => ({ ...config, afterMinutes })),
  } satisfies Channels & Record<string, unknown>;
}

export type ChannelDesk = ReturnType<typeof createChannels>;
