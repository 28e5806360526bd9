import type * as Graph from '@microsoft/microsoft-graph-types';
import { beforeEach, describe, expect, it } from 'vitest';
import { customZone } from '@/sandbox/microsoft/graph/working-hours';
import { undeclared } from '../fixtures/declared-names';
import { json, NOW, type SmallOffice, smallOffice } from '../fixtures/small-office';

const TYPES = '@microsoft/microsoft-graph-types/microsoft-graph.d.ts';
const V1 = 'https://graph.microsoft.com/v1.0';
const HOUR = 3_600_000;
const IMMUTABLE = { prefer: 'IdType="ImmutableId", outlook.timezone="UTC"' };

let office: SmallOffice;
let token: string;
beforeEach(async () => {
  office = smallOffice();
  ({ token } = await office.microsoft([
    'Calendars.ReadWrite',
    'MailboxSettings.Read',
    'User.Read',
    'Place.Read.All',
    'Mail.Send',
    'offline_access',
  ]));
});

const send = (path: string, method = 'GET', body?: unknown, headers: Record<string, string> = IMMUTABLE) =>
  office.call(`${V1}${path}`, json(token, method, body, headers));
const code = async (answer: Response) => ({
  status: answer.status,
  code: ((await answer.json()) as { error: { code: string } }).error.code,
});
const wall = (hours: number, timeZone = 'UTC') => ({
  dateTime: new Date(NOW + hours * HOUR).toISOString().slice(0, 19),
  timeZone,
});
describe('getSchedule', () => {
  const ask = (schedules: string[], extra: object = {}) =>
    send('/me/calendar/getSchedule', 'POST', {
      schedules,
      startTime: wall(0),
      endTime: wall(10),
      availabilityViewInterval: 60,
      ...extra,
    });
  const entries = async (schedules: string[]): Promise<Graph.ScheduleInformation[]> =>
    ((await (await ask(schedules)).json()) as { value: Graph.ScheduleInformation[] }).value;

  it('separates statuses and shows titles only where the owner shares them', async () => {
    office.busy('mia@contoso.example', 0, 1, 'busy', 'Stand-up');
    office.busy('mia@contoso.example', 2, 3, 'tentative', 'Salary talk', true);
    office.busy('noa@contoso.example', 0, 4, 'oof');
    office.busy('noa@contoso.example', 5, 6, 'elsewhere');
    const [mia, noa] = await entries(['mia@contoso.example', 'noa@contoso.example']);
    expect(undeclared(mia ?? {}, TYPES, 'ScheduleInformation')).toEqual([]);
    expect(undeclared(mia?.scheduleItems?.[0] ?? {}, TYPES, 'ScheduleItem')).toEqual([]);
    expect(mia?.availabilityView).toBe('2010000000');
    expect(mia?.scheduleItems).toMatchObject([
      {
        status: 'busy',
        subject: 'Stand-up',
        start: { dateTime: '2027-03-08T08:00:00.0000000', timeZone: 'UTC' },
      },
      { status: 'tentative', isPrivate: true },
    ]);
    expect(JSON.stringify(mia)).not.toContain('Salary');
    expect(noa?.availabilityView).toBe('3333000000');
    expect(noa?.scheduleItems?.map((one) => [one.status, one.subject])).toEqual([
      ['oof', undefined],
      ['workingElsewhere', undefined],
    ]);
  });

  it('reports people it cannot resolve inside a 200 answer, without items', async () => {
    office.faults.set('microsoft-schedule-error:noa@contoso.example', '5006');
    const answer = await entries(['ghost@contoso.example', 'ana@acme.example', 'noa@contoso.example']);
    expect(answer.map((one) => [one.error?.responseCode, one.scheduleItems])).toEqual([
      ['5009', undefined],
      ['5009', undefined],
      ['5006', undefined],
    ]);
    office.faults.set('microsoft-missing', 'mia@contoso.example');
    expect(await entries(['mia@contoso.example'])).toEqual([]);
  });

  it('knows working hours by name, and as a custom rule whose bias counts from local time to UTC', async () => {
    const [mia] = await entries(['mia@contoso.example']);
    expect(mia?.workingHours).toMatchObject({
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '09:00:00.0000000',
      endTime: '17:30:00.0000000',
    });
    expect(undeclared(mia?.workingHours ?? {}, TYPES, 'WorkingHours')).toEqual([]);
    expect(customZone('America/Los_Angeles', 2027)).toMatchObject({
      bias: 480,
      name: 'Customized Time Zone',
      standardOffset: { month: 11, dayOfWeek: 'sunday', dayOccurrence: 1, time: '02:00:00.0000000', year: 0 },
      daylightOffset: { month: 3, dayOccurrence: 2, daylightBias: -60, time: '02:00:00.0000000' },
    });
    expect(customZone('Australia/Lord_Howe', 2027)).toMatchObject({
      bias: -630,
      standardOffset: { month: 4 },
      daylightOffset: { month: 10, daylightBias: -30 },
    });
    expect(customZone('Asia/Kolkata', 2027)).toMatchObject({
      bias: -330,
      daylightOffset: { month: 0, daylightBias: 0 },
    });
  });

  it('holds the documented limits', async () => {
    expect(
      await ask(Array.from({ length: 21 }, (_, index) => `p${index}@contoso.example`)).then(code),
    ).toEqual({ status: 400, code: 'ErrorMailboxDataArrayTooBig' });
    expect((await ask(['mia@contoso.example'], { endTime: wall(24 * 62) })).status).toBe(400);
    expect((await ask(['mia@contoso.example'], { availabilityViewInterval: 4 })).status).toBe(400);
    expect(
      (
        await ask(['mia@contoso.example'], {
          startTime: { dateTime: '2027-03-08T08:00:00', timeZone: 'Middle Earth Standard Time' },
        })
      ).status,
    ).toBe(400);
  });

  it('reads wall clocks in Windows zones and answers in the zone preferred', async () => {
    office.busy('mia@contoso.example', 0, 1);
    const answer = await send(
      '/me/calendar/getSchedule',
      'POST',
      {
        schedules: ['mia@contoso.example'],
        startTime: { dateTime: '2027-03-08T00:00:00', timeZone: 'Pacific Standard Time' },
        endTime: { dateTime: '2027-03-08T02:00:00', timeZone: 'Pacific Standard Time' },
      },
      { prefer: 'outlook.timezone="W. Europe Standard Time"' },
    );
    const { value } = (await answer.json()) as { value: Graph.ScheduleInformation[] };
    expect(value[0]?.scheduleItems).toMatchObject([
      { start: { dateTime: '2027-03-08T09:00:00.0000000', timeZone: 'W. Europe Standard Time' } },
    ]);
  });
});
