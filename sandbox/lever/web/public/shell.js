import { avatar, h } from './dom.js';
import { isDark, toggleTheme } from './theme.js';

const PAGES = [
  ['/candidates', 'Candidates'],
  ['/interviews', 'Interviews'],
  ['/jobs', 'Jobs'],
  ['/settings', 'Settings'],
];

/** The bar on top of every page. */
export function header(frame, path, go, rerender) {
  const link = ([href, text]) =>
    h(
      'a',
      {
        href,
        class: `nav-link${path.startsWith(href) ? ' is-active' : ''}`,
        'aria-current': path.startsWith(href) ? 'page' : null,
        onclick: follow(go, href),
      },
      text,
    );
  return h(
    'header',
    { class: 'top-bar' },
    h(
      'a',
      { href: '/candidates', class: 'wordmark', onclick: follow(go, '/candidates') },
      h('img', { src: '/assets/favicon.svg', alt: '', width: '22', height: '22' }),
      frame.company,
    ),
    h('nav', { class: 'top-nav', 'aria-label': 'Main' }, PAGES.map(link)),
    h(
      'div',
      { class: 'top-actions' },
      h(
        'button',
        {
          type: 'button',
          class: 'button button-primary add-candidate',
          onclick: () => go('/candidates/new'),
        },
        'Add Candidate',
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button theme-toggle',
          'aria-label': isDark() ? 'Use light theme' : 'Use dark theme',
          onclick: () => {
            toggleTheme();
            rerender();
          },
        },
        isDark() ? '☀' : '☾',
      ),
      h(
        'span',
        { class: 'top-avatar', title: `${frame.me.name} (${frame.me.email})` },
        avatar(frame.me.name),
      ),
    ),
  );
}

/** Client-side navigation for a plain click; other clicks keep their browser meaning. */
export function follow(go, href) {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(href);
  };
}
