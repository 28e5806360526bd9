import { Kbd } from '@/components/kbd';

const HINTS = [
  { keys: ['↑', '↓'], text: 'choose' },
  { keys: ['Enter'], text: 'preview' },
  { keys: ['E'], text: 'explain' },
  { keys: ['G'], text: 'day' },
  { keys: ['?'], text: 'all keys' },
];

/** The keys worth knowing, where the eye rests; the full list is behind `?`. */
export const KeyHints = () => (
  <footer
    aria-hidden="true"
    className="hidden items-center gap-3 border-t border-line bg-surface px-4 py-1.5 text-xs text-muted @narrow:flex"
  >
    {HINTS.map(({ keys, text }) => (
      <span key={text} className="flex items-center gap-1 last:ml-auto">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
        {text}
      </span>
    ))}
  </footer>
);
