import type { ComponentProps } from 'react';
import { cx } from './class-names';

/** A plain table. `caption` names it for screen readers. */
export function Table({
  caption,
  className,
  children,
  ...rest
}: ComponentProps<'table'> & { caption: string }) {
  return (
    // Relative, so that hidden words in a cell are clipped too; focusable, so that arrow keys scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="relative max-w-full overflow-x-auto scroll-thin">
      <table className={cx('w-full border-collapse text-left text-base', className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

export function Th({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cx('border-b border-line px-2 py-1.5 text-sm font-medium text-muted', className)}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td className={cx('border-b border-line px-2 py-1.5 align-top wrap-anywhere', className)} {...rest} />
  );
}
