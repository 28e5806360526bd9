import { Failure } from '@/lib/domain/problem';

/** Ways a call goes wrong. `*-after`: the service did it and the answer was lost. */
export const FAULTS = [
  'none',
  '429',
  '500-before',
  '500-after',
  'timeout-before',
  'timeout-after',
  'cut-before',
  'cut-after',
  'exception-after',
  '409',
  '412',
] as const;
export type Fault = (typeof FAULTS)[number];

interface HeldEvent {
  id: string;
  key: string;
  title: string;
  guests: string[];
  version: number;
  cancelled: boolean;
}

/** Three services with the idempotency each really has, and one outbox for the mail they send. */
export interface World {
  google: HeldEvent[];
  microsoft: HeldEvent[];
  panels: { id: string; externalUrl: string }[];
  notes: { id: string; text: string }[];
  outbox: string[];
  /** Times at which the panel is busy: the check reads it. */
  taken: boolean;
  /** The fault that hits the next write of this action. */
  armed: { actionId: string; undo: boolean; fault: Fault } | null;
}

export const emptyWorld = (): World => ({
  google: [],
  microsoft: [],
  panels: [],
  notes: [],
  outbox: [],
  taken: false,
  armed: null,
});

const answer = (code: string, flags: { retryable?: boolean; unknownOutcome?: boolean } = {}): Failure =>
  new Failure({ code, message: `The service answered ${code}.`, next: 'Try again.', ...flags });

/** One request of an action, hit by the armed fault. */
export function request<T>(world: World, actionId: string, undo: boolean, effect: () => T): T {
  const armed = world.armed;
  if (!armed || armed.actionId !== actionId || armed.undo !== undo) return effect();
  const [kind, when] = armed.fault.split('-');
  // A refusal or a bug is there again the next time; everything else passes.
  const lasts = kind === '409' || (kind === 'exception' && !undo);
  if (!lasts) world.armed = null;
  if (kind === '429') throw answer('http-429', { retryable: true });
  if (kind === '409' || kind === '412') throw answer(`http-${kind}`);
  if (when === 'after') effect();
  if (kind === 'exception') throw new TypeError('Cannot read properties of undefined');
  throw answer(`http-${kind}`, { retryable: true, unknownOutcome: true });
}

/** Google: the caller chooses the id; a used id answers 409 for ever, also after deletion. */
export function googleInsert(world: World, id: string, title: string): HeldEvent {
  if (world.google.some((e) => e.id === id)) throw answer('http-409');
  const event = { id, key: id, title, guests: [], version: 1, cancelled: false };
  world.google.push(event);
  return event;
}

/** Graph: the service makes the id; a repeated transactionId gives the event it made, or 409 when it was another one. */
export function graphCreate(world: World, transactionId: string, title: string): HeldEvent {
  const there = world.microsoft.find((e) => e.key === transactionId);
  if (there && there.title !== title) throw answer('http-409');
  if (there) return there;
  const event = {
    id: `AAMk${world.microsoft.length + 1}`,
    key: transactionId,
    title,
    guests: [],
    version: 1,
    cancelled: false,
  };
  world.microsoft.push(event);
  return event;
}

/** A conditional patch: 412 when the version is old; mails the guests that are new. */
export function patchGuests(
  world: World,
  system: 'google' | 'microsoft',
  id: string,
  version: number,
  guests: string[],
): void {
  const event = world[system].find((e) => e.id === id && !e.cancelled);
  if (!event) throw answer('http-404');
  if (event.version !== version) throw answer('http-412');
  for (const guest of guests)
    if (!event.guests.includes(guest)) world.outbox.push(`invitation ${system} ${guest}`);
  event.guests = [...new Set([...event.guests, ...guests])];
  event.version += 1;
}

/** Cancels and mails the guests; 410 when it is gone already. */
export function cancelEvent(world: World, system: 'google' | 'microsoft', id: string): void {
  const event = world[system].find((e) => e.id === id);
  if (!event || event.cancelled) throw answer('http-410');
  event.cancelled = true;
  for (const guest of event.guests) world.outbox.push(`cancellation ${system} ${guest}`);
}

/** Lever: no idempotency at all; every call makes one more. */
export function leverAdd(world: World, kind: 'panel' | 'note', marker: string): string {
  if (kind === 'panel')
    return world.panels[world.panels.push({ id: `panel-${world.panels.length}`, externalUrl: marker }) - 1]!
      .id;
  return world.notes[world.notes.push({ id: `note-${world.notes.length}`, text: marker }) - 1]!.id;
}

/** What a person would see: no ids, no versions. */
export function visible(world: World) {
  const live = (events: HeldEvent[]) =>
    events.filter((e) => !e.cancelled).map(({ title, guests }) => `${title}: ${guests.join(', ')}`);
  return {
    google: live(world.google),
    microsoft: live(world.microsoft),
    panels: world.panels.map((p) => p.externalUrl),
    notes: world.notes.map((n) => n.text),
    outbox: [...world.outbox].sort(),
  };
}
