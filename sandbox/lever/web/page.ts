import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'public');
const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};
const NAMES = [
  'app.js',
  'dom.js',
  'data.js',
  'keys.js',
  'theme.js',
  'list-view.js',
  'profile-view.js',
  'other-views.js',
  'shell.js',
  'app.css',
  'flyover.css',
  'favicon.svg',
];

/** The web app's own files by name: body and content type. */
export const assets: ReadonlyMap<string, { body: string; type: string }> = new Map(
  NAMES.map((name) => [
    name,
    { body: readFileSync(join(FOLDER, name), 'utf8'), type: TYPES[name.split('.').pop()!]! },
  ]),
);

/** The one document behind every address of the app; theme and data arrive by script. */
export const DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lever</title>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/app.css">
<link rel="stylesheet" href="/assets/flyover.css">
<script type="module" src="/assets/app.js"></script>
</head>
<body><div id="app" class="height-full"></div></body>
</html>
`;

/** The strict variant; `lever-web-no-csp` leaves the header out. */
export const POLICY =
  "default-src 'self'; style-src 'self'; script-src 'self'; frame-src 'self'; connect-src 'self'";
