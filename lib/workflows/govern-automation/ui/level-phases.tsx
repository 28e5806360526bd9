import { type Choice, Select } from '@/components/field';
import type { Phase, RoleLevel } from '@/lib/governance/policy';
import type { WorkflowView } from '../contract';
import { LEVEL_NAME, PHASE_NAME, PHASES } from './wording';

export type OnLevelPhase = (level: RoleLevel, phase: Phase | null) => Promise<void>;

/** The phase by role level: one line each; what is capped says so in place of a choice. */
export function LevelPhases({
  view,
  disabled,
  onLevelPhase,
}: {
  view: WorkflowView;
  disabled: boolean;
  onLevelPhase: OnLevelPhase;
}) {
  const choices = (own: Phase | null): Choice[] => [
    { value: '', label: 'As chosen above' },
    ...PHASES.filter((phase) => phase <= view.cap || phase === own).map((phase) => ({
      value: String(phase),
      label: `${phase} ${PHASE_NAME[phase]}`,
    })),
  ];
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">By role level</p>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5">
        {view.levels.map(({ level, own, capped }) => (
          <div key={level} className="contents">
            <dt className="text-muted">{LEVEL_NAME[level]}</dt>
            <dd>
              {capped ? (
                `Always 1 ${PHASE_NAME[1]}: a person decides.`
              ) : (
                <Select
                  label={`${view.name} for ${level} roles`}
                  labelHidden
                  className="max-w-[220px]"
                  disabled={disabled}
                  choices={choices(own)}
                  value={own === null ? '' : String(own)}
                  onChange={(event) =>
                    void onLevelPhase(
                      level,
                      PHASES.find((phase) => String(phase) === event.currentTarget.value) ?? null,
                    )
                  }
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
