import { dateText, dayText, momentText, timeText } from './data.js';
import { avatar, h } from './dom.js';
import { follow } from './shell.js';

const card = (title, key, ...children) =>
  h('section', { class: `card ${key}` }, h('h2', { class: 'card-title' }, title), children);
const fact = (key, ...values) =>
  h(
    'div',
    { class: 'card-row' },
    h('div', { class: 'card-key' }, key),
    h('div', { class: 'card-value' }, values),
  );

/** Everything about one candidacy; the same inside the flyover and as a page. */
export function profileView(profile, go, act) {
  return h(
    'article',
    { class: 'profile' },
    heading(profile, act),
    h(
      'ol',
      { class: 'stage-track', 'aria-label': 'Stages' },
      profile.stages.map((stage) =>
        h(
          'li',
          {
            class: stage.current ? 'is-current' : stage.done ? 'is-done' : '',
            'aria-current': stage.current ? 'step' : null,
          },
          stage.text,
        ),
      ),
    ),
    h(
      'div',
      { class: 'profile-columns' },
      h('div', { class: 'profile-main' }, story(profile), notes(profile, act), feedback(profile)),
      h('div', { class: 'profile-side' }, application(profile), documents(profile), others(profile, go)),
    ),
  );
}

function heading(profile, act) {
  const contact = [...profile.emails, ...profile.phones, profile.location].filter(Boolean);
  return h(
    'div',
    { class: 'profile-head' },
    avatar(profile.name, 'large'),
    h(
      'div',
      { class: 'who' },
      h('h1', {}, h('bdi', {}, profile.name)),
      h('p', { class: 'muted' }, h('bdi', {}, profile.headline || 'No headline')),
      h(
        'p',
        { class: 'contact-line' },
        contact.length
          ? contact.map((text) => h('bdi', {}, text))
          : h('span', { class: 'muted' }, 'No contact details'),
      ),
    ),
    h(
      'div',
      { class: 'badges' },
      profile.archived
        ? h('span', { class: 'pill pill-strong' }, `Archived: ${profile.archived.reason}`)
        : h(
            'select',
            {
              class: 'field stage-select',
              'aria-label': 'Stage',
              onchange: (event) => act.moveTo(profile.id, event.target.value),
            },
            profile.stages.map((stage) =>
              h('option', { value: stage.id, selected: stage.current }, stage.text),
            ),
          ),
      profile.confidential && h('span', { class: 'pill pill-warn' }, 'Confidential'),
    ),
  );
}

function story(profile) {
  const panels = [...profile.panels].sort((a, b) => b.start - a.start);
  return h(
    'section',
    { class: 'interview-story' },
    h('h2', { class: 'card-title' }, 'Interviews'),
    panels.length === 0 && h('p', { class: 'empty' }, 'No interviews yet.'),
    panels.map((panel) =>
      h(
        'div',
        { class: 'card panel-card' },
        h(
          'div',
          { class: 'panel-head' },
          h('strong', {}, `${dayText(panel.start)}, ${timeText(panel.start)} - ${timeText(panel.end)}`),
          h(
            'span',
            { class: 'muted' },
            panel.externallyManaged
              ? `Scheduled outside Lever by ${panel.user}`
              : `Scheduled by ${panel.user}`,
          ),
        ),
        panel.note && h('p', { class: 'panel-note' }, panel.note),
        panel.interviews.map((interview) =>
          h(
            'div',
            { class: 'interview' },
            fact('Interview', interview.subject || 'Interview'),
            fact('When', `${momentText(interview.date)} (${interview.duration} min)`),
            fact(
              'Interviewers',
              interview.interviewers.map((person) =>
                h('span', { class: 'person' }, avatar(person.name, 'small'), person.name),
              ),
            ),
            interview.location && fact('Where', interview.location),
          ),
        ),
      ),
    ),
  );
}

function notes(profile, act) {
  const save = (event) => {
    const editor = event.target.closest('.notes-card').querySelector('.note-editor');
    if (editor.value.trim()) act.saveNote(profile.id, editor.value, editor);
  };
  return card(
    'Notes',
    'notes-card',
    h('textarea', {
      class: 'field note-editor',
      rows: '2',
      placeholder: 'Write a note. @mention people to notify them.',
      'aria-label': 'New note',
    }),
    h(
      'div',
      { class: 'note-actions' },
      h('button', { type: 'button', class: 'button', onclick: save }, 'Save note'),
    ),
    profile.notes.length === 0 && h('p', { class: 'empty' }, 'No notes yet.'),
    profile.notes.map((note) =>
      h(
        'div',
        { class: 'note' },
        note.fields.map((field) =>
          h(
            'div',
            { class: 'note-field' },
            h(
              'div',
              { class: 'note-head' },
              avatar(field.user ?? '?', 'small'),
              h('strong', {}, field.user ?? 'Somebody'),
              h('span', { class: 'muted' }, momentText(field.at)),
              note.secret && h('span', { class: 'pill' }, 'Secret'),
            ),
            h('bdi', { class: 'note-text' }, field.value),
          ),
        ),
      ),
    ),
  );
}

function feedback(profile) {
  if (!profile.feedback.length) return null;
  return card(
    'Feedback',
    'feedback-card',
    profile.feedback.map((form) =>
      h(
        'div',
        { class: 'note' },
        h(
          'div',
          { class: 'note-head' },
          avatar(form.user ?? '?', 'small'),
          h('strong', {}, form.user),
          h(
            'span',
            { class: 'muted' },
            form.at ? `${form.text}, ${dateText(form.at)}` : `${form.text}, not sent`,
          ),
        ),
        form.fields.map((field) => fact(field.text, field.value)),
      ),
    ),
  );
}

function application(profile) {
  const { posting } = profile;
  return card(
    'Application',
    'application-card',
    fact('Posting', posting?.text ?? 'None'),
    posting && fact('Team', `${posting.team}, ${posting.location}`),
    posting && fact('Hiring manager', posting.hiringManager ?? 'None'),
    posting && fact('Requisition', posting.requisitionCodes.join(', ') || 'None'),
    fact('Owner', profile.owner ?? 'None'),
    fact('Origin', `${profile.origin} (${profile.sources.join(', ')})`),
    fact('Added', dateText(profile.createdAt)),
    profile.tags.length > 0 &&
      fact(
        'Tags',
        profile.tags.map((tag) => h('bdi', { class: 'pill' }, tag)),
      ),
  );
}

function documents(profile) {
  const link = (kind) => (file) =>
    h(
      'a',
      {
        class: 'file-link',
        href: `/candidates/${profile.id}/${kind}/${file.id}/download`,
        target: '_blank',
        rel: 'noopener',
      },
      file.name,
    );
  return card(
    'Documents',
    'documents-card',
    profile.resumes.length + profile.files.length === 0 && h('p', { class: 'empty' }, 'No documents.'),
    profile.resumes.map(link('resumes')),
    profile.files.map(link('files')),
    profile.offers.map((offer) =>
      fact('Offer', `${offer.status}${offer.sentAt ? `, ${dateText(offer.sentAt)}` : ''}`),
    ),
  );
}

function others(profile, go) {
  if (!profile.others.length) return null;
  return card(
    'Other opportunities',
    'others-card',
    profile.others.map((one) =>
      h(
        'a',
        { class: 'file-link', href: `/candidates/${one.id}`, onclick: follow(go, `/candidates/${one.id}`) },
        `${one.posting} (${one.stage})`,
      ),
    ),
  );
}
