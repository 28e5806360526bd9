import { useState } from 'react';
import { Button } from '@/components/button';
import { Select, TextField } from '@/components/field';
import { Notice } from '@/components/notice';
import type { ChannelsView } from '../contract';
import { CHANNEL_NAME, originOf } from '../schema';

const HOW = {
  slack:
    'In Slack: your app, Incoming Webhooks, Add New Webhook to Workspace, choose the channel, copy the address.',
  teams:
    'In Teams: Workflows, “Post to a channel when a webhook request is received”, choose the channel, copy the whole address with its signature.',
} as const;

/** The address of a webhook. It is encrypted here and never shown again. */
export function ChatForm({
  channel,
  busy,
  askForHost,
  onConnect,
  onCancel,
}: {
  channel: 'slack' | 'teams';
  busy: boolean;
  askForHost: (origin: string) => Promise<boolean>;
  onConnect: (address: string) => Promise<void>;
  onCancel: () => void;
}) {
  const [address, setAddress] = useState('');
  const [error, setError] = useState<string | null>(null);
  const connect = async () => {
    const origin = originOf(channel, address);
    if (!origin) return setError(`This is not the address of a ${CHANNEL_NAME[channel]} webhook.`);
    // Nothing may be awaited before this: the browser takes the question only from the click itself.
    const allowed = await askForHost(origin);
    if (!allowed)
      return setError(`Without the browser’s permission ${CHANNEL_NAME[channel]} cannot be reached.`);
    setError(null);
    return onConnect(address);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <TextField
        label={`Webhook address of ${CHANNEL_NAME[channel]}`}
        type="password"
        autoComplete="off"
        spellCheck={false}
        hint={`${HOW[channel]} Who has it can post there, so it is stored encrypted and never shown again.`}
        error={error}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={busy} disabled={address.trim() === ''}>
          Connect {CHANNEL_NAME[channel]}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

/** Which account sends, and to whom. Signing in asks for the right to send, and for nothing else. */
export function MailForm({
  accounts,
  busy,
  onConnect,
  onCancel,
}: {
  accounts: ChannelsView['accounts'];
  busy: boolean;
  onConnect: (provider: 'google' | 'microsoft', to: string[]) => Promise<void>;
  onCancel: () => void;
}) {
  const [provider, setProvider] = useState(accounts[0]?.provider ?? 'google');
  const [to, setTo] = useState(accounts[0]?.email ?? '');
  const list = to.split(/[\s,;]+/).filter(Boolean);
  const bad = list.find((one) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(one));
  if (accounts.length === 0)
    return <Notice tone="info" title="Connect Google or Microsoft under Connections first." />;
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void onConnect(provider, list);
      }}
    >
      <Select
        label="Sent by"
        choices={accounts.map((one) => ({
          value: one.provider,
          label: `${one.provider === 'google' ? 'Gmail' : 'Outlook'}, ${one.email}`,
        }))}
        value={provider}
        hint={`Asks ${provider === 'google' ? 'Google for gmail.send' : 'Microsoft for Mail.Send'}: sending only, no reading. Your OAuth client must list it.`}
        onChange={(event) => setProvider(event.currentTarget.value === 'google' ? 'google' : 'microsoft')}
      />
      <TextField
        label="To"
        hint="Up to ten addresses, separated by commas."
        error={bad ? `${bad} is not an e-mail address.` : null}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          kind="primary"
          busy={busy}
          disabled={list.length === 0 || list.length > 10 || bad !== undefined}
        >
          Sign in and connect mail
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
