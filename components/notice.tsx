import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '@/lib/domain/problem';
import { cx } from './class-names';

export type NoticeTone = 'info' | 'good' | 'warn' | 'danger';

const TONE = {
  info: {
    box: 'border-accent-line bg-accent-soft',
    icon: <Info size={16} className="text-accent-text" aria-hidden="true" />,
  },
  good: {
    box: 'border-good/40 bg-good-soft',
    icon: <CircleCheck size={16} className="text-good" aria-hidden="true" />,
  },
  warn: {
    box: 'border-warn-line bg-warn-soft',
    icon: <TriangleAlert size={16} className="text-warn" aria-hidden="true" />,
  },
  danger: {
    box: 'border-danger-line bg-danger-soft',
    icon: <CircleAlert size={16} className="text-danger" aria-hidden="true" />,
  },
};

/** Something to know: what happened, the next step, and a way to take it. Danger is announced at once. */
export function Notice({
  tone,
  title,
  children,
  action,
  className,
}: {
  tone: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cx('flex items-start gap-2 rounded-md border px-3 py-2', TONE[tone].box, className)}
    >
      <span className="mt-0.5 shrink-0">{TONE[tone].icon}</span>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
        <p className="font-medium wrap-anywhere">{title}</p>
        {children && <div className="w-full wrap-anywhere text-ink">{children}</div>}
        {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}

/** A {@link Problem} as a notice: its message, then its next step. */
export function ProblemNotice({
  problem,
  tone = 'danger',
  action,
}: {
  problem: Problem;
  tone?: NoticeTone;
  action?: ReactNode;
}) {
  return (
    <Notice tone={tone} title={problem.message} action={action}>
      {problem.next}
    </Notice>
  );
}
