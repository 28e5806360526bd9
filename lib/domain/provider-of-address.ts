type Provider = 'google' | 'microsoft';

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/**
 * Where the calendar of an address is read: at the connected account of the same domain, else at the only
 * connected account; null when it cannot be told, because asking the wrong provider answers "not found".
 */
export function providerOfAddress(
  email: string,
  accounts: readonly { provider: Provider; email: string }[],
): Provider | null {
  const same = accounts.filter((account) => domainOf(account.email) === domainOf(email));
  if (same.length === 1) return same[0]?.provider ?? null;
  return accounts.length === 1 ? (accounts[0]?.provider ?? null) : null;
}
