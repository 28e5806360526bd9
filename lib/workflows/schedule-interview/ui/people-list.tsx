import { CalendarCheck, CalendarOff, CalendarX } from 'lucide-react';
import { Avatar } from '@/components/avatar';
import { Badge, type Tone } from '@/components/badge';
import { Section } from '@/components/card';
import { cx } from '@/components/class-names';
import { Switch } from '@/components/toggle';
import { cityOf } from '@/components/zoned';
import type { PersonView, ScheduleView } from '../contract';
import { usePanel } from './panel-context';
import { sourceText } from './wording';

const STATE: Record<PersonView['state'], { text: string; tone: Tone }> = {
  known: { text: 'Calendar read', tone: 'good' },
  unknown: { text: 'Not readable', tone: 'warn' },
  assumed: { text: 'You vouch', tone: 'accent' },
  'opted-out': { text: 'Opted out', tone: 'neutral' },
  inactive: { text: 'Inactive', tone: 'danger' },
};

/** Who is looked at, by which calendar, in which zone, and what to do about those that cannot be read. */
export function PeopleList({ view }: { view: ScheduleView }) {
  if (view.people.length === 0) return null;
  return (
    <Section id="people" title="People and calendars">
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {view.people.map((person) => (
          <PersonRow key={person.id} view={view} person={person} />
        ))}
      </ul>
    </Section>
  );
}

function PersonRow({ view, person }: { view: ScheduleView; person: PersonView }) {
  const adjust = usePanel((state) => state.adjust);
  const state = STATE[person.state];
  const vouched = view.people.filter((one) => one.state === 'assumed').map((one) => one.id);
  const vouch = (on: boolean) =>
    void adjust({ assumeFree: on ? [...vouched, person.id] : vouched.filter((id) => id !== person.id) });
  const canVouch = person.state === 'unknown' || person.state === 'assumed';
  return (
    <li className="flex flex-col gap-2 px-3 py-2.5">
      <div className="flex items-start gap-2.5">
        <Avatar
          name={person.name}
          dim={person.state === 'inactive' || person.state === 'opted-out'}
          className="mt-0.5"
        />
        <div className="min-w-0 flex-1">
          <p className="truncate">
            <span className="font-medium">{person.name}</span>
            {(person.role ?? person.jobTitle) && (
              <span className="text-muted"> · {person.role ?? person.jobTitle}</span>
            )}
          </p>
          <p className="flex min-w-0 items-center gap-1 text-sm text-muted">
            <CalendarIcon person={person} />
            <span className="truncate">{person.calendar ? person.calendar.email : 'No calendar known'}</span>
            <span className="shrink-0">
              · {cityOf(person.zone)}
              {person.zoneSource === 'guess' && ` (${sourceText('guess')})`}
            </span>
          </p>
        </div>
        <span className="flex shrink-0 flex-col items-end gap-1">
          <Badge tone={state.tone}>{state.text}</Badge>
          {person.optional && <span className="text-xs text-muted">optional</span>}
        </span>
      </div>
      {person.problem && (
        <p
          className={cx(
            'rounded-md px-2.5 py-1.5 wrap-anywhere',
            person.state === 'unknown' ? 'bg-warn-soft' : 'bg-canvas',
          )}
        >
          {person.problem.message} <span className="text-muted">{person.problem.next}</span>
        </p>
      )}
      {canVouch && (
        <Switch
          label={`I know ${firstName(person.name)} is free`}
          hint="Counts as free everywhere, on your word, for this candidate only."
          checked={person.state === 'assumed'}
          onChange={vouch}
        />
      )}
    </li>
  );
}

function CalendarIcon({ person }: { person: PersonView }) {
  const Icon = !person.calendar ? CalendarX : person.state === 'unknown' ? CalendarOff : CalendarCheck;
  return <Icon size={13} className="shrink-0" aria-hidden="true" />;
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name;
