// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ARMED_AFTER } from '@/components/plan-page';
import { Failure, type Problem } from '@/lib/domain/problem';
import type { PlanView, ScheduleView } from '../contract';
import type { PanelClient } from '../store';
import { PanelApp } from './panel-app';
import { aPlan, aSlot, aView, NOW } from './view.fixture';

// A whole panel in jsdom is slow on a busy machine.
const problem = (code: string): Problem => ({
  code,
  message: `What happened (${code}).`,
  next: 'The way out.',
});

/** A client whose calls can be replaced one by one; every call is recorded. */
function setUp(overrides: Partial<PanelClient> = {}, view: ScheduleView = aView()) {
  let now = NOW;
  const waits: { until: number; go: () => void }[] = [];
  const client = {
    current: vi.fn(async () => ({ opportunityId: 'opp', theme: null })),
    load: vi.fn(async () => view),
    adjust: vi.fn(async () => view),
    applyChange: vi.fn(async () => view),
    remember: vi.fn(async () => view),
    automate: vi.fn(async () => view),
    reset: vi.fn(async () => view),
    decide: vi.fn(async () => view),
    preview: vi.fn(async ({ start }: { start: number }) => aPlan({ slot: slotAt(start) })),
    book: vi.fn(async () => aPlan({ state: 'done' })),
    discard: vi.fn(async () => aPlan({ state: 'discarded' })),
    status: vi.fn(async () => aPlan({ state: 'running' })),
    compare: vi.fn(async () => ({ planId: 'plan', items: [], read: 3, refusal: null })),
    undo: vi.fn(async () => aPlan({ state: 'undone' })),
    plans: vi.fn(async () => [] as PlanView[]),
    closePanel: vi.fn(async () => null),
    ...overrides,
  } as unknown as PanelClient;
  const clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        waits.push({ until: now + ms, go: resolve });
      }),
  };
  /** Lets time pass and whatever waited for it go on. */
  const pass = (ms: number) =>
    act(async () => {
      now += ms;
      for (const wait of waits.splice(0)) wait.until <= now ? wait.go() : waits.push(wait);
    });
  const openOptions = vi.fn();
  render(<PanelApp client={client} clock={clock} openOptions={openOptions} closable />);
  return { client, pass, openOptions };
}

const slotAt = (start: number) => ({
  start,
  end: start + 3_600_000,
  zone: 'Europe/Berlin',
  candidateZone: 'America/New_York',
});
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
/** Enter as a browser does it: a click on the focused button, unless the key was refused. */
const pressEnter = (more: object = {}) => {
  const target = document.activeElement ?? document.body;
  if (press('Enter', more) && target instanceof HTMLButtonElement) fireEvent.click(target);
};
const slots = () => [...document.querySelectorAll<HTMLElement>('[data-slot]')];
const shown = () => waitFor(() => expect(slots().length).toBe(3));
const inPreview = async () => {
  pressEnter();
  await screen.findByText('Nothing has been sent yet');
};

beforeEach(() => {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  Element.prototype.scrollIntoView ??= () => undefined;
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('keyboard', () => {
  it('focuses the best time, walks with the arrows and picks by number', async () => {
    setUp();
    await shown();
    expect(document.activeElement).toBe(slots()[0]);
    press('ArrowDown');
    expect(document.activeElement).toBe(slots()[1]);
    press('ArrowUp');
    press('ArrowUp');
    expect(document.activeElement).toBe(slots()[0]);
    press('3');
    expect(document.activeElement).toBe(slots()[2]);
    expect(slots()[2]?.getAttribute('aria-current')).toBe('true');
  });

  it('previews the chosen time on Enter and books it on a second, deliberate one', async () => {
    const { client, pass } = setUp();
    await shown();
    press('2');
    await inPreview();
    expect(client.preview).toHaveBeenCalledWith({
      opportunityId: 'opp',
      start: aSlot(1).start,
      roomId: null,
    });
    expect(client.book).not.toHaveBeenCalled();
    await pass(ARMED_AFTER);
    pressEnter();
    await screen.findByText('Booked everywhere and checked by reading it back.');
    expect(client.book).toHaveBeenCalledTimes(1);
  });

  it('refuses a held Enter and one that follows at once', async () => {
    const { client, pass } = setUp();
    await shown();
    await inPreview();
    pressEnter();
    await pass(ARMED_AFTER);
    pressEnter({ repeat: true });
    expect(client.book).not.toHaveBeenCalled();
    pressEnter();
    await waitFor(() => expect(client.book).toHaveBeenCalledTimes(1));
  });

  it('books once however often Enter is pressed', async () => {
    let finish: (plan: PlanView) => void = () => undefined;
    const { client, pass } = setUp({
      book: vi.fn(() => new Promise<PlanView>((resolve) => (finish = resolve))),
    });
    await shown();
    await inPreview();
    await pass(ARMED_AFTER);
    const button = screen.getByRole('button', { name: /Book it/ });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(client.book).toHaveBeenCalledTimes(1);
    await act(async () => finish(aPlan({ state: 'done' })));
  });

  it('goes back with Esc, discards what was only previewed, and closes from the times', async () => {
    const { client } = setUp();
    await shown();
    await inPreview();
    press('Escape');
    await shown();
    expect(client.discard).toHaveBeenCalledWith({ planId: 'plan' });
    expect(client.closePanel).not.toHaveBeenCalled();
    press('Escape');
    expect(client.closePanel).toHaveBeenCalledTimes(1);
  });

  it('leaves letters to fields and to people who switched them off', async () => {
    const { client } = setUp();
    await shown();
    press('r', { ctrlKey: true });
    localStorage.setItem('fulcrum.single-keys', 'off');
    press('r');
    expect(client.load).toHaveBeenCalledTimes(1);
    localStorage.setItem('fulcrum.single-keys', 'on');
    press('r');
    expect(client.load).toHaveBeenLastCalledWith({ opportunityId: 'opp', refresh: true });
    await waitFor(() => expect(client.load).toHaveBeenCalledTimes(2));
  });
});

describe('what goes wrong', () => {
  it('shows why the first reading failed and tries again', async () => {
    const load = vi
      .fn()
      .mockRejectedValueOnce(new Failure(problem('lever-unreachable')))
      .mockResolvedValue(aView());
    setUp({ load });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('What happened (lever-unreachable).');
    expect(alert.textContent).toContain('The way out.');
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await shown();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('keeps the times on screen when refreshing fails', async () => {
    const load = vi
      .fn()
      .mockResolvedValueOnce(aView())
      .mockRejectedValue(new Failure(problem('google-slow')));
    setUp({ load });
    await shown();
    press('r');
    await screen.findByText('What happened (google-slow).');
    expect(slots().length).toBe(3);
  });

  it('leads to the connections when one is missing', async () => {
    const { openOptions } = setUp(
      {},
      aView({ answer: null, readAt: null, problems: [problem('google-not-connected')] }),
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Open connections' }));
    expect(openOptions).toHaveBeenCalledWith('connections');
  });

  it('says how old a reading is, and marks an old one', async () => {
    setUp({}, aView({ readAt: NOW - 11 * 60_000 }));
    const age = await screen.findByText('Read 11 min ago');
    expect(age.className).toContain('text-warn');
  });

  it('keeps following a booking while the worker does not answer', async () => {
    const status = vi
      .fn()
      .mockRejectedValueOnce(new Failure(problem('extension-unreachable')))
      .mockResolvedValue(aPlan({ state: 'done' }));
    const { pass } = setUp({ book: vi.fn(async () => aPlan({ state: 'running' })), status });
    await shown();
    await inPreview();
    await pass(ARMED_AFTER);
    pressEnter();
    await screen.findByText(/You may leave/);
    await pass(300);
    expect(screen.getByRole('alert').textContent).toContain('extension-unreachable');
    await pass(1500);
    await screen.findByText('Booked everywhere and checked by reading it back.');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('offers the next best time in one key when the chosen one was taken', async () => {
    const taken = aPlan({ state: 'rolled-back', problem: problem('slot-taken'), nextBest: aSlot(2) });
    const { client, pass } = setUp({ book: vi.fn(async () => taken) });
    await shown();
    await inPreview();
    await pass(ARMED_AFTER);
    pressEnter();
    await screen.findByText('What happened (slot-taken).');
    press('n');
    await screen.findByText('Nothing has been sent yet');
    expect(client.preview).toHaveBeenLastCalledWith(expect.objectContaining({ start: aSlot(2).start }));
  });

  it('undoes only after saying what cannot be recalled', async () => {
    const { client } = setUp({ plans: vi.fn(async () => [aPlan({ state: 'done' })]) });
    await shown();
    fireEvent.click(screen.getByRole('tab', { name: /Activity/ }));
    fireEvent.click(await screen.findByRole('button', { name: /Book the interview/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    const dialog = screen.getByRole('dialog', { name: 'Undo this booking?' });
    expect(dialog.textContent).toContain('The mail to the candidate.');
    expect(client.undo).not.toHaveBeenCalled();
    await within(dialog).findByText(/everything is as Fulcrum left it/);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Undo everything' }));
    await screen.findByText('Everything was taken back.');
    expect(client.undo).toHaveBeenCalledWith({ planId: 'plan', force: false });
  });
});

describe('what comes from outside', () => {
  it('is text, never markup', async () => {
    const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    const base = aView();
    setUp(
      {
        preview: vi.fn(async () =>
          aPlan({
            drafts: [{ to: [evil], subject: evil, body: evil, audience: 'candidate' }],
            joinUrl: 'javascript:alert(1)',
          }),
        ),
      },
      {
        ...base,
        candidate: { ...base.candidate, name: evil },
        posting: { id: 'p', title: evil, location: null },
        people: base.people.map((person) => ({ ...person, name: evil })),
      },
    );
    await shown();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(evil);
    await inPreview();
    expect(document.querySelector('img, script')).toBeNull();
    expect(document.querySelector('a[href^="javascript"]')).toBeNull();
    expect(screen.getByText(evil, { selector: 'p' })).toBeTruthy();
  });
});

describe('proposing by itself', () => {
  it('is switched on in the set-up, which is then remembered too', async () => {
    const { client } = setUp();
    await shown();
    press('s');
    const drawer = within(await screen.findByRole('dialog', { name: 'Set up the interview' }));
    fireEvent.click(drawer.getByRole('switch', { name: /Propose times by itself/ }));
    expect(
      drawer.getByRole<HTMLInputElement>('checkbox', { name: /Remember for this posting/ }).checked,
    ).toBe(true);
    expect(client.automate).not.toHaveBeenCalled();
    fireEvent.click(drawer.getByRole('button', { name: 'Search with this' }));
    await waitFor(() =>
      expect(client.automate).toHaveBeenCalledExactlyOnceWith({ opportunityId: 'opp', on: true }),
    );
    expect(client.remember).toHaveBeenCalledTimes(1);
  });
});
