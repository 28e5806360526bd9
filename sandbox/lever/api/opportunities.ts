import { notFound, one, page } from './answer';
import { type Kit, routes } from './kit';
import { expandOpportunity, listOpportunities } from './opportunity-reads';

/** Reading candidacies and the applications and offers that hang on them. */
export function opportunityReads(kit: Kit) {
  const app = routes();
  const byCreation = (record: { createdAt: number; id: string }) => [record.createdAt, record.id];
  app.get('/', (c) => listOpportunities(kit, c));
  app.get('/deleted', (c) => page(c, [], byCreation));
  app.get('/:opportunity', (c) => one(c, expandOpportunity(kit, c, kit.opportunity(c))));
  app.get('/:opportunity/applications', (c) => {
    const ids: string[] = kit.opportunity(c).applications;
    return page(
      c,
      ids.map((id) => kit.lever.applications.get(id)),
      byCreation,
    );
  });
  app.get('/:opportunity/applications/:application', (c) => {
    const id = c.req.param('application');
    if (!kit.opportunity(c).applications.includes(id)) throw notFound('application', id);
    return one(c, kit.lever.applications.get(id));
  });
  app.get('/:opportunity/referrals', (c) => {
    kit.opportunity(c);
    return page(c, [], byCreation);
  });
  app.get('/:opportunity/file_actions', (c) => {
    kit.opportunity(c);
    return page(c, [], byCreation);
  });
  return app;
}
