// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useCallback } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { useLoad } from '@/components/use-call';
import { defaultSettings } from '@/lib/domain/settings';
import type { Client } from '@/lib/messaging/contract';
import type { PreferencesView, setPreferences } from '../contract';
import { PersonForm } from './person-form';
import { PreferencesPage } from './preferences-page';

type Prefs = Client<typeof setPreferences>;
// Finding things by role reads the whole page; on a busy machine that takes its time.
afterEach(cleanup);

const view = (change: Partial<PreferencesView> = {}): PreferencesView => ({
  settings: structuredClone(defaultSettings),
  fixedByAdmin: [],
  people: [],
  rooms: [],
  shortcut: null,
  setAside: [],
  problems: [],
  ...change,
});

function Page({ client }: { client: Prefs }) {
  const preferences = useLoad(useCallback(() => client.read({}), [client]));
  return <PreferencesPage client={client} preferences={preferences} />;
}

function clientOf(start: PreferencesView) {
  const change = vi.fn<Prefs['change']>(async (input) => ({
    ...start,
    settings: { ...start.settings, ...input.change },
  }));
  const setPerson = vi.fn<Prefs['setPerson']>(async () => start);
  return { read: async () => start, change, setPerson, reset: async () => start } satisfies Prefs;
}

it('saves only what was changed', async () => {
  const client = clientOf(view());
  render(<Page client={client} />);
  fireEvent.change(await screen.findByLabelText('Business days searched'), { target: { value: '12' } });
  expect(screen.getByText('1 change not saved')).toBeTruthy();
  fireEvent.click(screen.getByText('Save'));
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(client.change).toHaveBeenCalledWith({ change: { windowDays: 12 } });
});

it('does not take a value out of range', async () => {
  const client = clientOf(view());
  render(<Page client={client} />);
  fireEvent.change(await screen.findByLabelText('Business days searched'), { target: { value: '99' } });
  expect(screen.getByText('A whole number from 5 to 30.')).toBeTruthy();
  expect((screen.getByText('Save') as HTMLButtonElement).disabled).toBe(true);
});

it('locks what the administrator fixed and says so; names values that were set aside', async () => {
  const client = clientOf(
    view({
      fixedByAdmin: ['windowDays'],
      setAside: [{ path: 'options', from: 'stored', reason: '<b>bad</b>' }],
    }),
  );
  render(<Page client={client} />);
  expect(((await screen.findByLabelText('Business days searched')) as HTMLInputElement).disabled).toBe(true);
  expect(screen.getByText('Set by your administrator')).toBeTruthy();
  expect(screen.getByText(/<b>bad<\/b>/)).toBeTruthy();
});

it('sets one person without touching the calendar, and removes what is emptied', async () => {
  const start = view();
  start.settings.people = { u1: { calendarEmail: 'a@b.example', dailyLimit: 2, bufferBefore: 10 } };
  const client = clientOf(start);
  render(<PersonForm client={client} view={start} userId="u1" onChanged={() => undefined} />);
  fireEvent.click(screen.getByRole('switch'));
  fireEvent.change(screen.getByLabelText('Interviews a day'), { target: { value: '' } });
  fireEvent.click(screen.getByText('Save'));
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(client.setPerson).toHaveBeenCalledWith({
    userId: 'u1',
    person: { bufferBefore: 10, optedOut: true },
  });
});
