import { Checkbox } from '@/components/toggle';
import type { QueueList } from '../contract';

/** In which stages candidates wait for an on-site. */
export function StageChoice({
  stages,
  busy,
  onChoose,
}: {
  stages: QueueList['stages'];
  busy: boolean;
  onChoose: (stageIds: string[] | null) => void;
}) {
  const chosen = stages.filter((stage) => stage.chosen);
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-sm text-muted hover:text-ink">
        {chosen.length === 0
          ? 'No stage chosen: choose where on-sites happen'
          : `Stages: ${chosen.map(({ name }) => name).join(', ')}`}
      </summary>
      <fieldset
        disabled={busy}
        className="mt-2 flex flex-wrap gap-x-4 gap-y-1 rounded-md border border-line bg-surface p-3"
      >
        <legend className="sr-only">Stages where on-sites happen</legend>
        {stages.map(({ id, name, chosen: on }) => (
          <Checkbox
            key={id}
            label={name}
            checked={on}
            onChange={(checked) =>
              onChoose(stages.filter((one) => (one.id === id ? checked : one.chosen)).map((one) => one.id))
            }
          />
        ))}
        <button type="button" className="text-accent-text hover:underline" onClick={() => onChoose(null)}>
          As found
        </button>
      </fieldset>
    </details>
  );
}
