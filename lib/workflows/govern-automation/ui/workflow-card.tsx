import { Lock } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/badge';
import { Card } from '@/components/card';
import { Notice } from '@/components/notice';
import { Switch } from '@/components/toggle';
import type { Phase } from '@/lib/governance/policy';
import type { AutomationView, MayView, WorkflowView } from '../contract';
import { AgreementPlot } from './agreement-plot';
import { LevelPhases, type OnLevelPhase } from './level-phases';
import { offWords, PHASE_NAME, PHASES, plural } from './wording';

interface Actions {
  onSwitch: (on: boolean) => Promise<void>;
  onPhase: (phase: Phase) => Promise<void>;
  onLevelPhase: OnLevelPhase;
}

const OFF_NEXT: Record<'everything' | 'workflow' | 'admin', string> = {
  everything: 'Everything is stopped; let it run again above first.',
  workflow:
    'It reads nothing, sends nothing and sets no timer. Plans that ran are held in Activity and can be undone there.',
  admin: 'Only your administrator can switch it on again.',
};

/** One workflow: on or off, how far it may go, why it may go no further, and the record behind that. */
export function WorkflowCard({
  view,
  bars,
  may,
  onSwitch,
  onPhase,
  onLevelPhase,
}: { view: WorkflowView; bars: AutomationView['bars']; may: MayView } & Actions) {
  const { off, name, general, wished, inForce } = view;
  // What was pressed shows at once; what is in force is said only when it is.
  const [pressed, setPressed] = useState<{ on?: boolean; phase?: Phase }>({});
  const press = async (what: typeof pressed, done: Promise<void>) => {
    setPressed(what);
    await done;
    setPressed({});
  };
  const on = pressed.on ?? off === null;
  const fixed = off !== null && off.scope !== 'workflow';
  return (
    <Card className="flex flex-col gap-4 p-4">
      <div className="flex flex-col gap-2">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="text-md font-semibold">{name}</h2>
            <p className="text-muted">{view.about}</p>
          </div>
          <Switch
            label={<span className="text-sm font-medium">{on ? 'On' : 'Off'}</span>}
            aria-label={`${name} is on`}
            checked={on}
            disabled={fixed || !(on ? may.stop : may.change)}
            onChange={(next) => void press({ on: next }, onSwitch(next))}
          />
        </div>
        {off && (
          <Notice tone="warn" title={`${name} is switched off ${offWords(off)}.`}>
            {OFF_NEXT[off.scope]}
          </Notice>
        )}
      </div>
      <div className="grid gap-5 md:grid-cols-[minmax(0,1fr)_minmax(0,360px)]">
        <div className="flex min-w-0 flex-col gap-3">
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1.5 text-sm font-medium">How far it may go</legend>
            {PHASES.map((phase) => (
              <PhaseChoice
                key={phase}
                phase={phase}
                view={view}
                chosen={(pressed.phase ?? general) === phase}
                disabled={phase > view.cap || !may.change}
                onChoose={() => void press({ phase }, onPhase(phase))}
              />
            ))}
          </fieldset>
          <LevelPhases view={view} disabled={!may.change} onLevelPhase={onLevelPhase} />
          <div>
            <p className="font-medium">
              {wished === inForce
                ? `Phase ${inForce} is in force.`
                : `Phase ${wished} is wished, phase ${inForce} is in force.`}
            </p>
            <ul className="text-muted">
              {view.why.map((why) => (
                <li key={why}>{why}</li>
              ))}
            </ul>
          </div>
        </div>
        <AgreementPlot record={view.record} bars={bars} name={name} />
      </div>
    </Card>
  );
}

function PhaseChoice({
  phase,
  view,
  chosen,
  disabled,
  onChoose,
}: {
  phase: Phase;
  view: WorkflowView;
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}) {
  const needed = phase === 1 ? 0 : view.record.needed[phase];
  return (
    <label
      className={`flex items-start gap-2 rounded-md border px-3 py-2 ${chosen ? 'border-accent bg-accent-soft' : 'border-line'}`}
    >
      <input
        type="radio"
        name={`phase-${view.workflow}`}
        checked={chosen}
        disabled={disabled}
        onChange={onChoose}
        className="mt-1 size-3.5 shrink-0 accent-accent"
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">
            {phase} {PHASE_NAME[phase]}
          </span>
          {view.inForce === phase && <Badge tone="good">in force</Badge>}
          {phase > view.cap ? (
            <Badge tone="neutral" icon={<Lock size={11} aria-hidden="true" />}>
              closed by your administrator
            </Badge>
          ) : (
            needed !== 0 && (
              <Badge tone="warn" icon={<Lock size={11} aria-hidden="true" />}>
                {needed === null
                  ? 'out of reach'
                  : `unlocks after ${plural(needed, 'agreement', 'agreements')}`}
              </Badge>
            )
          )}
        </span>
        <span className="block text-sm text-muted">{view.phases[phase]}</span>
      </span>
    </label>
  );
}
