/** The app's own data service. Not the public API. */
async function get(path) {
  const response = await fetch(`/internal/${path}`, { headers: { accept: 'application/json' } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`Lever could not load this page (${response.status}).`);
  return response.json();
}

async function send(path, body) {
  const response = await fetch(`/internal/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`Lever could not save this (${response.status}).`);
}

export const saveNote = (id, value) => send(`candidates/${encodeURIComponent(id)}/notes`, { value });
export const moveTo = (id, stage) => send(`candidates/${encodeURIComponent(id)}/stage`, { stage });
export const loadFrame = () => get('bootstrap');
export const loadRows = ({ segment, posting, query }) =>
  get(`candidates?${new URLSearchParams({ segment, posting, q: query })}`);
export const loadProfile = (id) => get(`candidates/${encodeURIComponent(id)}`);
export const loadInterviews = () => get('interviews');
export const loadJobs = () => get('jobs');

let zone = 'UTC';
export const setZone = (name) => {
  zone = name;
};
const format = (options) => (at) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at);
export const dateText = format({ day: 'numeric', month: 'short', year: 'numeric' });
export const dayText = format({ weekday: 'short', day: 'numeric', month: 'short' });
export const timeText = format({ hour: '2-digit', minute: '2-digit' });
export const momentText = (at) => `${dayText(at)}, ${timeText(at)}`;
