import { GROUPS, PAGES, type PageId } from './pages';

/** Pages by what they are for: at the left when wide, on top when narrow. */
export function Navigation({
  page,
  counts,
  onOpen,
}: {
  page: PageId;
  /** Things waiting for a person, by page. */
  counts: Partial<Record<PageId, number>>;
  onOpen: (page: PageId) => void;
}) {
  return (
    <nav
      aria-label="Control room"
      className="shrink-0 border-b border-line bg-surface md:w-52 md:border-r md:border-b-0"
    >
      <div className="pb-2 md:sticky md:top-0 md:max-h-dvh md:overflow-y-auto md:pb-4">
        <p className="px-4 pt-3 pb-1 text-md font-semibold md:pt-5 md:pb-2">Fulcrum</p>
        {GROUPS.map(({ label, pages }) => (
          <div key={label} className="px-2 md:mt-2">
            <h2 className="px-2 text-xs font-medium text-muted max-md:sr-only">{label}</h2>
            <ul className="flex flex-wrap gap-1 max-md:pb-1 md:mt-1 md:flex-col md:gap-0.5">
              {pages.map((id) => {
                const { label, Icon } = PAGES[id];
                const on = id === page;
                return (
                  <li key={id}>
                    <a
                      href={`#${id}`}
                      aria-current={on ? 'page' : undefined}
                      onClick={() => onOpen(id)}
                      className={`flex min-h-8 items-center gap-2 rounded-md px-2 font-medium whitespace-nowrap ${on ? 'bg-accent-soft text-accent-text' : 'text-muted hover:bg-hover hover:text-ink'}`}
                    >
                      <Icon size={16} aria-hidden="true" className="max-md:hidden" />
                      {label}
                      <Count of={counts[id] ?? 0} />
                    </a>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

const Count = ({ of }: { of: number }) =>
  of > 0 && (
    <span className="tabular ml-auto min-w-5 rounded-full bg-danger-soft px-1.5 text-center text-xs font-semibold text-danger">
      {of > 99 ? '99+' : of}
      <span className="sr-only"> open</span>
    </span>
  );
