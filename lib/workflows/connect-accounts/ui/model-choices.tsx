import { Select } from '@/components/field';
import type { ModelChoice, ModelTask, ModelView } from '../model-contract';

const dollars = (amount: number): string => `$${amount < 0.1 ? Number(amount.toPrecision(2)) : amount}`;

const wordsOf = ({ name, input, output, typical }: ModelChoice): string =>
  `${name}: about ${dollars(typical)} a resume (${dollars(input)} in, ${dollars(output)} out per million tokens)`;

/** Which model of the registry does which task, with what it costs. */
export function ModelChoices({
  view,
  busy,
  onChoose,
}: {
  view: Pick<ModelView, 'tasks' | 'choices'>;
  busy: boolean;
  onChoose: (task: ModelTask, model: string) => void;
}) {
  return (
    <>
      {view.tasks.map(({ task, about, model }) => (
        <Select
          key={task}
          label={about}
          className="sm:max-w-[560px]"
          disabled={busy}
          value={model}
          choices={view.choices.map((choice) => ({ value: choice.id, label: wordsOf(choice) }))}
          onChange={(event) => onChoose(task, event.currentTarget.value)}
        />
      ))}
      <p className="max-w-prose text-sm text-muted">
        Answers that are stored stay, with the name of the model that gave them. With another model a resume
        is asked about anew when it is screened again. Fairness is checked with the model that reads resumes,
        because a check of another one says nothing about it.
      </p>
    </>
  );
}
