import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import type { FairnessView } from '../contract';
import { reportJson, reportMarkdown } from '../report-text';
import { breaches, settles } from '../rules';
import type { FairnessReport } from '../schema';
import { saveAs } from './save-as';

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const what = ({ outcomes, twins }: FairnessReport): string =>
  outcomes ? 'Impact ratios' : `Twins${twins?.level === 0 ? ', blinding off' : ''}`;

function Verdict({ over, enough }: { over: boolean; enough: boolean }) {
  if (over) return <Badge tone="danger">above the bar</Badge>;
  return enough ? <Badge tone="good">within the bar</Badge> : <Badge tone="warn">too few to tell</Badge>;
}

/** The reports that are kept. */
export function ReportList({ view, onRemove }: { view: FairnessView; onRemove(id: string): void }) {
  return (
    <Section id="reports" title="Reports">
      <Card>
        {view.reports.length === 0 && (
          <p className="p-4 text-muted">No report yet. Measure something and save it.</p>
        )}
        <ul>
          {view.reports.map((report) => {
            const over = breaches(report, view.bar, view.blinding);
            const day = new Date(report.at).toISOString().slice(0, 10);
            const name = `fairness-${day}-${report.outcomes ? 'ratios' : 'twins'}`;
            return (
              <li
                key={report.id}
                className="flex flex-wrap items-start gap-3 border-line p-3 not-first:border-t"
              >
                <div className="min-w-48 flex-1">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {what(report)} · {report.postingTitle}
                    <Verdict over={over.length > 0} enough={settles(report, view.blinding)} />
                  </p>
                  <p className="text-sm text-muted">
                    {new Intl.DateTimeFormat(undefined, DAY).format(report.at)}, {report.by}
                  </p>
                  {over.map((one) => (
                    <p key={one} className="text-sm">
                      {one}
                    </p>
                  ))}
                </div>
                <div className="flex flex-wrap gap-2">
                  <Button
                    size="sm"
                    onClick={() => saveAs(`${name}.md`, 'text/markdown', reportMarkdown(report))}
                  >
                    Markdown
                  </Button>
                  <Button
                    size="sm"
                    onClick={() => saveAs(`${name}.json`, 'application/json', reportJson(report))}
                  >
                    JSON
                  </Button>
                  <Button size="sm" kind="danger" onClick={() => onRemove(report.id)}>
                    Delete
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
      </Card>
    </Section>
  );
}
