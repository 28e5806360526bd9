import { useEffect, useRef, useState } from 'react';
import { cx } from '@/components/class-names';
import { Notice } from '@/components/notice';
import type { DocumentView, LineView } from '../views';

const MARK = {
  evidence: 'rounded-xs bg-accent-soft text-ink underline decoration-accent decoration-2 underline-offset-2',
  suspicious: 'rounded-xs bg-danger-soft text-ink line-through decoration-danger',
};
/** Points to pixels: no letter of an ordinary resume comes out smaller than 11 px. */
const SCALE = 1.2;

interface DocumentViewerProps {
  document: DocumentView;
  /** Line to bring into view. */
  line: number | null;
  /** Names of criteria by id, for what a mark stands for. */
  labels: Record<string, string>;
}

/** The visible text of a resume with every quote marked where it stands: as text, or in its places on the page. */
export function DocumentViewer({ document: doc, line, labels }: DocumentViewerProps) {
  const hasPlaces = doc.pages.some(({ lines }) => lines.some(({ box }) => box));
  const [view, setView] = useState<'text' | 'page'>('text');
  const frame = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view has the line elsewhere
  useEffect(() => {
    if (line === null) return;
    const found = frame.current?.querySelector(`[data-line="${line}"]`);
    found?.scrollIntoView({ block: 'center' });
  }, [line, view]);
  const shown = hasPlaces ? view : 'text';
  return (
    <section ref={frame} aria-label="Resume" className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <p className="min-w-0 truncate text-sm text-muted">
          <bdi>{doc.fileName}</bdi>
        </p>
        {hasPlaces && (
          <fieldset className="flex shrink-0 overflow-hidden rounded-md border border-line">
            <legend className="sr-only">Show as</legend>
            {(['text', 'page'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={shown === one}
                onClick={() => setView(one)}
                className={cx(
                  'min-h-6 px-2 text-sm',
                  shown === one ? 'bg-accent-soft text-accent-text' : 'text-muted hover:bg-hover',
                )}
              >
                {one === 'text' ? 'Text' : 'Page'}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      {doc.state !== 'read' && doc.pages.length > 0 && <Notice tone="warn" title={doc.message} />}
      {doc.pages.length === 0 && <p className="text-sm text-muted">There is no text to show.</p>}
      {doc.pages.map((page) =>
        shown === 'page' ? (
          <Facsimile key={page.page} page={page} line={line} labels={labels} />
        ) : (
          <TextPage key={page.page} page={page} many={doc.pages.length > 1} line={line} labels={labels} />
        ),
      )}
      {doc.hidden.length > 0 && (
        <Notice
          tone="warn"
          title={`${doc.hidden.length} ${doc.hidden.length === 1 ? 'passage is' : 'passages are'} in the file but not in front of a reader`}
        >
          <ul className="flex flex-col gap-1">
            {doc.hidden.slice(0, 20).map((one) => (
              <li key={`${one.page} ${one.why} ${one.text}`} className="text-sm">
                <q>
                  <bdi>{one.text.slice(0, 300)}</bdi>
                </q>{' '}
                <span className="text-muted">
                  {one.why.replace(/[.]?$/, '.')}
                  {one.page ? ` Page ${one.page}.` : ''}
                </span>
              </li>
            ))}
          </ul>
          {doc.hidden.length > 20 && <p className="text-sm text-muted">and {doc.hidden.length - 20} more</p>}
        </Notice>
      )}
    </section>
  );
}

interface PageProps {
  page: DocumentView['pages'][number];
  line: number | null;
  labels: Record<string, string>;
}

const meaning = (mark: LineView['marks'][number], labels: Record<string, string>): string =>
  mark.kind === 'suspicious'
    ? 'Set aside: speaks to the reader'
    : `Evidence for: ${labels[mark.criterionId ?? ''] ?? ''}`;

function TextPage({ page, many, line, labels }: PageProps & { many: boolean }) {
  return (
    <div className="rounded-md border border-line bg-surface p-3">
      {many && <p className="mb-1 text-sm text-muted">Page {page.page}</p>}
      <ol className="flex flex-col">
        {page.lines.map((one) => (
          <li
            key={one.n}
            data-line={one.n}
            className={cx(
              'flex gap-2 rounded-sm px-1',
              line === one.n && 'bg-hover outline-1 outline-accent',
            )}
          >
            <span aria-hidden="true" className="tabular w-6 shrink-0 text-right text-xs leading-5 text-muted">
              {one.n}
            </span>
            <span className="min-w-0 wrap-anywhere">
              <Marked line={one} labels={labels} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Marked({ line, labels }: { line: LineView; labels: Record<string, string> }) {
  let at = 0;
  const parts = line.marks.flatMap((mark) => {
    const before = line.text.slice(at, mark.start);
    at = mark.end;
    return [
      before,
      <mark key={mark.start} title={meaning(mark, labels)} className={MARK[mark.kind]}>
        {line.text.slice(mark.start, mark.end)}
      </mark>,
    ];
  });
  return (
    <bdi>
      {parts}
      {line.text.slice(at)}
    </bdi>
  );
}

/** Lines in their places. Letters of another font are fitted to the width that the line has on the page. */
function Facsimile({ page, line, labels }: PageProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={`Page ${page.page}`}
      className="overflow-x-auto scroll-thin rounded-md border border-line"
    >
      <svg
        viewBox={`0 0 ${page.width} ${page.height}`}
        width={page.width * SCALE}
        height={page.height * SCALE}
        className="block bg-surface"
      >
        <title>{`Text of page ${page.page} in its places`}</title>
        {page.lines.map(({ n, text, box, marks }) => {
          if (!box || text.length === 0) return null;
          const at = (offset: number): number => box.x + (box.width * offset) / text.length;
          return (
            <g key={n} data-line={n}>
              {line === n && (
                <rect
                  x={box.x - 3}
                  y={box.y - 2}
                  width={box.width + 6}
                  height={box.height + 5}
                  className="fill-hover stroke-accent"
                />
              )}
              {marks.map((mark) => (
                <rect
                  key={mark.start}
                  x={at(mark.start)}
                  y={box.y - 1}
                  width={at(mark.end) - at(mark.start)}
                  height={box.height + 3}
                  className={
                    mark.kind === 'evidence'
                      ? 'fill-accent-soft stroke-accent-line'
                      : 'fill-danger-soft stroke-danger-line'
                  }
                  strokeWidth={0.5}
                >
                  <title>{meaning(mark, labels)}</title>
                </rect>
              ))}
              <text
                x={box.x}
                y={box.y + box.height * 0.82}
                fontSize={box.height * 0.95}
                textLength={box.width}
                lengthAdjust="spacingAndGlyphs"
                className="fill-ink"
              >
                {text}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
