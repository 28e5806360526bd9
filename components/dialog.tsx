import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button';
import { cx } from './class-names';

const PLACE = {
  centre: 'm-auto w-[min(480px,calc(100vw-24px))] max-h-[calc(100dvh-48px)] rounded-xl',
  drawer: 'mr-0 ml-auto my-0 h-dvh max-h-dvh w-[min(480px,100vw)] rounded-none border-y-0 border-r-0',
};

/** A native modal dialog: the browser keeps focus inside, Esc closes, and focus goes back where it was. */
export function Dialog({
  open,
  title,
  onClose,
  children,
  footer,
  place = 'centre',
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  place?: keyof typeof PLACE;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={cx('flex-col border border-line bg-surface p-0 text-ink shadow-pop open:flex', PLACE[place])}
    >
      {open && (
        <>
          <div className="flex items-center justify-between gap-2 border-b border-line py-2 pr-2 pl-4">
            <h2 id={id} className="truncate text-md font-semibold">
              {title}
            </h2>
            <IconButton label="Close" onClick={onClose}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto scroll-thin p-4">{children}</div>
          {footer && (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </div>
          )}
        </>
      )}
    </dialog>
  );
}
