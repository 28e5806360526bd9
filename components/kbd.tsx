import type { ReactNode } from 'react';
import { cx } from './class-names';

/** A key cap. `tone="on-accent"` sits on a primary button. */
export function Kbd({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'on-accent' }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-4 min-w-4 items-center justify-center rounded-sm border px-1 font-sans text-xs leading-none',
        tone === 'plain' ? 'border-line bg-canvas text-muted' : 'border-current/40 text-on-accent',
      )}
    >
      {children}
    </kbd>
  );
}
