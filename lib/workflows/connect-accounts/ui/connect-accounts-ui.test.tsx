// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useCallback } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { useLoad } from '@/components/use-call';
import { Failure } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import { caller, key, setUp } from '@/tests/fakes/connect-accounts';
import type { connectAccounts } from '../contract';
import { ConnectionsPage } from './connections-page';
import { FirstRun } from './first-run';
import { PeoplePage } from './people-page';

type Connect = Client<typeof connectAccounts>;
const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

beforeAll(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
// Finding things by role reads the whole page; on a busy machine that takes its time.
afterEach(cleanup);

/** The real service behind the pages; only the far side is scripted. */
function clientOf(service: ReturnType<typeof setUp>['service']): Connect {
  const calls = Object.entries(service).map(([name, run]) => [name, (input: never) => run(input, caller)]);
  return Object.fromEntries(calls) as Connect;
}

function Page({ client, kind }: { client: Connect; kind: 'connections' | 'start' }) {
  const status = useLoad(useCallback(() => client.status({}), [client]));
  return kind === 'start' ? (
    <FirstRun client={client} status={status} shortcut="Alt+Shift+S" />
  ) : (
    <ConnectionsPage client={client} status={status} />
  );
}

const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('first run', () => {
  it('goes from nothing to connected Lever, and never shows the key again', async () => {
    render(<Page client={clientOf(setUp().service)} kind="start" />);
    expect(await screen.findByText(/0 of 2 connected/)).toBeTruthy();
    type('Lever API key', key.key);
    type('Your Lever e-mail', key.email);
    fireEvent.click(screen.getByRole('button', { name: 'Check and connect' }));
    expect(await screen.findByText(/1 of 2 connected/)).toBeTruthy();
    expect(document.body.innerHTML).not.toContain(key.key);
  });

  it('keeps what was typed when Lever refuses the key, and names the reason', async () => {
    const { service } = setUp();
    const refused = new Failure({
      code: 'lever-key-wrong',
      message: 'Lever did not accept the key (401).',
      next: 'Copy it again.',
    });
    render(
      <Page client={{ ...clientOf(service), connectLeverKey: () => Promise.reject(refused) }} kind="start" />,
    );
    await screen.findByText(/0 of 2/);
    type('Lever API key', 'abc');
    type('Your Lever e-mail', 'maya@larkspur.example');
    fireEvent.click(screen.getByRole('button', { name: 'Check and connect' }));
    expect((await screen.findByRole('alert')).textContent).toContain('401');
    expect((screen.getByLabelText('Lever API key') as HTMLInputElement).value).toBe('abc');
  });

  it('asks for what is missing before it calls anybody', async () => {
    const { service } = setUp();
    const connect = vi.fn();
    render(<Page client={{ ...clientOf(service), connectLeverKey: connect }} kind="start" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Check and connect' }));
    expect(screen.getByText('Paste the key from Lever.')).toBeTruthy();
    expect(connect).not.toHaveBeenCalled();
  });

  it('shows the exact redirect address and every scope to copy', async () => {
    render(<Page client={clientOf(setUp().service)} kind="start" />);
    expect(((await screen.findByLabelText('Authorised redirect URI')) as HTMLInputElement).value).toBe(
      'https://abc.chromiumapp.org/google',
    );
    expect(screen.getByText('https://www.googleapis.com/auth/calendar.freebusy')).toBeTruthy();
  });
});

describe('connections', () => {
  it('tests and disconnects, and says what it did', async () => {
    const { service, connect } = setUp();
    await connect('google');
    render(<Page client={clientOf(service)} kind="connections" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Test' }));
    expect(await screen.findByText(/1 busy time in the next 7 days/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Disconnect' }));
    fireEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Disconnect Google Calendar' }),
    );
    expect(await screen.findByText(/access is revoked/)).toBeTruthy();
  });

  it('shows an expired sign-in with its next step', async () => {
    const { service, connect, renewal } = setUp();
    await connect('google');
    await renewal.noticed('google', { code: 'unauthorised', message: 'm', next: 'n' });
    render(<Page client={clientOf(service)} kind="connections" />);
    expect(await screen.findByText('Expired')).toBeTruthy();
    expect(screen.getByText(/Press Reconnect/)).toBeTruthy();
  });

  it('says when the background cannot be reached, instead of an empty page', async () => {
    const client = {
      ...clientOf(setUp().service),
      status: () =>
        Promise.reject(
          new Failure({ code: 'x', message: 'Fulcrum was reloaded.', next: 'Reload the page.' }),
        ),
    };
    render(<Page client={client} kind="connections" />);
    expect((await screen.findByRole('alert')).textContent).toContain('Reload the page.');
  });
});

describe('hostile strings', () => {
  it('stay text, wherever Lever or a provider puts them', async () => {
    const { service } = setUp();
    const status = await service.status({}, caller);
    const bad = status.map((view) => ({
      ...view,
      state: 'connected' as const,
      account: { name: HOSTILE, email: HOSTILE },
      problem: { code: 'x', message: HOSTILE, next: HOSTILE },
      notice: HOSTILE,
      lastTest: { at: 1, ok: false, message: HOSTILE },
    }));
    const person = {
      userId: HOSTILE,
      name: HOSTILE,
      leverEmail: HOSTILE,
      calendarEmail: HOSTILE,
      provider: null,
      source: 'you' as const,
      check: { at: 1, ok: false, message: HOSTILE },
    };
    const client = { ...clientOf(service), status: async () => bad, mappings: async () => [person] };
    render(<Page client={client} kind="connections" />);
    render(<PeoplePage client={client} />);
    await waitFor(() => expect(screen.getAllByText(HOSTILE).length).toBeGreaterThan(8));
    fireEvent.click(screen.getByRole('button', { name: `Edit ${HOSTILE}` }));
    expect(document.querySelectorAll('img, script').length).toBe(0);
    expect('hacked' in window).toBe(false);
  });
});
