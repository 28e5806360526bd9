import type { Json } from '@/sandbox/world/types';
import { badRequest, bodyOf, notFound, one, page } from './answer';
import { type Kit, type LeverContext, ownedBy, routes } from './kit';

/** Notes. Only notes written through the API may be changed or removed through it. */
export function notes(kit: Kit) {
  const app = routes();
  const { lever } = kit;

  const noteOf = (c: LeverContext): Json => {
    const id = c.req.param('note') ?? '';
    const note = ownedBy(lever.notes, kit.opportunity(c)).find((own) => own.id === id);
    if (!note) throw notFound('note', id);
    return note;
  };
  const changeable = (c: LeverContext): Json => {
    const note = noteOf(c);
    if (note.deletedAt !== null) throw notFound('note', note.id);
    if (!kit.apiNotes.has(note.id))
      throw badRequest('Only notes created through the API can be changed through the API.');
    return note;
  };
  const fieldOf = (opportunity: Json, given: Json, user: string): Json => {
    if (typeof given.value !== 'string' || !given.value) throw badRequest('value is required.');
    if (given.score !== undefined && given.score !== null && ![1, 2, 3, 4].includes(given.score))
      throw badRequest('score must be between 1 and 4.');
    if (given.createdAt !== undefined && !(given.createdAt <= kit.now()))
      throw badRequest('createdAt must lie in the past.');
    return {
      createdAt: given.createdAt ?? kit.now(),
      score: given.score ?? null,
      stage: opportunity.stage,
      text: 'Comment',
      type: 'note',
      user,
      value: given.value,
    };
  };

  app.get('/:opportunity/notes', (c) =>
    page(
      c,
      ownedBy(lever.notes, kit.opportunity(c)).filter((note) => note.deletedAt === null),
      (note) => [note.createdAt, note.id],
    ),
  );
  app.get('/:opportunity/notes/:note', (c) => one(c, noteOf(c)));
  app.post('/:opportunity/notes', async (c) => {
    const opportunity = kit.opportunity(c);
    const user = kit.actor(c, 'optional')?.id ?? opportunity.owner;
    const body = await bodyOf(c);
    const field = fieldOf(opportunity, body, user);
    const thread = c.req.query('note_id');
    if (thread !== undefined) {
      const parent = ownedBy(lever.notes, opportunity).find(
        (own) => own.id === thread && own.deletedAt === null,
      );
      if (!parent) throw notFound('note', thread);
      parent.fields.push(field);
      return c.json({ data: { ...parent, noteId: parent.id } }, 201);
    }
    const note: Json = {
      id: kit.newId('note'),
      text: 'Note',
      fields: [field],
      user,
      secret: body.secret === true,
      completedAt: field.createdAt,
      deletedAt: null,
      createdAt: field.createdAt,
    };
    ownedBy(lever.notes, opportunity).push(note);
    kit.apiNotes.add(note.id);
    return c.json({ data: { ...note, noteId: note.id } }, 201);
  });
  app.put('/:opportunity/notes/:note', async (c) => {
    const opportunity = kit.opportunity(c);
    const note = changeable(c);
    const body = await bodyOf(c);
    if (!Array.isArray(body.values) || !body.values.length)
      throw badRequest('values must hold at least one value.');
    note.fields = body.values.map((value: Json) =>
      fieldOf(opportunity, { ...value, score: body.score }, body.user ?? note.user),
    );
    note.secret = body.secret === true;
    note.completedAt = body.completedAt ?? kit.now();
    opportunity.updatedAt = kit.now();
    return one(c, note);
  });
  app.delete('/:opportunity/notes/:note', (c) => {
    changeable(c).deletedAt = kit.now();
    return c.body(null, 204);
  });
  return app;
}
