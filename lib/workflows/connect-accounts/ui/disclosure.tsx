import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Words that open to more; the browser's own element, so keyboard and find-in-page work. */
export function Disclosure({
  summary,
  open,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="min-w-0">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm font-medium text-accent-text">
        <ChevronRight
          size={14}
          aria-hidden="true"
          className="shrink-0 transition-transform in-[details[open]>summary]:rotate-90"
        />
        {summary}
      </summary>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
    </details>
  );
}
