import { badRequest } from './errors';
import type { GraphEvent } from './types';

const PROPERTY =
  /^singleValueExtendedProperties\/any\(\s*(\w+)\s*:\s*\1\/id eq '((?:[^']|'')*)' and \1\/value eq '((?:[^']|'')*)'\s*\)$/i;
const FIELD = /^(subject|iCalUId|transactionId) eq '((?:[^']|'')*)'$/i;

/** The part of `$filter` that calendar clients use to find their own events again. */
export function filterOf(text: string | undefined): (event: GraphEvent) => boolean {
  if (!text) return () => true;
  const unquote = (value: string | undefined) => (value ?? '').replaceAll("''", "'");
  const property = PROPERTY.exec(text);
  if (property)
    return (event) =>
      event.properties.some((one) => one.id === unquote(property[2]) && one.value === unquote(property[3]));
  const field = FIELD.exec(text);
  if (field) {
    const value = unquote(field[2]);
    if (field[1]?.toLowerCase() === 'transactionid')
      throw badRequest("The property 'transactionId' does not support filtering.");
    return (event) => (field[1]?.toLowerCase() === 'subject' ? event.title : event.uid) === value;
  }
  throw badRequest(`Invalid filter clause: ${text}`);
}
