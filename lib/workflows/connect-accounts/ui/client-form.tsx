import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Select, TextField } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ConnectionView, connectAccounts } from '../contract';
import { SYSTEM_NAME } from '../schema';
import { ENVIRONMENTS, type Environment } from './lever-key-form';

const ID_LABEL = { google: 'Client ID', microsoft: 'Application (client) ID', lever: 'Client ID' } as const;
const ID_EXAMPLE = {
  google: '1234567890-abc.apps.googleusercontent.com',
  microsoft: '00000000-0000-0000-0000-000000000000',
  lever: '',
} as const;

/** Saves the OAuth client and opens the provider's sign-in. Preset values are read-only and say so. */
export function ClientForm({
  client,
  connection,
  onChanged,
}: {
  client: Client<typeof connectAccounts>;
  connection: ConnectionView;
  onChanged: (view: ConnectionView) => void;
}) {
  const { system } = connection;
  const lever = system === 'lever';
  const [clientId, setClientId] = useState(connection.client.clientId ?? '');
  const [secret, setSecret] = useState('');
  const [email, setEmail] = useState(connection.account?.email ?? '');
  const [environment, setEnvironment] = useState<Environment>(connection.client.environment);
  const [asked, setAsked] = useState(false);
  const act = useAct();
  const idFault = asked && clientId.trim().length < 3 ? 'Paste the client ID from the console.' : null;
  const emailFault = asked && lever && !email.includes('@') ? 'Enter your full Lever e-mail address.' : null;
  const secretFault =
    asked && lever && secret === '' && !connection.client.hasSecret
      ? 'Lever’s sign-in needs the client secret.'
      : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (
      clientId.trim().length < 3 ||
      (lever && (!email.includes('@') || (secret === '' && !connection.client.hasSecret)))
    )
      return;
    const view = await act.run('connect', async () => {
      if (lever || clientId.trim() !== connection.client.clientId) {
        onChanged(
          await client.saveClient({
            system,
            clientId,
            clientSecret: secret || null,
            environment,
            email: lever ? email : null,
          }),
        );
      }
      return client.connect({ system });
    });
    if (!view) return;
    setSecret('');
    onChanged(view);
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-3"
      aria-label={`Connect ${SYSTEM_NAME[system]} by sign-in`}
    >
      <TextField
        label={ID_LABEL[system]}
        className="max-w-prose"
        autoComplete="off"
        spellCheck={false}
        placeholder={ID_EXAMPLE[system]}
        readOnly={connection.client.preset}
        value={clientId}
        error={idFault}
        hint={connection.client.preset ? 'Set by your administrator.' : undefined}
        onChange={(event) => setClientId(event.currentTarget.value)}
      />
      {lever && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Client secret"
            type="password"
            autoComplete="off"
            value={secret}
            error={secretFault}
            placeholder={connection.client.hasSecret ? 'Saved; leave empty to keep it' : ''}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          <TextField
            label="Your Lever e-mail"
            type="email"
            value={email}
            error={emailFault}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label="Environment"
            choices={ENVIRONMENTS}
            value={environment}
            disabled={connection.client.environmentFixed}
            onChange={(event) => setEnvironment(event.currentTarget.value as Environment)}
          />
        </div>
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div>
        <Button type="submit" kind="primary" busy={act.busy !== null}>
          {connection.account ? `Reconnect ${SYSTEM_NAME[system]}` : `Connect ${SYSTEM_NAME[system]}`}
        </Button>
      </div>
    </form>
  );
}
