import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { OfficeContext } from '../meetings';
import type { Service } from '../service';
import { createCalendarApi } from './calendar/app';
import { googleError } from './errors';
import { createGoogleIdentity } from './identity';
import { createMail } from './mail';
import { createProfile } from './profile';
import { createDirectory } from './rooms';
import { createSignIn } from './sign-in';
import { createTokenEndpoint } from './tokens';

/** Google's hosts: sign-in, tokens, Calendar v3, the room directory and Gmail. They share accounts and tokens. */
export function createGoogle(ctx: OfficeContext): Service[] {
  const identity = createGoogleIdentity(ctx);

  const api = (mount: (app: Hono) => void): Hono => {
    const app = new Hono();
    app.use(
      '*',
      cors({
        origin: '*',
        allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'],
        exposeHeaders: ['ETag', 'Content-Length', 'Date', 'Vary', 'X-Goog-Api-Client'],
      }),
    );
    mount(app);
    app.notFound(() => googleError(404, 'notFound', 'Not Found').getResponse());
    return app;
  };

  return [
    { name: 'Google sign-in', hosts: ['accounts.google.com'], app: createSignIn(ctx, identity) },
    { name: 'Google tokens', hosts: ['oauth2.googleapis.com'], app: createTokenEndpoint(ctx, identity) },
    {
      name: 'Google Calendar',
      hosts: ['www.googleapis.com'],
      app: api((app) => {
        app.route('/oauth2/v3', createProfile(ctx, identity));
        app.route('/calendar/v3', createCalendarApi(ctx, identity) as unknown as Hono);
      }),
    },
    {
      name: 'Google directory',
      hosts: ['admin.googleapis.com'],
      app: api((app) => void app.route('/', createDirectory(ctx, identity) as unknown as Hono)),
    },
    {
      name: 'Gmail',
      hosts: ['gmail.googleapis.com'],
      app: api((app) => void app.route('/', createMail(ctx, identity) as unknown as Hono)),
    },
  ];
}
