// The desk reads everything every second and a half and writes one switch at a time. All text is set as text.
const at = (id) => document.getElementById(id);

function make(tag, { text, className, ...rest } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), rest);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  element.append(...children);
  return element;
}

const time = (ms) => new Date(ms).toLocaleTimeString();
const span = (start, end) =>
  `${new Date(start).toLocaleString([], { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })} – ${new Date(end).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`;

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  at('state').textContent = answer.ok
    ? 'Done'
    : ((await answer.json()).error ?? `Refused (${answer.status})`);
  await refresh();
}

function showMail(mails) {
  at('mail-count').textContent = `(${mails.length})`;
  at('mail').replaceChildren(
    ...(mails.length ? mails : [null]).map((mail) =>
      mail
        ? make(
            'div',
            { className: 'item' },
            make('div', { text: `${mail.kind}: ${mail.subject || '(no subject)'}` }),
            make('div', {
              className: 'meta',
              text: `${time(mail.at)} · ${mail.provider} · ${mail.from} → ${mail.to}${mail.start ? ` · ${span(mail.start, mail.end)}` : ''}`,
            }),
          )
        : make('p', { text: 'Nothing yet. Rooms get no mail.' }),
    ),
  );
}

function showEvents(events) {
  at('event-count').textContent = `(${events.length})`;
  at('events').replaceChildren(
    ...(events.length ? events : [null]).map((event) => {
      if (!event) return make('p', { text: 'Nothing booked yet.' });
      const buttons = event.cancelled
        ? []
        : [
            make('button', {
              type: 'button',
              text: 'Move by 1 h',
              onclick: () =>
                post('/api/move', { id: event.id, start: event.start + 3600000, end: event.end + 3600000 }),
            }),
            make('button', {
              type: 'button',
              text: 'Cancel by hand',
              onclick: () => post('/api/cancel', { id: event.id }),
            }),
          ];
      const guests = event.guests.map((guest) =>
        make(
          'div',
          { className: 'meta' },
          `${guest.email}${guest.resource ? ' (room)' : ''}: ${guest.answer === 'none' ? 'no answer' : guest.answer}${guest.told ? '' : ', not mailed'} `,
          ...(event.cancelled
            ? []
            : [
                make('button', {
                  type: 'button',
                  text: 'declines',
                  onclick: () =>
                    post('/api/answer', { id: event.id, email: guest.email, answer: 'declined' }),
                }),
              ]),
        ),
      );
      return make(
        'div',
        { className: `item${event.cancelled ? ' gone' : ''}` },
        make('div', { text: event.title || '(no title)' }),
        make('div', {
          className: 'meta',
          text: `${event.provider} · ${span(event.start, event.end)} · ${event.owner}`,
        }),
        ...guests,
        ...buttons,
      );
    }),
  );
}

function showCalls(calls) {
  at('calls').replaceChildren(
    ...calls.map((call) => {
      const good = call.status !== null && call.status < 400;
      return make(
        'tr',
        {},
        make('td', { text: time(call.at) }),
        make('td', { className: 'path', text: `${call.method} ${call.path}`, title: call.body }),
        make('td', { text: call.host }),
        make('td', {
          className: good ? 'good' : 'bad',
          text: `${call.status ?? 'none'}${call.fault ? ` (${call.fault})` : ''}`,
        }),
        make('td', { text: call.took ?? '' }),
      );
    }),
  );
}

function showFaults(faults) {
  at('faults').replaceChildren(
    ...faults.map((fault) =>
      make(
        'label',
        {},
        make('input', {
          type: 'checkbox',
          checked: fault.on,
          onchange: (event) => post('/api/fault', { id: fault.id, on: event.target.checked }),
        }),
        make('span', { text: fault.label }),
      ),
    ),
  );
}

function control(one) {
  const set = (value) => post('/api/condition', { name: one.name, value });
  if (one.kind === 'flag')
    return make(
      'label',
      { title: one.name },
      make('input', {
        type: 'checkbox',
        checked: Boolean(one.value),
        onchange: (event) => set(event.target.checked || null),
      }),
      make('span', { text: one.label }),
    );
  if (one.kind === 'now')
    return make(
      'label',
      { className: 'field', title: one.name },
      make('span', { text: one.label }),
      make('button', {
        type: 'button',
        text: one.value === null ? 'Do it' : 'Again',
        onclick: () => set(Date.now()),
      }),
    );
  const number = one.kind !== 'text';
  const read = (text) => (text === '' ? null : number ? Number(text) : text === 'all' ? true : text);
  const shown = one.value === true ? 'all' : (one.value ?? '');
  return make(
    'label',
    { className: 'field', title: one.name },
    make('span', { text: one.label }),
    make('input', {
      type: number ? 'number' : 'text',
      value: shown,
      onchange: (event) => set(read(event.target.value.trim())),
    }),
  );
}

function showConditions(conditions) {
  const groups = [...new Set(conditions.map((one) => one.group))];
  at('conditions').replaceChildren(
    ...groups.flatMap((group) => [
      make('h3', { text: group }),
      ...conditions.filter((one) => one.group === group).map(control),
    ]),
  );
}

let shown = '';
let switches = '';
async function refresh() {
  const state = await (await fetch('/api/state')).json();
  at('who').textContent =
    `${state.company}: you are ${state.recruiter.name} (${state.recruiter.email})${state.leverKey ? ` · Lever key ${state.leverKey}` : ''}${state.calendars ? ` · ${state.calendars.loaded.length} calendars loaded, ${state.calendars.warnings.length} warnings` : ''}`;
  const parts = JSON.stringify([state.outbox, state.meetings, state.journal]);
  if (parts !== shown) {
    shown = parts;
    showMail(state.outbox);
    showEvents(state.meetings);
    showCalls(state.journal);
  }
  const knobs = JSON.stringify([state.faults, state.conditions]);
  // Do not pull a field away from under somebody who types in it.
  if (knobs !== switches && document.activeElement?.tagName !== 'INPUT') {
    switches = knobs;
    showFaults(state.faults);
    showConditions(state.conditions);
  }
}

at('reset').onclick = () => post('/api/reset', {});

async function keepFresh() {
  try {
    await refresh();
    if (at('state').textContent.startsWith('The sandbox')) at('state').textContent = '';
  } catch {
    at('state').textContent = 'The sandbox does not answer. Is it still running?';
  }
  setTimeout(keepFresh, 1500);
}
void keepFresh();
