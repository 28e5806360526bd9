import { z } from 'zod';

/*
 * Lever's objects as the Data API v1 really answers them: fields are only ever added, unknown text is '' on some
 * endpoints and null or absent on others, times are ms epoch but a few arrive as strings. Only what Fulcrum
 * cannot work without (ids, dates) is required; the rest becomes '' , null or [].
 */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const orNull = z
  .string()
  .nullish()
  .transform((value) => value || null);
const time = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const timeOrNull = time.nullish().transform((value) => value ?? null);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const ids = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const id = z.string().min(1);
const items = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

export const application = z.object({
  id,
  posting: orNull,
  postingOwner: orNull,
  postingHiringManager: orNull,
  name: text,
  email: orNull,
  requisitionForHire: z
    .object({ id, requisitionCode: z.string().optional(), hiringManagerOnHire: z.string().nullish() })
    .nullish(),
});

const link = z.union([z.string(), z.object({ url: z.string() }).transform((value) => value.url)]);

export const opportunity = z.object({
  id,
  name: text,
  contact: text,
  headline: text,
  stage: text,
  confidentiality: text,
  location: text,
  emails: ids,
  phones: items(z.object({ type: orNull, value: text })),
  links: items(link),
  tags: ids,
  owner: orNull,
  followers: ids,
  /** Ids, or whole objects with `expand=applications`. */
  applications: items(z.union([id, application])),
  archived: z
    .object({ reason: text, archivedAt: time })
    .nullish()
    .transform((value) => value ?? null),
  createdAt: time,
  updatedAt: timeOrNull,
  isAnonymized: flag,
  urls: z
    .object({ list: text, show: text })
    .nullish()
    .transform((value) => value ?? { list: '', show: '' }),
});

/** An entry of the list of opportunities: the same, with its moves between stages. */
export const candidacy = opportunity.extend({
  stageChanges: items(z.object({ toStageId: text, updatedAt: time })),
  lastAdvancedAt: timeOrNull,
});

const categories = z
  .object({ team: text, department: text, location: text, commitment: text, level: text })
  .nullish()
  .transform((value) => Object.fromEntries(Object.entries(value ?? {}).filter(([, name]) => name !== '')));

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
/** The items of a posting's list (`<li>…</li>`) as plain text; text without items is one item. */
function listItems(html: string): string[] {
  return html
    .split(/<\/?(?:li|ul|ol|p|br|div)\b[^>]*>/i)
    .map((part) =>
      part
        .replace(/<[^>]*>/g, '')
        .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (all, name: string) => ENTITIES[name] ?? all)
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
}

export const posting = z.object({
  id,
  text,
  state: text,
  confidentiality: text,
  categories,
  owner: orNull,
  hiringManager: orNull,
  requisitionCodes: ids,
  content: z
    .object({ description: text, lists: items(z.object({ text, content: text })), closing: text })
    .nullish()
    .transform((value) => ({
      description: value?.description ?? '',
      lists: (value?.lists ?? []).map((list) => ({ text: list.text, items: listItems(list.content) })),
      closing: value?.closing ?? '',
    })),
  urls: z
    .object({ show: text })
    .nullish()
    .transform((value) => value ?? { show: '' }),
});

export const requisition = z.object({
  id,
  requisitionCode: text,
  name: text,
  status: text,
  hiringManager: orNull,
  owner: orNull,
  location: orNull,
  team: orNull,
  customFields: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? {}),
});

export const user = z.object({
  id,
  name: text,
  username: text,
  email: text,
  accessRole: text,
  deactivatedAt: timeOrNull,
  jobTitle: z.string().nullish(),
  photo: z.string().nullish(),
});

export const stage = z.object({ id, text });

const interviewer = z.object({ id, name: text, email: text, responseStatus: z.string().optional() });

const panelInterview = z.object({
  id,
  date: time,
  duration: z.number(),
  subject: orNull,
  note: orNull,
  location: orNull,
  feedbackTemplate: orNull.optional(),
  interviewers: items(interviewer),
});

export const panel = z.object({
  id,
  applications: ids,
  canceledAt: timeOrNull,
  createdAt: time,
  start: time,
  end: time,
  timezone: text,
  stage: text,
  note: orNull,
  externallyManaged: flag,
  externalUrl: orNull,
  user: text,
  interviews: items(panelInterview),
});

export const interview = panelInterview.extend({
  panel: text,
  stage: text,
  canceledAt: timeOrNull,
  feedbackForms: ids,
  postings: ids,
});

export const feedback = z.object({
  id,
  text,
  user: text,
  interview: orNull,
  panel: orNull,
  createdAt: time,
  completedAt: timeOrNull,
  deletedAt: timeOrNull,
});

export const note = z.object({
  id,
  user: text,
  secret: flag,
  createdAt: time,
  deletedAt: timeOrNull,
  fields: items(
    z.object({
      type: text,
      text,
      value: z.unknown().transform((value) => (typeof value === 'string' ? value : '')),
      user: text,
      createdAt: timeOrNull.transform((value) => value ?? 0),
    }),
  ),
});

const size = z.union([z.number(), z.string().transform(Number)]).nullish();

export const resume = z.object({
  id,
  createdAt: timeOrNull.transform((value) => value ?? 0),
  file: z
    .object({
      name: text,
      ext: text,
      status: text,
      uploadedAt: timeOrNull.transform((value) => value ?? 0),
      size: size.transform((value) => value ?? 0),
    })
    .nullish()
    .transform((value) => value ?? null),
});

const formField = z.object({
  id,
  type: text,
  text,
  required: flag,
  options: items(z.object({ text })).transform((all) => all.map((one) => one.text)),
});

export const formTemplate = z.object({ id, text, fields: items(formField) });

export const form = z.object({
  id,
  text,
  baseTemplateId: orNull,
  user: text,
  createdAt: timeOrNull.transform((value) => value ?? 0),
  deletedAt: timeOrNull,
  fields: items(z.object({ id, text, value: z.unknown() })),
});

/** Answer to writing a note: documented as `{noteId}` alone, in fact the whole note with `noteId` beside it. */
export const writtenNote = z
  .object({ id: z.string().optional(), noteId: z.string().optional(), user: text, createdAt: timeOrNull })
  .transform((value, context) => {
    const made = value.noteId ?? value.id;
    if (made) return { id: made, user: value.user, createdAt: value.createdAt ?? 0 };
    context.addIssue({ code: 'custom', path: ['noteId'], message: 'neither noteId nor id is there' });
    return z.NEVER;
  });

/** Takes one layer off `{data: {data: [object]}}`, the form in one documented sample. */
function unwrap(body: unknown): unknown {
  const twice = z.object({ data: z.object({ data: z.tuple([z.unknown()], z.unknown()) }) }).safeParse(body);
  if (twice.success) return { data: twice.data.data.data[0] };
  // The documented answers about forms are bare objects.
  const bare = z.looseObject({ id: z.string(), data: z.undefined().optional() }).safeParse(body);
  return bare.success ? { data: body } : body;
}

/** `{data: object}`. */
export function one<T>(item: z.ZodType<T>): z.ZodType<{ data: T }> {
  return z.preprocess(unwrap, z.object({ data: item })) as z.ZodType<{ data: T }>;
}

/** One page of a list. */
export interface Page<T> {
  data: T[];
  hasNext?: boolean | null;
  /** Absent on the last page. */
  next?: string | null;
}

/** `{data: [object], hasNext, next}`. */
export function page<T>(item: z.ZodType<T>): z.ZodType<Page<T>> {
  return z.object({
    data: z.array(item),
    hasNext: z.boolean().nullish(),
    next: z.string().nullish(),
  });
}
