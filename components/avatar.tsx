import { cx } from './class-names';

/** First letters of the first and the last word, at most two. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word ? [...word][0] : ''))
    .join('')
    .toUpperCase();
}

/** Initials in a circle. The name itself must stand nearby; this is hidden from screen readers. */
export function Avatar({ name, dim, className }: { name: string; dim?: boolean; className?: string }) {
  return (
    <span
      aria-hidden="true"
      title={name}
      className={cx(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
        dim ? 'bg-sunken text-muted' : 'bg-accent-soft text-accent-text',
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
