import { type ReactNode, useId, useRef } from 'react';
import { cx } from './class-names';

const GAP = 4;

/** A small layer by the browser's popover API: Esc and a click outside close it. Opens below its button. */
export function Popover({
  button,
  buttonLabel,
  buttonClassName,
  children,
  className,
}: {
  button: ReactNode;
  buttonLabel?: string;
  buttonClassName?: string;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const place = () => {
    const box = anchor.current?.getBoundingClientRect();
    const pop = layer.current;
    if (!box || !pop) return;
    const { innerWidth, innerHeight } = window;
    const left = Math.max(8, Math.min(box.left, innerWidth - pop.offsetWidth - 8));
    const below = box.bottom + GAP;
    const top =
      below + pop.offsetHeight > innerHeight - 8 ? Math.max(8, box.top - GAP - pop.offsetHeight) : below;
    pop.style.left = `${left}px`;
    pop.style.top = `${top}px`;
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        popoverTarget={id}
        aria-label={buttonLabel}
        className={buttonClassName}
      >
        {button}
      </button>
      <div
        ref={layer}
        id={id}
        popover="auto"
        onToggle={place}
        className={cx(
          'fixed inset-auto m-0 max-w-[320px] rounded-lg border border-line bg-surface p-3 text-ink shadow-pop',
          className,
        )}
      >
        {children}
      </div>
    </>
  );
}

/** A word of help on hover and keyboard focus. The words are also the description of what is inside. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const id = useId();
  return (
    <span className="group/tip relative inline-flex">
      <span aria-describedby={id} className="inline-flex">
        {children}
      </span>
      <span
        id={id}
        role="tooltip"
        className="pointer-events-none absolute top-full left-1/2 z-20 mt-1 hidden w-max max-w-[240px] -translate-x-1/2 rounded-md bg-ink px-2 py-1 text-sm text-surface group-focus-within/tip:block group-hover/tip:block"
      >
        {text}
      </span>
    </span>
  );
}
