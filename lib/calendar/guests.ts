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

/** The entries of `present` without those whose address is in `gone`, compared without regard to case. */
export function withoutGuests<T>(
  present: readonly T[],
  gone: readonly string[],
  addressOf: (entry: T) => string | null | undefined,
): T[] {
  const out = new Set(gone.map((email) => email.toLowerCase()));
  return present.filter((entry) => !out.has(addressOf(entry)?.toLowerCase() ?? ''));
}
