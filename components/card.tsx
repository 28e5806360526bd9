import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cx('rounded-lg border border-line bg-surface', className)} {...rest} />;
}

/** A titled part of a page; the title is a heading and names the region. */
export function Section({
  title,
  aside,
  id,
  children,
  className,
}: {
  title: string;
  aside?: ReactNode;
  id: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section aria-labelledby={id} className={cx('flex min-w-0 flex-col gap-2', className)}>
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h2 id={id} className="text-sm font-semibold text-ink">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
