import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import { Badge, type Tone } from '@/components/badge';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Dialog } from '@/components/dialog';
import { Select, TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { connectModel, ModelView } from '../model-contract';
import { Disclosure } from './disclosure';
import { ModelChoices } from './model-choices';

type ModelClient = Client<typeof connectModel>;

/** Asks the browser for a host permission; must be called in a click. */
type AskForHost = (origin: string) => Promise<boolean>;

const STATE: Record<ModelView['state'], { words: string; tone: Tone; Icon: typeof CircleCheck }> = {
  'not-connected': { words: 'Not connected', tone: 'neutral', Icon: CircleDashed },
  connected: { words: 'Connected', tone: 'good', Icon: CircleCheck },
  refused: { words: 'Key refused', tone: 'danger', Icon: CircleX },
};

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;
const spentOf = (spent: number, cap: number | null): string =>
  cap === null ? `${money(spent)}, no cap` : `${money(spent)} of ${money(cap)}`;

/** The model that reads resumes: key, test with a real answer, what it cost, the cap. */
export function ModelCard({ client, askForHost }: { client: ModelClient; askForHost: AskForHost }) {
  const load = useCallback(() => client.status({}), [client]);
  const status = useLoad(load);
  const { value } = status;
  if (!value)
    return status.problem ? (
      <ProblemNotice problem={status.problem} action={<Button onClick={status.reload}>Try again</Button>} />
    ) : (
      <Skeleton className="h-36" />
    );
  return <LoadedCard client={client} askForHost={askForHost} view={value} onChanged={status.set} />;
}

function LoadedCard({
  client,
  askForHost,
  view,
  onChanged,
}: {
  client: ModelClient;
  askForHost: AskForHost;
  view: ModelView;
  onChanged: (view: ModelView) => void;
}) {
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const has = view.state !== 'not-connected';
  const { words, tone, Icon } = STATE[view.state];
  const press = async (what: string, work: () => Promise<ModelView>) => {
    const next = await act.run(what, work);
    if (next) onChanged(next);
  };
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-md font-semibold">Anthropic (Claude)</h2>
        <Badge tone={tone} icon={<Icon size={12} aria-hidden="true" />}>
          {words}
        </Badge>
        {has && (
          <div className="ml-auto flex flex-wrap gap-2">
            <Button busy={act.busy === 'test'} onClick={() => press('test', () => client.test({}))}>
              Test
            </Button>
            <Button kind="danger" onClick={() => setAsking(true)}>
              Disconnect
            </Button>
          </div>
        )}
      </div>
      <p className="text-sm text-muted">
        Optional. Reads blinded resumes and claims what they show; Fulcrum checks every quote itself. Without
        it, resumes are read by rules.
      </p>
      {view.problem && <ProblemNotice problem={view.problem} />}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {has && <Facts view={view} />}
      {view.lastTest && !view.problem && (
        <Notice
          tone={view.lastTest.ok ? 'good' : 'warn'}
          title={
            <>
              {view.lastTest.ok ? 'Test passed' : 'Test did not pass'}, <When at={view.lastTest.at} />
            </>
          }
        >
          {view.lastTest.message}
        </Notice>
      )}
      <Disclosure summary={has ? 'Use another key' : 'Connect by API key'} open={!has}>
        <KeyForm client={client} askForHost={askForHost} view={view} onChanged={onChanged} />
      </Disclosure>
      {has && (
        <Disclosure summary="Choose the models">
          <ModelChoices
            view={view}
            busy={act.busy !== null}
            onChoose={(task, model) => press('choose', () => client.choose({ task, model }))}
          />
        </Disclosure>
      )}
      {has && (
        <Disclosure summary="Change the cap">
          <CapForm
            key={`${view.cap.day} ${view.cap.month}`}
            client={client}
            view={view}
            onChanged={onChanged}
          />
        </Disclosure>
      )}
      <Dialog
        open={asking}
        title="Disconnect Anthropic?"
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false);
                void press('disconnect', () => client.disconnect({}));
              }}
            >
              Disconnect Anthropic
            </Button>
          </>
        }
      >
        <p>
          The key is deleted from this browser; delete it in the Anthropic console too if nobody else uses it.
          Results that are stored stay. Resumes are then read by rules.
        </p>
      </Dialog>
    </Card>
  );
}

function Facts({ view }: { view: ModelView }) {
  const rows: [string, React.ReactNode][] = [
    ['Key', `ends in ${view.keyEnd}`],
    ...view.tasks.map(({ about, model }): [string, string] => [
      about,
      view.choices.find(({ id }) => id === model)?.name ?? model,
    ]),
    ['Cost today', view.spent ? spentOf(view.spent.day, view.cap.day) : 'not readable'],
    ['Cost this month', view.spent ? spentOf(view.spent.month, view.cap.month) : 'not readable'],
  ];
  if (view.baseUrls.length > 1) rows.push(['Goes to', view.baseUrl]);
  if (view.connectedAt !== null) rows.push(['Connected', <When key="connected" at={view.connectedAt} />]);
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="tabular-nums wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FormProps {
  client: ModelClient;
  view: ModelView;
  onChanged: (view: ModelView) => void;
}

function KeyForm({ client, askForHost, view, onChanged }: FormProps & { askForHost: AskForHost }) {
  const [key, setKey] = useState('');
  const [baseUrl, setBaseUrl] = useState(view.baseUrl);
  const [asked, setAsked] = useState(false);
  const [withheld, setWithheld] = useState(false);
  const act = useAct();
  const fault = asked && key.trim() === '' ? 'Paste the key from the Anthropic console.' : null;
  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (key.trim() === '') return;
    // Nothing may be awaited before this: the browser takes the question only from the click itself.
    const allowed = baseUrl === view.baseUrls[0] || (await askForHost(`${baseUrl}/*`));
    setWithheld(!allowed);
    // A proxy that answers cross-origin calls needs no permission, so a no is tried all the same.
    const next = await act.run('connect', () => client.connect({ key, baseUrl }));
    if (!next) return;
    setKey('');
    setAsked(false);
    onChanged(next);
  }
  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-3"
      aria-label="Connect Anthropic by API key"
    >
      <TextField
        label="Anthropic API key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        className="sm:max-w-[420px]"
        value={key}
        error={fault}
        hint="From console.anthropic.com. Stored encrypted on this computer; never shown again."
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      {view.baseUrls.length > 1 && (
        <Select
          label="Send to"
          className="sm:max-w-[420px]"
          choices={view.baseUrls.map((value) => ({ value, label: value }))}
          value={baseUrl}
          onChange={(event) => setBaseUrl(event.currentTarget.value)}
        />
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {act.problem && withheld && (
        <p className="text-sm text-muted">
          The browser’s permission for {baseUrl} was not given. Unless this proxy answers cross-origin calls,
          it cannot be reached without it.
        </p>
      )}
      <div>
        <Button type="submit" kind="primary" busy={act.busy !== null}>
          Check and connect
        </Button>
      </div>
    </form>
  );
}

const amountOf = (text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const amount = Number(text);
  return Number.isFinite(amount) && amount >= 0 && amount <= 10_000 ? amount : undefined;
};

function CapForm({ client, view, onChanged }: FormProps) {
  const [day, setDay] = useState(view.cap.day?.toString() ?? '');
  const [month, setMonth] = useState(view.cap.month?.toString() ?? '');
  const act = useAct();
  const wrong = 'Enter dollars, such as 5 or 2.50, or nothing for no cap.';
  async function submit(event: FormEvent) {
    event.preventDefault();
    const cap = { day: amountOf(day), month: amountOf(month) };
    if (cap.day === undefined || cap.month === undefined) return;
    const sure = { day: cap.day, month: cap.month };
    const next = await act.run('cap', () => client.saveCap(sure));
    if (next) onChanged(next);
  }
  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-3"
      aria-label="Cap on what the model may cost"
    >
      <div className="grid gap-3 sm:max-w-[420px] sm:grid-cols-2">
        <TextField
          label="Dollars a day"
          inputMode="decimal"
          value={day}
          error={amountOf(day) === undefined ? wrong : null}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextField
          label="Dollars a month"
          inputMode="decimal"
          value={month}
          error={amountOf(month) === undefined ? wrong : null}
          onChange={(event) => setMonth(event.currentTarget.value)}
        />
      </div>
      <p className="text-sm text-muted">
        Checked before each call with the most it can cost. Days and months end at midnight UTC.
      </p>
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div>
        <Button type="submit" busy={act.busy !== null}>
          Save the cap
        </Button>
      </div>
    </form>
  );
}
