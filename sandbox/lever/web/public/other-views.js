import { momentText } from './data.js';
import { h } from './dom.js';
import { follow } from './shell.js';

const page = (title, ...children) => h('main', { class: 'plain-page' }, h('h1', {}, title), children);

export function interviewsView(rows, go) {
  return page(
    'Interviews',
    rows.length === 0 && h('p', { class: 'empty' }, 'Nothing is scheduled.'),
    h(
      'div',
      { class: 'rows' },
      rows.map((row) => {
        const href = `/candidates/${row.opportunityId}`;
        return h(
          'a',
          { class: 'candidate-row', href, onclick: follow(go, href) },
          h(
            'span',
            { class: 'who' },
            h('bdi', { class: 'name' }, row.candidate),
            h('span', { class: 'muted one-line' }, row.subject ?? 'Interview'),
          ),
          h('span', {}, `${momentText(row.at)} (${row.minutes} min)`),
          h('span', { class: 'muted one-line' }, row.interviewers.join(', ')),
        );
      }),
    ),
  );
}

export function jobsView(rows) {
  return page(
    'Jobs',
    h(
      'div',
      { class: 'rows' },
      rows.map((row) =>
        h(
          'div',
          { class: 'candidate-row' },
          h(
            'span',
            { class: 'who' },
            h('span', { class: 'name' }, row.text),
            h('span', { class: 'muted' }, `${row.team}, ${row.location}`),
          ),
          h('span', { class: 'muted' }, row.hiringManager ?? ''),
          h('span', { class: 'pill' }, row.confidential ? 'confidential' : row.state),
          h('span', { class: 'muted when' }, `${row.active} active`),
        ),
      ),
    ),
  );
}

export function settingsView(frame) {
  return page(
    'Settings',
    h(
      'section',
      { class: 'card' },
      h('h2', { class: 'card-title' }, 'Account'),
      h('p', {}, `${frame.me.name}, ${frame.me.email}`),
      h('p', { class: 'muted' }, `Time zone: ${frame.me.zone}`),
    ),
    h(
      'section',
      { class: 'card' },
      h('h2', { class: 'card-title' }, 'Integrations and API'),
      h(
        'p',
        { class: 'muted' },
        'API credentials are made by a Super Admin. This sandbox accepts the keys its start page prints.',
      ),
    ),
  );
}

export const addCandidateView = () =>
  page('Add candidate', h('p', { class: 'muted' }, 'Candidates of the sandbox are added through the API.'));
export const notFoundView = () =>
  page('Not found', h('p', { class: 'muted' }, 'This page does not exist, or you may not see it.'));
export const troubleView = (message, retry) =>
  page(
    'Something went wrong',
    h('p', {}, message),
    h('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'),
  );
