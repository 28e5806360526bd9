import type { Json } from '@/sandbox/world/types';
import { badRequest, bodyOf, notFound, one, page } from './answer';
import { type Kit, routes } from './kit';

/** Users (`/users`) and contacts (`/contacts`). There is no "who am I" and no list of contacts. */
export function users(kit: Kit) {
  const app = routes();
  const userOf = (id: string): Json => {
    const user = kit.users.get(id);
    if (!user) throw notFound('user', id);
    return user;
  };
  app.get('/', (c) => {
    const email = c.req.query('email')?.toLowerCase();
    const roles = c.req.queries('accessRole[]') ?? c.req.queries('accessRole');
    const all = c.req.query('includeDeactivated') === 'true';
    const found = [...kit.users.values()].filter(
      (user) =>
        (all || user.deactivatedAt === null) &&
        (email === undefined || user.email.toLowerCase() === email) &&
        (!roles?.length || roles.includes(user.accessRole)),
    );
    return page(c, found, (user) => [user.createdAt, user.id]);
  });
  app.get('/:user', (c) => one(c, userOf(c.req.param('user'))));
  app.put('/:user', async (c) => {
    const user = userOf(c.req.param('user'));
    const body = await bodyOf(c);
    for (const name of ['name', 'email', 'accessRole'])
      if (typeof body[name] !== 'string') throw badRequest(`${name} is required.`);
    Object.assign(user, {
      name: body.name,
      email: body.email,
      accessRole: body.accessRole,
      jobTitle: body.jobTitle ?? null,
      managerId: body.managerId ?? null,
      externalDirectoryId: body.externalDirectoryId ?? null,
    });
    return one(c, user);
  });
  app.post('/:user/deactivate', (c) => {
    const user = userOf(c.req.param('user'));
    user.deactivatedAt ??= kit.now();
    return one(c, user);
  });
  app.post('/:user/reactivate', (c) => {
    const user = userOf(c.req.param('user'));
    user.deactivatedAt = null;
    return one(c, user);
  });
  return app;
}

export function contacts(kit: Kit) {
  const app = routes();
  const contactOf = (id: string): Json => {
    const contact = kit.lever.contacts.get(id);
    if (!contact) throw notFound('contact', id);
    return contact;
  };
  app.get('/:contact', (c) => one(c, contactOf(c.req.param('contact'))));
  app.put('/:contact', async (c) => {
    const contact = contactOf(c.req.param('contact'));
    if (contact.isAnonymized) throw badRequest('This contact is anonymized and cannot be updated.');
    const body = await bodyOf(c);
    Object.assign(contact, {
      name: body.name ?? '',
      headline: body.headline ?? '',
      location: { name: body.location ?? '' },
      emails: body.emails ?? [],
      phones: body.phones ?? [],
    });
    for (const opportunity of kit.lever.opportunities.values()) {
      if (opportunity.contact !== contact.id) continue;
      Object.assign(opportunity, {
        name: contact.name,
        headline: contact.headline,
        location: contact.location.name,
        emails: contact.emails,
        phones: contact.phones,
      });
    }
    const { isAnonymized: _a, dataProtection: _d, ...shown } = contact;
    return c.json({ data: shown });
  });
  return app;
}
