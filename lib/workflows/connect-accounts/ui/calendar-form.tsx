import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Select, TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { Checkbox } from '@/components/toggle';
import { useAct } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { connectAccounts, MappingView } from '../contract';

const PROVIDERS = [
  { value: '', label: 'By address' },
  { value: 'google', label: 'Google Calendar' },
  { value: 'microsoft', label: 'Microsoft 365' },
];
const providerOf = (value: string): 'google' | 'microsoft' | null =>
  value === 'google' || value === 'microsoft' ? value : null;

/** Which calendar to read for one person; saving reads it at once. */
export function CalendarForm({
  client,
  person,
  onChanged,
}: {
  client: Client<typeof connectAccounts>;
  person: MappingView;
  onChanged: (view: MappingView) => void;
}) {
  const [none, setNone] = useState(person.calendarEmail === null);
  const [email, setEmail] = useState(person.calendarEmail ?? person.leverEmail);
  const [provider, setProvider] = useState<string>(person.source === 'you' ? (person.provider ?? '') : '');
  const [asked, setAsked] = useState(false);
  const act = useAct();
  const fault =
    asked && !none && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
      ? 'Enter a whole e-mail address.'
      : null;

  async function save(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (!none && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return;
    await act.run('save', async () => {
      const saved = await client.setMapping({
        userId: person.userId,
        calendarEmail: none ? null : email,
        provider: none ? null : providerOf(provider),
      });
      onChanged(saved);
      if (!none) onChanged(await client.checkMapping({ userId: person.userId }));
    });
  }

  const reset = () =>
    act.run('reset', async () => {
      const view = await client.setMapping({
        userId: person.userId,
        calendarEmail: null,
        provider: null,
        reset: true,
      });
      setNone(view.calendarEmail === null);
      setEmail(view.calendarEmail ?? '');
      setProvider('');
      onChanged(view);
    });

  return (
    <Section id="person-calendar" title="Calendar">
      <form noValidate onSubmit={save} className="flex flex-col gap-3">
        <TextField
          label="Calendar address"
          type="email"
          disabled={none}
          value={email}
          error={fault}
          hint={`Lever knows ${person.leverEmail || 'no address'}.`}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label="Calendar service"
          disabled={none}
          choices={PROVIDERS}
          value={provider}
          onChange={(event) => setProvider(event.currentTarget.value)}
        />
        <Checkbox
          label="Has no calendar"
          hint="Their times count as unknown, never as free."
          checked={none}
          onChange={setNone}
        />
        {act.problem && <ProblemNotice problem={act.problem} />}
        {person.check && (
          <Notice
            tone={person.check.ok ? 'good' : 'warn'}
            title={person.check.ok ? 'The calendar can be read' : 'The calendar cannot be read'}
          >
            {person.check.message}
          </Notice>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" busy={act.busy === 'save'}>
            Save and check
          </Button>
          {person.source === 'you' && (
            <Button busy={act.busy === 'reset'} onClick={reset}>
              Back to Lever’s address
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
}
