import { dateText } from './data.js';
import { avatar, h } from './dom.js';
import { follow } from './shell.js';

const STEP = 60;

/** Segments on the left, the rows of the chosen one on the right. */
export function listView(frame, rows, filter, currentId, change, go) {
  const segment = ({ id, text, count }) =>
    h(
      'button',
      {
        type: 'button',
        class: `segment${filter.segment === id ? ' is-active' : ''}`,
        'aria-pressed': String(filter.segment === id),
        onclick: () => change({ segment: id, shown: STEP }),
      },
      h('span', {}, text),
      h('span', { class: 'count' }, String(count)),
    );
  const posting = h(
    'select',
    {
      class: 'field',
      'aria-label': 'Posting',
      onchange: (event) => change({ posting: event.target.value, shown: STEP }),
    },
    h('option', { value: '' }, 'All postings'),
    frame.postings.map(({ id, text }) => h('option', { value: id, selected: filter.posting === id }, text)),
  );
  const search = h('input', {
    class: 'field search',
    type: 'search',
    placeholder: 'Search by name',
    'aria-label': 'Search candidates',
    value: filter.query,
    onchange: (event) => change({ query: event.target.value, shown: STEP }),
  });
  const shown = rows.slice(0, filter.shown);
  return h(
    'div',
    { class: 'list-page' },
    h(
      'aside',
      { class: 'segments', 'aria-label': 'Pipeline' },
      h('h2', { class: 'side-title' }, 'Pipeline'),
      frame.segments.map(segment),
    ),
    h(
      'main',
      { class: 'list-main' },
      h(
        'div',
        { class: 'list-tools' },
        h('h1', {}, 'Candidates'),
        h('span', { class: 'muted' }, `${rows.length} shown`),
        h('div', { class: 'spacer' }),
        search,
        posting,
      ),
      h(
        'div',
        { class: 'rows' },
        shown.map((row) => rowView(row, row.id === currentId, go)),
        rows.length === 0 && h('p', { class: 'empty' }, 'No candidates here.'),
        rows.length > shown.length &&
          h(
            'button',
            { type: 'button', class: 'button more', onclick: () => change({ shown: filter.shown + STEP }) },
            `Show ${Math.min(STEP, rows.length - shown.length)} more`,
          ),
      ),
    ),
  );
}

function rowView(row, current, go) {
  const href = `/candidates/${row.id}`;
  return h(
    'a',
    {
      class: `candidate-row${current ? ' is-current' : ''}`,
      href,
      onclick: follow(go, href),
    },
    avatar(row.name),
    h(
      'span',
      { class: 'who' },
      h('bdi', { class: 'name' }, row.name),
      h('bdi', { class: 'muted one-line' }, row.headline || row.location),
    ),
    h(
      'span',
      { class: 'job one-line' },
      row.posting ?? 'No posting',
      row.confidential && h('span', { class: 'pill pill-warn' }, 'Confidential'),
    ),
    h('span', { class: 'pill' }, row.stage),
    h('span', { class: 'muted when' }, row.notes ? `${row.notes} note${row.notes > 1 ? 's' : ''}` : ''),
    h('span', { class: 'muted when' }, dateText(row.lastInteractionAt)),
  );
}
