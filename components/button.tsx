import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';
import { Spinner } from './spinner';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const KIND: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent border-transparent enabled:hover:bg-accent-hover shadow-card',
  secondary:
    'bg-surface text-ink border-line enabled:hover:bg-hover enabled:hover:border-line-strong shadow-card',
  quiet: 'bg-transparent text-accent-text border-transparent enabled:hover:bg-hover',
  danger: 'bg-surface text-danger border-danger-line enabled:hover:bg-danger-soft',
};
const SIZE = { sm: 'min-h-6 px-2 text-sm gap-1', md: 'min-h-8 px-3 text-base gap-1.5' };

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind;
  size?: keyof typeof SIZE;
  /** Shows a spinner and refuses clicks; the button keeps its place and focus. */
  busy?: boolean;
  icon?: ReactNode;
  /** Key that does the same, shown after the words. */
  hint?: ReactNode;
}

export function Button({
  kind = 'secondary',
  size = 'md',
  busy,
  icon,
  hint,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md border font-medium transition-colors disabled:opacity-50',
        KIND[kind],
        SIZE[size],
        className,
      )}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {hint && <span className="ml-0.5">{hint}</span>}
    </button>
  );
}

export interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does; read aloud and shown on hover. */
  label: string;
  pressed?: boolean;
}

export function IconButton({ label, pressed, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={cx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md transition-colors disabled:opacity-40',
        pressed
          ? 'bg-accent-soft text-accent-text'
          : 'text-muted enabled:hover:bg-hover enabled:hover:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
