import { HTTPException } from 'hono/http-exception';

interface Detail {
  domain?: string;
  locationType?: string;
  location?: string;
  status?: string;
}

/** An error answer in the shape shared by Google's JSON APIs. Throw it inside a handler. */
export function googleError(
  code: number,
  reason: string,
  message: string,
  detail: Detail = {},
): HTTPException {
  const { status, domain = 'global', ...where } = detail;
  const body = {
    error: { code, message, errors: [{ domain, reason, message, ...where }], ...(status ? { status } : {}) },
  };
  return new HTTPException(code as 400, { res: Response.json(body, { status: code }) });
}

export const notFound = () => googleError(404, 'notFound', 'Not Found');
export const deleted = () => googleError(410, 'deleted', 'Resource has been deleted');
export const conditionNotMet = () =>
  googleError(412, 'conditionNotMet', 'Precondition Failed', {
    locationType: 'header',
    location: 'If-Match',
  });
export const invalid = (message: string, location?: string) =>
  googleError(400, 'invalid', message, location ? { locationType: 'parameter', location } : {});
export const required = (message: string, location: string) =>
  googleError(400, 'required', message, { locationType: 'parameter', location });
