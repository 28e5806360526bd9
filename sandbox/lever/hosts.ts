/** The hosts each Lever service answers on: production, EU, sandbox. */
export const LEVER_HOSTS = {
  api: ['api.lever.co', 'api.eu.lever.co', 'api.sandbox.lever.co'],
  web: ['hire.lever.co', 'hire.eu.lever.co', 'hire.sandbox.lever.co'],
  auth: ['auth.lever.co', 'sandbox-lever.auth0.com'],
};
