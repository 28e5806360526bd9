import { useEffect, useState } from 'react';
import { TextField } from '@/components/field';

/** A whole number; empty is `null` where `optional`. Only numbers inside the range are passed on. */
export function NumberField({
  label,
  value,
  min,
  max,
  hint,
  optional,
  disabled,
  aside,
  placeholder,
  onChange,
}: {
  label: string;
  value: number | null;
  min: number;
  max: number;
  hint?: string;
  optional?: boolean;
  disabled?: boolean;
  aside?: React.ReactNode;
  placeholder?: string;
  onChange: (value: number | null) => void;
}) {
  const [text, setText] = useState(value === null ? '' : String(value));
  useEffect(() => setText(value === null ? '' : String(value)), [value]);
  const number = Number(text);
  const empty = text.trim() === '';
  const wrong = empty ? !optional : !Number.isInteger(number) || number < min || number > max;
  return (
    <TextField
      label={label}
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      hint={hint}
      aside={aside}
      placeholder={placeholder}
      disabled={disabled}
      value={text}
      error={wrong ? `A whole number from ${min} to ${max}${optional ? ', or empty' : ''}.` : null}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        const parsed = Number(next);
        if (next.trim() === '') {
          if (optional) onChange(null);
        } else if (Number.isInteger(parsed) && parsed >= min && parsed <= max) onChange(parsed);
      }}
    />
  );
}
