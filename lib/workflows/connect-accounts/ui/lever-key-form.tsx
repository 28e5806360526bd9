import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Select, TextField } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ConnectionView, connectAccounts } from '../contract';

export const ENVIRONMENTS = [
  { value: 'production', label: 'Production (hire.lever.co)' },
  { value: 'eu', label: 'Europe (hire.eu.lever.co)' },
  { value: 'sandbox', label: 'Sandbox (hire.sandbox.lever.co)' },
];
export type Environment = ConnectionView['client']['environment'];
export const LEVER_WEB: Record<Environment, string> = {
  production: 'https://hire.lever.co/candidates',
  eu: 'https://hire.eu.lever.co/candidates',
  sandbox: 'https://hire.sandbox.lever.co/candidates',
};

/** Connects Lever by API key. What was typed stays in the form when the check fails. */
export function LeverKeyForm({
  client,
  connection,
  onConnected,
}: {
  client: Client<typeof connectAccounts>;
  connection: ConnectionView;
  onConnected: (view: ConnectionView) => void;
}) {
  const [key, setKey] = useState('');
  const [email, setEmail] = useState(connection.account?.email ?? '');
  const [environment, setEnvironment] = useState<Environment>(connection.client.environment);
  const [asked, setAsked] = useState(false);
  const act = useAct();
  const keyFault = asked && key.trim() === '' ? 'Paste the key from Lever.' : null;
  const emailFault =
    asked && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
      ? 'Enter your full Lever e-mail address.'
      : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (key.trim() === '' || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return;
    const view = await act.run('connect', () => client.connectLeverKey({ key, email, environment }));
    if (!view) return;
    setKey('');
    setAsked(false);
    onConnected(view);
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3" aria-label="Connect Lever by API key">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="Lever API key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={key}
          error={keyFault}
          hint="Stored encrypted on this computer; never shown again."
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextField
          label="Your Lever e-mail"
          type="email"
          autoComplete="email"
          value={email}
          error={emailFault}
          hint="Lever’s API does not tell who you are; writes are made in your name."
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </div>
      <Select
        label="Environment"
        className="sm:max-w-[280px]"
        choices={ENVIRONMENTS}
        value={environment}
        disabled={connection.client.environmentFixed}
        hint={connection.client.environmentFixed ? 'Set by your administrator.' : undefined}
        onChange={(event) => setEnvironment(event.currentTarget.value as Environment)}
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div>
        <Button type="submit" kind="primary" busy={act.busy !== null}>
          Check and connect
        </Button>
      </div>
    </form>
  );
}
