import { httpFailure } from './http-problem';
import type { HttpRequest } from './http-types';

/**
 * The URL of a request. Values are encoded into their place in the template; an empty value or a dot segment
 * would change which resource is meant, so it is refused before anything is sent.
 */
export function addressOf(request: HttpRequest): string {
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = request.params?.[name];
    if (value === undefined || value === '' || value === '.' || value === '..' || !value.isWellFormed()) {
      throw httpFailure(request, 'invalid-request', { detail: `${name} is empty or not an id` });
    }
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams((request.query ?? []).map(([name, value]) => [name, value]));
  // Graph reads `+` in a filter as a plus sign, so spaces go out as %20 everywhere.
  const text = query.toString().replaceAll('+', '%20');
  return `https://${request.host}${path}${text ? `?${text}` : ''}`;
}

/** Body, its content type and its size in bytes. */
export function bodyOf(request: HttpRequest): {
  content?: string;
  headers: Record<string, string>;
  bytes: number;
} {
  if (request.form) {
    const content = new URLSearchParams(request.form).toString();
    return {
      content,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      bytes: content.length,
    };
  }
  if (request.json === undefined) return { headers: {}, bytes: 0 };
  const content = JSON.stringify(request.json);
  const bytes = new TextEncoder().encode(content).length;
  return { content, headers: { 'content-type': 'application/json' }, bytes };
}
