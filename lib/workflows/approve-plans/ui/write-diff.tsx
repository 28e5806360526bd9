import {
  Check,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  Mail,
  Plus,
  RotateCcw,
  ShieldCheck,
} from 'lucide-react';
import { Spinner } from '@/components/spinner';
import type { WriteView } from '@/lib/ledger/plan-views';
import type { ApprovalItem } from '../contract';
import { SYSTEM } from './wording';

const PARTS: { effect: WriteView['effect']; title: string; Icon: typeof Mail; className: string }[] = [
  { effect: 'mail', title: 'Reaches people', Icon: Mail, className: 'text-warn' },
  { effect: 'write', title: 'Is created', Icon: Plus, className: 'text-good' },
  { effect: 'check', title: 'Is only checked', Icon: ShieldCheck, className: 'text-muted' },
];

/** What approving would change, by who notices it; each line is one write. */
export function WriteDiff({ item }: { item: ApprovalItem }) {
  const live = item.state !== 'proposed' && item.state !== 'expired';
  return (
    <div className="flex flex-col gap-3">
      {PARTS.map(({ effect, title, Icon, className }) => {
        const writes = item.writes.filter((write) => write.effect === effect);
        if (writes.length === 0) return null;
        return (
          <section key={effect} aria-label={title}>
            <h3 className="text-sm font-semibold text-muted">{title}</h3>
            <ul className="mt-1 flex flex-col gap-1">
              {writes.map((write) => (
                <li key={write.id} className="flex items-start gap-2">
                  <span className="mt-[3px] inline-flex size-3.5 shrink-0 items-center justify-center">
                    {live ? (
                      <StateIcon state={write.state} />
                    ) : (
                      <Icon size={14} className={className} aria-hidden="true" />
                    )}
                  </span>
                  <div className="min-w-0 flex-1">
                    <p className="wrap-anywhere">
                      {effect === 'write' && <span className="text-muted">{SYSTEM[write.system]}: </span>}
                      <bdi>{write.summary}</bdi>
                    </p>
                    {write.irrevocable && !live && (
                      <p className="text-sm text-warn wrap-anywhere">{write.irrevocable}</p>
                    )}
                    {write.problem && (
                      <p className="text-sm text-danger wrap-anywhere">
                        {write.problem.message} {write.problem.next}
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {item.texts.length > 0 && (
        <details>
          <summary className="w-fit rounded-sm font-medium text-accent-text">The exact texts</summary>
          <ul className="mt-2 flex flex-col gap-3">
            {item.texts.map((text) => (
              <li
                key={`${text.audience} ${text.subject}`}
                className="rounded-md border border-line bg-canvas p-3"
              >
                <p className="text-sm text-muted wrap-anywhere">
                  {text.to.length > 0 ? `To ${text.to.join(', ')}` : 'Note in Lever'}
                </p>
                <p className="font-medium wrap-anywhere">
                  <bdi>{text.subject}</bdi>
                </p>
                <p className="mt-1 whitespace-pre-wrap wrap-anywhere">{text.body}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function StateIcon({ state }: { state: WriteView['state'] }) {
  switch (state) {
    case 'intended':
    case 'undoing':
      return <Spinner className="text-accent-text" />;
    case 'done':
      return <Check size={14} className="text-good" role="img" aria-label="done" />;
    case 'failed':
    case 'undo-failed':
      return <CircleAlert size={14} className="text-danger" role="img" aria-label="failed" />;
    case 'unknown':
      return <CircleHelp size={14} className="text-warn" role="img" aria-label="outcome unknown" />;
    case 'undone':
      return <RotateCcw size={14} className="text-muted" role="img" aria-label="taken back" />;
    default:
      return <CircleDashed size={14} className="text-muted" role="img" aria-label="not done" />;
  }
}
