import type { ReactNode } from 'react';
import { Badge } from '@/components/badge';
import { Card, Section } from '@/components/card';
import { type Choice, Select, TextArea } from '@/components/field';
import { Kbd } from '@/components/kbd';
import { Checkbox } from '@/components/toggle';
import type { Settings } from '@/lib/domain/settings';
import type { PreferencesView } from '../contract';
import { HoursField } from './hours-field';
import { NumberField } from './number-field';

const ZONES = Intl.supportedValuesOf('timeZone');
const MINUTES: Choice[] = [5, 10, 15, 30, 60].map((step) => ({
  value: String(step),
  label: `${step} minutes`,
}));
type Field = keyof Settings;

function Group({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Section id={id} title={title}>
      <Card className="grid gap-4 p-4 sm:grid-cols-2">{children}</Card>
    </Section>
  );
}

/** The fields of the preferences page; a field an administrator fixed is disabled and says so. */
export function PreferencesFields({
  view,
  draft,
  onChange,
}: {
  view: PreferencesView;
  draft: Settings;
  onChange: (change: Partial<Settings>) => void;
}) {
  const fixed = (field: Field) => view.fixedByAdmin.includes(field);
  const lock = (field: Field) => ({
    disabled: fixed(field),
    aside: fixed(field) ? <Badge>Set by your administrator</Badge> : undefined,
  });
  const number = (
    field:
      | 'windowDays'
      | 'options'
      | 'durationMinutes'
      | 'noticeMinutes'
      | 'bufferBefore'
      | 'bufferAfter'
      | 'proposalHours'
      | 'escalateAfterHours',
    label: string,
    min: number,
    max: number,
    hint?: string,
  ) => (
    <NumberField
      label={label}
      value={draft[field]}
      min={min}
      max={max}
      hint={hint}
      {...lock(field)}
      onChange={(value) => value !== null && onChange({ [field]: value })}
    />
  );
  const limit = (field: 'dailyLimit' | 'weeklyLimit', label: string) => (
    <NumberField
      label={label}
      optional
      value={draft[field]}
      min={1}
      max={50}
      hint="Empty means no limit."
      {...lock(field)}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  const select = <F extends Field>(
    field: F,
    label: string,
    choices: Choice[],
    read: (value: string) => Settings[F],
    hint?: string,
  ) => (
    <Select
      label={label}
      choices={choices}
      hint={hint}
      value={String(draft[field] ?? '')}
      {...lock(field)}
      onChange={(event) => onChange({ [field]: read(event.currentTarget.value) } as Partial<Settings>)}
    />
  );
  const one = <F extends Field>(value: string) => value as Settings[F];

  return (
    <>
      <Group id="search" title="Search">
        {number('windowDays', 'Business days searched', 5, 30)}
        {number('options', 'Times proposed', 2, 5)}
        {number(
          'durationMinutes',
          'Length in minutes',
          15,
          480,
          'Used when neither requisition nor plan names one.',
        )}
        {number('noticeMinutes', 'Shortest notice in minutes', 0, 10_080)}
        {select(
          'stepMinutes',
          'Start times every',
          MINUTES,
          (value) => Number(value) as Settings['stepMinutes'],
        )}
        {select(
          'rank',
          'Order',
          [
            { value: 'best', label: 'Best first' },
            { value: 'earliest', label: 'Earliest first' },
          ],
          one<'rank'>,
        )}
        {select(
          'spread',
          'Proposed times',
          [
            { value: 'disjoint', label: 'Do not overlap' },
            { value: 'days', label: 'On different days' },
            { value: 'any', label: 'May overlap' },
          ],
          one<'spread'>,
        )}
        {select(
          'zone',
          'Your time zone',
          [
            { value: '', label: 'The zone of this computer' },
            ...ZONES.map((zone) => ({ value: zone, label: zone })),
          ],
          (value) => value || null,
        )}
      </Group>
      <Group id="hours" title="Working hours">
        <div className="sm:col-span-2">
          <HoursField
            legend="Interviewers"
            hint="In each person’s own zone. Hours from Microsoft 365 or set for a person come first."
            value={draft.hours}
            disabled={fixed('hours')}
            onChange={(hours) => onChange({ hours })}
          />
        </div>
        <div className="sm:col-span-2">
          <HoursField
            legend="Candidates"
            hint="In the candidate’s zone."
            value={draft.candidateHours}
            disabled={fixed('candidateHours')}
            onChange={(candidateHours) => onChange({ candidateHours })}
          />
        </div>
      </Group>
      <Group id="load" title="Load of interviewers">
        {number('bufferBefore', 'Minutes kept free before', 0, 120)}
        {number('bufferAfter', 'Minutes kept free after', 0, 120)}
        {limit('dailyLimit', 'Interviews a day')}
        {limit('weeklyLimit', 'Interviews a week')}
      </Group>
      <Group id="calendar" title="Calendars">
        {select(
          'tentative',
          'Tentative meetings',
          [
            { value: 'soft', label: 'May be booked over, with a warning' },
            { value: 'busy', label: 'Count as busy' },
            { value: 'free', label: 'Count as free' },
          ],
          one<'tentative'>,
          'Google does not tell tentative from busy.',
        )}
        {select(
          'organizer',
          'Events are made in',
          [
            { value: 'google', label: 'Google Calendar (Meet link)' },
            { value: 'microsoft', label: 'Microsoft 365 (Teams link)' },
          ],
          one<'organizer'>,
        )}
        <TextArea
          label="Words that mark a meeting as movable"
          className="sm:col-span-2"
          hint="One per line. Only where titles are visible to you."
          value={draft.softWords.join('\n')}
          {...lock('softWords')}
          onChange={(event) => onChange({ softWords: event.currentTarget.value.split('\n') })}
          onBlur={() =>
            onChange({
              softWords: [
                ...new Set(draft.softWords.map((word) => word.trim()).filter((word) => word.length >= 2)),
              ],
            })
          }
        />
      </Group>
      <Group id="rooms" title="Rooms">
        {select(
          'roomPolicy',
          'A meeting room is',
          [
            { value: 'none', label: 'Not needed' },
            { value: 'preferred', label: 'Preferred' },
            { value: 'required', label: 'Required' },
          ],
          one<'roomPolicy'>,
        )}
        <div className="flex flex-col gap-1 sm:col-span-2">
          <p className="text-sm font-medium">Rooms to look at</p>
          {view.rooms.length === 0 ? (
            <p className="text-muted">
              No rooms are listed by the connected calendars. All rooms found later are looked at.
            </p>
          ) : (
            <>
              <p className="text-sm text-muted">None ticked means all of them.</p>
              <div className="grid gap-1 sm:grid-cols-2">
                {view.rooms.map((room) => (
                  <Checkbox
                    key={room.email}
                    label={room.name}
                    hint={room.capacity === null ? undefined : `${room.capacity} seats`}
                    disabled={fixed('rooms')}
                    checked={draft.rooms.includes(room.email)}
                    onChange={(on) =>
                      onChange({
                        rooms: on
                          ? [...draft.rooms, room.email]
                          : draft.rooms.filter((email) => email !== room.email),
                      })
                    }
                  />
                ))}
              </div>
            </>
          )}
        </div>
      </Group>
      <Group id="proposals" title="Proposals">
        {number(
          'proposalHours',
          'Hours a proposal waits for you',
          1,
          168,
          'After that it is made anew on request.',
        )}
        {number(
          'escalateAfterHours',
          'Hours of looking in vain until somebody is told',
          1,
          336,
          'Only where Fulcrum proposes times by itself.',
        )}
      </Group>
      <Group id="look" title="Look and keys">
        {select(
          'theme',
          'Theme',
          [
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ],
          one<'theme'>,
          'As the system: beside Lever the panel is as light or dark as Lever.',
        )}
        <div className="flex flex-col gap-1">
          <p className="text-sm font-medium">Shortcut for the panel</p>
          <p>{view.shortcut ? <Kbd>{view.shortcut}</Kbd> : 'None is set.'}</p>
          <p className="text-sm text-muted">
            Change it in the browser, under extensions, keyboard shortcuts.
          </p>
        </div>
      </Group>
    </>
  );
}
