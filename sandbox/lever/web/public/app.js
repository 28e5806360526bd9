import {
  loadFrame,
  loadInterviews,
  loadJobs,
  loadProfile,
  loadRows,
  moveTo,
  saveNote,
  setZone,
} from './data.js';
import { h } from './dom.js';
import { installKeys } from './keys.js';
import { listView } from './list-view.js';
import {
  addCandidateView,
  interviewsView,
  jobsView,
  notFoundView,
  settingsView,
  troubleView,
} from './other-views.js';
import { profileView } from './profile-view.js';
import { header } from './shell.js';
import { applyTheme } from './theme.js';

const root = document.getElementById('app');
const filter = { segment: 'all', posting: '', query: '', shown: 60 };
/** Rows of the list underneath; a profile opened from it is a flyover, one opened by address is a page. */
let rows = null;
let fromList = false;
let drawing = 0;

const candidateId = (path) => /^\/candidates\/([^/]+)/.exec(path)?.[1] ?? null;

function go(href) {
  if (href === location.pathname) return;
  fromList = candidateId(href) !== null && rows !== null;
  history.pushState({ fromList }, '', href);
  render();
}

function step(by) {
  const at = (rows ?? []).findIndex((row) => row.id === candidateId(location.pathname));
  const next = rows?.[at + by];
  if (at >= 0 && next) go(`/candidates/${next.id}`);
}

async function change(part) {
  Object.assign(filter, part);
  rows = null;
  await render();
}

function flyover(profile) {
  const at = rows.findIndex((row) => row.id === profile.id);
  const stepper = (text, by) =>
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': text,
        disabled: at < 0 || !rows[at + by],
        onclick: () => step(by),
      },
      by < 0 ? '↑' : '↓',
    );
  return h(
    'div',
    { class: 'flyover', role: 'dialog', 'aria-label': 'Candidate' },
    h(
      'div',
      { class: 'flyover-controls' },
      h(
        'div',
        { class: 'next-prev-container' },
        stepper('Previous candidate', -1),
        stepper('Next candidate', 1),
        h('span', { class: 'muted' }, at < 0 ? '' : `${at + 1} of ${rows.length}`),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button flyover-close',
          'aria-label': 'Close',
          onclick: () => go('/candidates'),
        },
        '✕',
      ),
    ),
    h('div', { class: 'height-full absolute' }, profileView(profile, go, act)),
  );
}

/** Writes of the app itself; each is followed by a fresh render. */
const write = async (job) => {
  try {
    await job();
    rows = null;
    await render();
  } catch (error) {
    root.replaceChildren(troubleView(error.message, render));
  }
};
const act = {
  saveNote: (id, value, editor) =>
    write(async () => {
      await saveNote(id, value);
      editor.value = '';
    }),
  moveTo: (id, stage) => write(() => moveTo(id, stage)),
};

async function body(frame, path) {
  if (path === '/candidates/new') return [addCandidateView()];
  const id = candidateId(path);
  if (path === '/candidates' || (id && fromList)) {
    rows ??= await loadRows(filter);
    const list = listView(frame, rows, filter, id, change, go);
    const profile = id ? await loadProfile(id) : null;
    return [list, ...(profile ? [flyover(profile)] : [])];
  }
  if (id) {
    const profile = await loadProfile(id);
    return [profile ? h('main', { class: 'profile-page' }, profileView(profile, go, act)) : notFoundView()];
  }
  if (path.startsWith('/interviews')) return [interviewsView(await loadInterviews(), go)];
  if (path.startsWith('/jobs')) return [jobsView(await loadJobs())];
  if (path.startsWith('/settings')) return [settingsView(frame)];
  return [notFoundView()];
}

/** Draws everything anew: whatever else was put into the app root is thrown away. */
async function render() {
  const turn = ++drawing;
  const path = location.pathname;
  let children;
  try {
    const frame = await loadFrame();
    setZone(frame.me.zone);
    schedule(frame.rerenderMs);
    children = [header(frame, path, go, render), ...(await body(frame, path))];
  } catch (error) {
    children = [troubleView(error instanceof Error ? error.message : 'Lever could not be reached.', render)];
  }
  if (turn !== drawing) return;
  const scroller = root.querySelector('.absolute');
  const kept = root.dataset.path === path ? [scrollY, scroller?.scrollTop ?? 0] : [0, 0];
  const draft = root.dataset.path === path ? root.querySelector('.note-editor') : null;
  root.replaceChildren(...children);
  root.dataset.path = path;
  if (draft?.value) root.querySelector('.note-editor').value = draft.value;
  document.title = `${root.querySelector('h1 bdi, .flyover h1 bdi, h1')?.textContent.slice(0, 80) ?? 'Lever'} | Lever`;
  scrollTo(0, kept[0]);
  root.querySelector('.absolute')?.scrollTo(0, kept[1]);
}

let timer;
function schedule(pause) {
  clearTimeout(timer);
  // A draft or a focused field is left alone, as a person would lose their words.
  if (pause > 0)
    timer = setTimeout(
      () =>
        root.contains(document.activeElement) && document.activeElement.matches('input, textarea, select')
          ? schedule(pause)
          : render(),
      pause,
    );
}

addEventListener('popstate', (event) => {
  fromList = event.state?.fromList === true;
  render();
});
/** On demand, for trying what an unexpected render does to guests on the page. */
document.addEventListener('lever:rerender', () => render());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => render());
installKeys({
  step,
  writeNote: () => root.querySelector('.note-editor')?.focus(),
  close: () => root.querySelector('.flyover') && go('/candidates'),
});
applyTheme();
render();
