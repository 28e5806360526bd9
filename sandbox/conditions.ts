import type { Faults } from './faults';

/** True once for each unit left in the counter `name`; `true` means always. */
export function take(faults: Faults, name: string): boolean {
  const value = faults.get(name);
  if (value === true) return true;
  if (typeof value !== 'number' || value <= 0) return false;
  faults.set(name, value - 1);
  return true;
}

/** True when the condition is on for everybody (`true`) or lists this address (`a@x.example, b@x.example`). */
export function appliesTo(faults: Faults, name: string, email: string): boolean {
  const value = faults.get(name);
  if (value === true) return true;
  return (
    typeof value === 'string' &&
    value
      .toLowerCase()
      .split(/[\s,]+/)
      .includes(email.toLowerCase())
  );
}

export function numberOf(faults: Faults, name: string, fallback: number): number {
  const value = faults.get(name);
  return typeof value === 'number' ? value : fallback;
}

/** Text of `name:<email>`, else of `name`; undefined when neither is set. */
export function textFor(faults: Faults, name: string, email: string): string | undefined {
  const value = faults.get(`${name}:${email.toLowerCase()}`) ?? faults.get(name);
  return typeof value === 'string' ? value : undefined;
}
