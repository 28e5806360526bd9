import type { Json } from '@/sandbox/world/types';
import { badRequest, notFound, one, page, Refusal } from './answer';
import { type Kit, type LeverContext, ownedBy, routes } from './kit';

const EXTENSIONS = new Set(['docx', 'doc', 'js', 'jpg', 'png', 'pdf', 'txt']);
const MAX_BYTES = 30 * 1024 * 1024;

/** Resumes, files and offers with their downloads. Offers are read only. */
export function files(kit: Kit) {
  const app = routes();
  const { lever } = kit;
  const named = (map: Map<string, Json[]>, c: LeverContext, kind: string): Json => {
    const id = c.req.param(kind) ?? '';
    const record = ownedBy(map, kit.opportunity(c)).find((own) => own.id === id);
    if (!record) throw notFound(kind, id);
    return record;
  };
  const download = (c: LeverContext, record: Json, status: string) => {
    const blob = lever.blobs.get(record.id);
    if (status !== 'processed' || !blob)
      throw new Refusal(422, 'UnprocessableEntityError', 'The file could not be processed.');
    return c.body(blob.bytes.slice().buffer, 200, {
      'content-type': blob.type,
      'content-disposition': `attachment; filename="${blob.name.replace(/[^\w.-]/g, '_')}"`,
    });
  };

  app.get('/:opportunity/resumes', (c) =>
    page(c, ownedBy(lever.resumes, kit.opportunity(c)), (one) => [one.createdAt, one.id]),
  );
  app.get('/:opportunity/resumes/:resume', (c) => one(c, named(lever.resumes, c, 'resume')));
  app.get('/:opportunity/resumes/:resume/download', (c) => {
    const resume = named(lever.resumes, c, 'resume');
    return download(c, resume, resume.file?.status ?? 'error');
  });

  app.get('/:opportunity/files', (c) =>
    page(c, ownedBy(lever.files, kit.opportunity(c)), (one) => [one.uploadedAt, one.id]),
  );
  app.get('/:opportunity/files/:file', (c) => one(c, named(lever.files, c, 'file')));
  app.get('/:opportunity/files/:file/download', (c) => {
    const file = named(lever.files, c, 'file');
    return download(c, file, file.status);
  });
  app.post('/:opportunity/files', async (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'required');
    const file = (await c.req.parseBody()).file;
    if (!(file instanceof File)) throw badRequest('file is required, as multipart/form-data.');
    const extension = file.name.split('.').pop()?.toLowerCase() ?? '';
    if (!EXTENSIONS.has(extension))
      throw badRequest(`Files of type ${extension.slice(0, 20)} are not supported.`);
    if (file.size > MAX_BYTES) throw badRequest('Files may not be larger than 30 MB.');
    const id = kit.newId('file');
    lever.blobs.set(id, {
      name: file.name,
      type: file.type || 'application/octet-stream',
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    const record: Json = {
      id,
      downloadUrl: `https://hire.lever.co/candidates/${opportunity.id}/files/${id}/download`,
      ext: `.${extension}`,
      name: file.name,
      uploadedAt: kit.now(),
      status: 'processed',
      size: file.size,
    };
    ownedBy(lever.files, opportunity).push(record);
    return one(c, record, 201);
  });
  app.delete('/:opportunity/files/:file', (c) => {
    kit.actor(c, 'required');
    const file = named(lever.files, c, 'file');
    const list = ownedBy(lever.files, kit.opportunity(c));
    list.splice(list.indexOf(file), 1);
    lever.blobs.delete(file.id);
    return c.body(null, 204);
  });

  app.get('/:opportunity/offers', (c) => {
    const creator = c.req.queries('expand')?.includes('creator');
    const offers = ownedBy(lever.offers, kit.opportunity(c)).map((offer) =>
      creator ? { ...offer, creator: kit.users.get(offer.creator) ?? offer.creator } : offer,
    );
    return page(c, offers, (offer) => [offer.createdAt, offer.id]);
  });
  app.get('/:opportunity/offers/:offer/download', (c) => {
    const offer = named(lever.offers, c, 'offer');
    const signed = c.req.query('status') === 'signed';
    if (signed ? !offer.signedDocument : !offer.sentDocument) throw notFound('document of offer', offer.id);
    return download(c, offer, 'processed');
  });
  return app;
}
