import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton, CopyField } from '@/components/copy-field';
import type { ConnectionView } from '../contract';
import { LEVER_PERMISSIONS, needsOf } from '../schema';

function Away({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 font-medium text-accent-text underline underline-offset-2"
    >
      {children}
      <ExternalLink size={12} aria-hidden="true" />
      <span className="sr-only">(opens a new tab)</span>
    </a>
  );
}

function Steps({ children }: { children: ReactNode }) {
  return <ol className="flex list-decimal flex-col gap-1.5 pl-5 marker:text-muted">{children}</ol>;
}

function ScopeList({ system }: { system: 'google' | 'microsoft' | 'lever' }) {
  const needs = needsOf(system, 'oauth');
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <p className="text-sm font-medium">Scopes</p>
        <CopyButton text={needs.map((need) => need.scope).join('\n')} label="Copy all" />
      </div>
      <ul className="flex flex-col gap-1 rounded-md border border-line bg-canvas p-2">
        {needs.map((need) => (
          <li key={need.scope} className="flex flex-wrap gap-x-2">
            <code className="font-mono text-sm wrap-anywhere">{need.scope}</code>
            <span className="text-sm text-muted">{need.optional ? `Optional. ${need.why}` : need.why}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function GoogleSteps({ redirectUrl }: { redirectUrl: string }) {
  return (
    <>
      <Steps>
        <li>
          Open the <Away href="https://console.cloud.google.com/">Google Cloud console</Away> and choose (or
          make) a project that belongs to your organisation.
        </li>
        <li>
          Under <b>APIs &amp; Services, Library</b>, enable <b>Google Calendar API</b>.
        </li>
        <li>
          Under <b>Google Auth Platform, Audience</b>, choose <b>Internal</b>: only people of your
          organisation can sign in, and Google asks for no verification.
        </li>
        <li>
          Under <b>Data access</b>, add the scopes below.
        </li>
        <li>
          Under <b>Clients</b>, create a client of type <b>Web application</b>. Paste the redirect address
          below under <b>Authorised redirect URIs</b>.
        </li>
        <li>
          Copy the <b>client ID</b> into the field here. The client secret is not needed; do not copy it.
        </li>
      </Steps>
      <CopyField label="Authorised redirect URI" value={redirectUrl} />
      <ScopeList system="google" />
    </>
  );
}

function MicrosoftSteps({ redirectUrl }: { redirectUrl: string }) {
  return (
    <>
      <Steps>
        <li>
          Open the <Away href="https://entra.microsoft.com/">Microsoft Entra admin centre</Away>, then{' '}
          <b>App registrations, New registration</b>.
        </li>
        <li>
          Supported account types: <b>Multiple Entra ID tenants</b> (accounts in any organizational
          directory). Personal accounts cannot read colleagues’ calendars.
        </li>
        <li>
          Redirect URI: choose the platform <b>Single-page application (SPA)</b> and paste the address below.
          With the platform <b>Web</b> the sign-in fails.
        </li>
        <li>
          Under <b>API permissions, Microsoft Graph, Delegated permissions</b>, add the scopes below. Where
          your organisation asks for it, an administrator presses <b>Grant admin consent</b>.
        </li>
        <li>
          Copy the <b>Application (client) ID</b> from the overview into the field here. No secret is needed.
        </li>
      </Steps>
      <CopyField label="Redirect URI (single-page application)" value={redirectUrl} />
      <ScopeList system="microsoft" />
    </>
  );
}

/** How a Super Admin makes the key, with every box to tick. */
export function LeverKeySteps() {
  return (
    <>
      <Steps>
        <li>
          A Super Admin opens{' '}
          <Away href="https://hire.lever.co/settings/integrations?tab=api">
            Settings, Integrations and API, API Credentials
          </Away>{' '}
          in Lever and generates a new API key.
        </li>
        <li>
          Tick exactly the boxes below, and nothing else. They cannot be changed later; for another choice
          make a new key.
        </li>
        <li>Leave access to confidential data off, unless you schedule for confidential postings.</li>
        <li>Copy the key (Lever shows it once) and paste it here.</li>
      </Steps>
      <div className="flex flex-col gap-1">
        <div className="flex items-center justify-between gap-2">
          <p className="text-sm font-medium">Boxes to tick ({LEVER_PERMISSIONS.length})</p>
          <CopyButton text={LEVER_PERMISSIONS.map((one) => one.scope).join('\n')} label="Copy the list" />
        </div>
        <ul className="grid gap-x-4 gap-y-1 rounded-md border border-line bg-canvas p-2 md:grid-cols-2">
          {LEVER_PERMISSIONS.map((one) => (
            <li key={one.scope}>
              <span className="font-medium">{one.scope}</span>{' '}
              <span className="text-sm text-muted">{one.why}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function LeverOauthSteps({ redirectUrl }: { redirectUrl: string }) {
  return (
    <>
      <Steps>
        <li>
          Only for organisations to which Lever’s staff issued an OAuth client (partner programme); everybody
          else uses an API key.
        </li>
        <li>Give Lever the redirect address and the scopes below; they must match exactly.</li>
        <li>
          Enter the client ID and secret Lever gave you, and your Lever e-mail address. The secret is stored
          encrypted on this computer and is never shown again.
        </li>
        <li>A Super Admin has to approve the sign-in; it is valid for the whole organisation.</li>
      </Steps>
      <CopyField label="Redirect URI" value={redirectUrl} />
      <ScopeList system="lever" />
    </>
  );
}

/** What to do at the provider's console, with everything to copy. */
export function ConsoleSteps({ connection }: { connection: Pick<ConnectionView, 'system' | 'redirectUrl'> }) {
  const { system, redirectUrl } = connection;
  return (
    <div className="flex flex-col gap-3">
      {system === 'google' && <GoogleSteps redirectUrl={redirectUrl} />}
      {system === 'microsoft' && <MicrosoftSteps redirectUrl={redirectUrl} />}
      {system === 'lever' && <LeverOauthSteps redirectUrl={redirectUrl} />}
    </div>
  );
}
