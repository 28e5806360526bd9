import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './class-names';

const BOX =
  'w-full rounded-md border bg-surface px-2 text-base text-ink placeholder:text-muted disabled:bg-sunken disabled:text-muted';

interface FieldFrame {
  label: string;
  /** Hides the label from sight only. */
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: string | null;
  /** Small text at the right of the label, such as where the value came from. */
  aside?: ReactNode;
}

function Frame({
  id,
  label,
  labelHidden,
  hint,
  error,
  aside,
  children,
  className,
}: FieldFrame & { id: string; children: ReactNode; className?: string }) {
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <div className={cx('flex items-baseline justify-between gap-2', labelHidden && 'sr-only')}>
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {aside}
      </div>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

const described = (id: string, hint: ReactNode, error: string | null | undefined) =>
  error ? `${id}-error` : hint ? `${id}-hint` : undefined;

export function TextField({
  label,
  labelHidden,
  hint,
  error,
  aside,
  className,
  ...rest
}: FieldFrame & ComponentProps<'input'>) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame {...{ id, label, labelHidden, hint, error, aside, className }}>
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        className={cx(BOX, 'h-8', error ? 'border-danger' : 'border-line-strong')}
      />
    </Frame>
  );
}

export function TextArea({
  label,
  labelHidden,
  hint,
  error,
  aside,
  className,
  ...rest
}: FieldFrame & ComponentProps<'textarea'>) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame {...{ id, label, labelHidden, hint, error, aside, className }}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        className={cx(BOX, 'resize-y py-1.5 leading-5', error ? 'border-danger' : 'border-line-strong')}
      />
    </Frame>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function Select({
  label,
  labelHidden,
  hint,
  error,
  aside,
  className,
  choices,
  ...rest
}: FieldFrame & ComponentProps<'select'> & { choices: Choice[] }) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame {...{ id, label, labelHidden, hint, error, aside, className }}>
      <select
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        className={cx(BOX, 'h-8', error ? 'border-danger' : 'border-line-strong')}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
