import { createHash } from 'node:crypto';
import type { World, WorldPerson } from './world/types';

export type Provider = 'google' | 'microsoft';

/** A calendar address and who stands behind it. */
export interface Mailbox {
  email: string;
  name: string;
  provider: Provider;
  kind: 'person' | 'room';
  /** IANA zone. */
  zone: string;
  sharing: WorldPerson['sharing'];
  hours: WorldPerson['hours'];
}

const ROOM_HOURS: WorldPerson['hours'] = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '23:59' };

function ofPerson(person: WorldPerson, email: string, provider: Provider): Mailbox {
  return {
    email,
    name: person.name,
    provider,
    kind: 'person',
    zone: person.zone,
    sharing: person.sharing,
    hours: person.hours,
  };
}

function domainOf(world: World, provider: Provider): string {
  return provider === 'google' ? world.company.googleDomain : world.company.microsoftDomain;
}

/** The recruiter's address at a provider: their own mailbox, or the same name at the sister company. */
export function recruiterAddress(world: World, provider: Provider): string {
  const { recruiter } = world;
  if (recruiter.provider === provider && recruiter.calendarEmail) return recruiter.calendarEmail;
  return `${recruiter.email.split('@')[0]}@${domainOf(world, provider)}`;
}

/** The mailbox at an address (any case); null = no such mailbox, or one without a calendar. */
export function mailboxOf(world: World, address: string): Mailbox | null {
  const email = address.trim().toLowerCase();
  for (const provider of ['google', 'microsoft'] as const) {
    if (recruiterAddress(world, provider).toLowerCase() === email)
      return ofPerson(world.recruiter, recruiterAddress(world, provider), provider);
  }
  const person = world.people.find((one) => one.calendarEmail?.toLowerCase() === email);
  if (person?.calendarEmail && person.provider)
    return person.deactivatedAt === null ? ofPerson(person, person.calendarEmail, person.provider) : null;
  const room = world.rooms.find((one) => one.email.toLowerCase() === email);
  if (!room) return null;
  return {
    email: room.email,
    name: room.name,
    provider: room.provider,
    kind: 'room',
    zone: room.zone,
    sharing: 'times',
    hours: ROOM_HOURS,
  };
}

/** Accounts that can sign in at a provider, the recruiter first. */
export function accountsOf(world: World, provider: Provider): Mailbox[] {
  const others = world.people.filter(
    (one) =>
      one.provider === provider &&
      one.calendarEmail &&
      one.deactivatedAt === null &&
      one.id !== world.recruiter.id,
  );
  return [
    ofPerson(world.recruiter, recruiterAddress(world, provider), provider),
    ...others.map((one) => ofPerson(one, one.calendarEmail ?? one.email, provider)),
  ];
}

/** A stable hex id for a name: account numbers, directory object ids. */
export function stableHex(...parts: string[]): string {
  return createHash('sha256').update(parts.join('|')).digest('hex');
}

/** A stable UUID for a name. */
export function stableUuid(...parts: string[]): string {
  const hex = stableHex(...parts);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
