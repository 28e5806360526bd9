import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Select, TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { Checkbox, Switch } from '@/components/toggle';
import { useAct } from '@/components/use-call';
import type { PersonSettings } from '@/lib/domain/settings';
import type { Client } from '@/lib/messaging/contract';
import type { PreferencesView, setPreferences } from '../contract';
import { HoursField } from './hours-field';
import { NumberField } from './number-field';

const ZONES = Intl.supportedValuesOf('timeZone');

/** Fields that are not set are left out, so that the defaults go on applying. */
function without(person: PersonSettings, field: keyof PersonSettings): PersonSettings {
  const { [field]: _, ...rest } = person;
  return rest;
}

/** What is set for one interviewer beyond the calendar address. */
export function PersonForm({
  client,
  view,
  userId,
  onChanged,
}: {
  client: Client<typeof setPreferences>;
  view: PreferencesView;
  userId: string;
  onChanged: (view: PreferencesView) => void;
}) {
  const stored = Object.hasOwn(view.settings.people, userId) ? (view.settings.people[userId] ?? {}) : {};
  const { calendarEmail: _calendar, provider: _provider, ...start } = stored;
  const [person, setPerson] = useState<PersonSettings>(start);
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const act = useAct();
  const fixed = view.fixedByAdmin.includes('people');
  const put = (change: Partial<PersonSettings>) => {
    setSaved(false);
    setPerson((now) => ({ ...now, ...change }));
  };
  const drop = (field: keyof PersonSettings) => {
    setSaved(false);
    setPerson((now) => without(now, field));
  };
  const number = (
    field: 'bufferBefore' | 'bufferAfter' | 'dailyLimit' | 'weeklyLimit',
    label: string,
    min: number,
    max: number,
  ) => (
    <NumberField
      label={label}
      optional
      disabled={fixed}
      min={min}
      max={max}
      value={person[field] ?? null}
      placeholder={`${view.settings[field] ?? 'no limit'} (default)`}
      onChange={(value) => (value === null ? drop(field) : put({ [field]: value }))}
    />
  );

  async function save(event: FormEvent) {
    event.preventDefault();
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) {
      wrong.focus();
      return;
    }
    const next = await act.run('save', () => client.setPerson({ userId, person }));
    if (!next) return;
    onChanged(next);
    setSaved(true);
  }

  return (
    <Section id="person-settings" title="Interviewing">
      <form ref={form} noValidate onSubmit={save} className="flex flex-col gap-4">
        {fixed && <Notice tone="info" title="Set by your administrator." />}
        <Switch
          label="Does not want to be asked"
          hint="Left out of every panel; Lever has no such setting, so it lives here."
          disabled={fixed}
          checked={person.optedOut ?? false}
          onChange={(on) =>
            on
              ? put({ optedOut: true })
              : setPerson((now) => without(without(now, 'optedOut'), 'optOutReason'))
          }
        />
        {person.optedOut && (
          <TextField
            label="Reason, for yourself"
            maxLength={200}
            disabled={fixed}
            value={person.optOutReason ?? ''}
            onChange={(event) =>
              event.currentTarget.value
                ? put({ optOutReason: event.currentTarget.value })
                : drop('optOutReason')
            }
          />
        )}
        <Select
          label="Time zone"
          disabled={fixed}
          choices={[
            { value: '', label: 'As the calendar says' },
            ...ZONES.map((zone) => ({ value: zone, label: zone })),
          ]}
          value={person.zone ?? ''}
          onChange={(event) =>
            event.currentTarget.value ? put({ zone: event.currentTarget.value }) : drop('zone')
          }
        />
        <Checkbox
          label="Own working hours"
          disabled={fixed}
          checked={person.hours !== undefined}
          onChange={(on) => (on ? put({ hours: structuredClone(view.settings.hours) }) : drop('hours'))}
        />
        {person.hours && (
          <HoursField
            legend="Working hours"
            value={person.hours}
            disabled={fixed}
            onChange={(hours) => put({ hours })}
          />
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          {number('bufferBefore', 'Minutes before', 0, 120)}
          {number('bufferAfter', 'Minutes after', 0, 120)}
          {number('dailyLimit', 'Interviews a day', 1, 50)}
          {number('weeklyLimit', 'Interviews a week', 1, 50)}
        </div>
        {act.problem && <ProblemNotice problem={act.problem} />}
        <div className="flex items-center gap-2">
          <Button type="submit" kind="primary" disabled={fixed} busy={act.busy !== null}>
            Save
          </Button>
          <p role="status" className="text-muted">
            {saved ? 'Saved.' : ''}
          </p>
        </div>
      </form>
    </Section>
  );
}
