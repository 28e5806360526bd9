import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from './class-names';

export interface Tab<T extends string> {
  id: T;
  label: string;
  icon?: ReactNode;
  /** Shown behind the label, such as a count. */
  note?: ReactNode;
}

/** Tabs by the ARIA pattern: arrow keys move and select. Give the shown part `id={tabPanelId}`. */
export function Tabs<T extends string>({
  label,
  tabs,
  selected,
  onSelect,
  panelId,
}: {
  label: string;
  tabs: Tab<T>[];
  selected: T;
  onSelect: (id: T) => void;
  panelId: string;
}) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const at = tabs.findIndex((tab) => tab.id === selected);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    const list = event.currentTarget;
    queueMicrotask(() => list.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus());
  };
  return (
    <div role="tablist" aria-label={label} onKeyDown={move} className="flex gap-4">
      {tabs.map((tab) => {
        const on = tab.id === selected;
        return (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-tab={tab.id}
            aria-selected={on}
            aria-controls={panelId}
            tabIndex={on ? 0 : -1}
            onClick={() => onSelect(tab.id)}
            className={cx(
              '-mb-px flex min-h-8 items-center gap-1.5 border-b-2 text-base font-medium transition-colors',
              on ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {tab.icon}
            {tab.label}
            {tab.note}
          </button>
        );
      })}
    </div>
  );
}
