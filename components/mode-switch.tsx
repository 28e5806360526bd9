import { type ReactNode, useState } from 'react';
import { cx } from './class-names';

/** Two or more ways to work on what is in front, one at a time, in one frame. */
export function ModeSwitch<M extends string>({
  label,
  modes,
}: {
  label: string;
  modes: { id: M; label: string; show: () => ReactNode }[];
}) {
  const [mode, setMode] = useState(modes[0]?.id);
  return (
    <div className="flex h-dvh flex-col">
      <nav aria-label={label} className="flex gap-1 border-b border-line bg-canvas px-4 py-1.5">
        {modes.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-current={one.id === mode ? 'true' : undefined}
            onClick={() => setMode(one.id)}
            className={cx(
              'min-h-6 rounded-md px-2 text-sm font-medium',
              one.id === mode
                ? 'bg-accent-soft text-accent-text'
                : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            {one.label}
          </button>
        ))}
      </nav>
      <div className="flex min-h-0 flex-1 flex-col">{modes.find((one) => one.id === mode)?.show()}</div>
    </div>
  );
}
