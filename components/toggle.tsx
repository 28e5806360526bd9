import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './class-names';

interface ToggleProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange'> {
  label: ReactNode;
  hint?: ReactNode;
  onChange?: (checked: boolean) => void;
}

export function Checkbox({ label, hint, onChange, className, ...rest }: ToggleProps) {
  const id = useId();
  return (
    <label className={cx('flex min-h-6 items-start gap-2', className)}>
      <input
        type="checkbox"
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        {...rest}
      />
      <span className="min-w-0">
        {label}
        {hint && (
          <span id={id} className="block text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

export function Switch({ label, hint, onChange, className, ...rest }: ToggleProps) {
  const id = useId();
  return (
    <label className={cx('flex min-h-6 items-start justify-between gap-3', className)}>
      <span className="min-w-0">
        {label}
        {hint && (
          <span id={id} className="block text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
      <span className="relative mt-0.5 inline-flex h-4.5 w-8 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={rest.checked ?? false}
          aria-describedby={hint ? id : undefined}
          onChange={(event) => onChange?.(event.currentTarget.checked)}
          className="peer size-full appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-50"
          {...rest}
        />
        <span className="pointer-events-none absolute top-[3px] left-[3px] size-3 rounded-full bg-line-strong transition-transform peer-checked:translate-x-3.5 peer-checked:bg-on-accent" />
      </span>
    </label>
  );
}
