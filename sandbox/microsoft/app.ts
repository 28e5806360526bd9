import type { OfficeContext } from '../meetings';
import type { Service } from '../service';
import { createGraphApi } from './graph/app';
import { createMicrosoftIdentity } from './identity';
import { createSignIn } from './sign-in';
import { addTokenEndpoint } from './tokens';

/** Microsoft's hosts: Entra sign-in with its token endpoint, and Graph. */
export function createMicrosoft(ctx: OfficeContext): Service[] {
  const identity = createMicrosoftIdentity(ctx);
  const login = createSignIn(ctx, identity);
  addTokenEndpoint(login, ctx, identity);
  return [
    { name: 'Microsoft sign-in', hosts: ['login.microsoftonline.com'], app: login },
    { name: 'Microsoft Graph', hosts: ['graph.microsoft.com'], app: createGraphApi(ctx, identity) },
  ];
}
