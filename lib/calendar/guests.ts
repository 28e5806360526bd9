import type { EventGuest } from './port';

/** The guests of `wanted` that are not among `present` yet, each once, compared without regard to case. */
export function newGuests(wanted: readonly EventGuest[], present: readonly string[]): EventGuest[] {
  const seen = new Set(present.map((email) => email.toLowerCase()));
  const fresh: EventGuest[] = [];
  for (const guest of wanted) {
    const email = guest.email.toLowerCase();
    if (seen.has(email)) continue;
    seen.add(email);
    fresh.push(guest);
  }
  return fresh;
}
