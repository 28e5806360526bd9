import { useCallback } from 'react';
import { CopyButton } from '@/components/copy-field';
import { useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { reviewActivity } from '../contract';

/**
 * Places in Lever's page that were looked for and not found. Nothing depends on them; a report to copy helps
 * whoever repairs the selector, and holds no text of the page.
 */
export function PageHealth({ client }: { client: Client<typeof reviewActivity> }) {
  const load = useCallback(() => client.pageReports({}), [client]);
  const reports = useLoad(load).value ?? [];
  if (reports.length === 0) return null;
  return (
    <section className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <h2 className="text-md font-semibold">Lever’s page has changed</h2>
      <p className="text-muted">
        The button or badge below was not shown, because its place in Lever’s page was not found. The shortcut
        and the panel are not affected. A report holds the structure of the page only, nothing anybody wrote.
      </p>
      <ul className="flex flex-col">
        {reports.map((report) => (
          <li
            key={`${report.at}${report.selector}`}
            className="flex flex-wrap items-center justify-between gap-2 border-t border-line py-2"
          >
            <span>
              {report.selector}, last seen {report.seen}, on {report.path} · <When at={report.at} />
            </span>
            <CopyButton text={JSON.stringify(report, null, 2)} label="Copy report" />
          </li>
        ))}
      </ul>
    </section>
  );
}
