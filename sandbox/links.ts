import { Hono } from 'hono';
import { escapeHtml, htmlPage } from './html';
import type { Service } from './service';

/** Pages that links in events and mails lead to. They only say where one would be. */
export function createLinks(): Service {
  const app = new Hono();
  app.get('*', (c) => {
    const url = new URL(c.req.url);
    if (url.pathname === '/') return c.text('', 204 as 200);
    return c.html(
      htmlPage(
        url.host,
        `<h1>${escapeHtml(url.host)}</h1><p>The sandbox has no such site. A person would now be at:</p><p><code>${escapeHtml(url.host + url.pathname)}</code></p>`,
      ),
    );
  });
  return {
    name: 'Links',
    hosts: ['meet.google.com', 'teams.microsoft.com', 'calendar.google.com', 'outlook.office365.com'],
    app,
  };
}
