import { beforeEach, describe, expect, it } from 'vitest';
import { createGoogleSignIn } from '@/lib/calendar/google/oauth';
import { createMicrosoftSignIn } from '@/lib/calendar/microsoft/oauth';
import type { ChatMessage } from '@/lib/chat/port';
import { createSlackWebhook, slackAddress } from '@/lib/chat/slack/webhook';
import { createTeamsWebhook, teamsAddress } from '@/lib/chat/teams/webhook';
import { headerText } from '@/lib/mail/google/message';
import { createGmail } from '@/lib/mail/google/send';
import { createOutlookMail } from '@/lib/mail/microsoft/send';
import { MAIL_SCOPE } from '@/lib/mail/scopes';
import { SLACK_WEBHOOK } from '@/sandbox/slack/app';
import { OLD_TEAMS_WEBHOOK, TEAMS_WEBHOOK } from '@/sandbox/teams/app';
import { createKit, REDIRECT } from './adapters-kit';

const MESSAGE: ChatMessage = {
  title: 'A booking for A. R. <!channel> & more stopped half-way',
  lines: ['It waits for a person since 10:00.'],
  lists: [
    { title: 'What clashes', items: ['Priya [click](https://evil.example) is busy'] },
    { title: 'Nothing here', items: [] },
  ],
  link: { label: 'Open in Lever', url: 'https://hire.lever.co/candidates/c1' },
};
let kit: ReturnType<typeof createKit>;
beforeEach(() => {
  kit = createKit();
});
const slack = () => createSlackWebhook(kit.http, SLACK_WEBHOOK);
const teams = (address = TEAMS_WEBHOOK) => createTeamsWebhook(kit.http, address);
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: { problem: { code: string; message: string; next: string; unknownOutcome?: boolean } }) =>
      error.problem,
  );

describe('Slack incoming webhook', () => {
  it('posts plain text that Slack interprets nowhere, once', async () => {
    await expect(slack().post(MESSAGE)).resolves.toMatchObject({ certainty: 'delivered' });
    expect(kit.chats.list()).toMatchObject([
      {
        service: 'slack',
        text: `${MESSAGE.title}\nIt waits for a person since 10:00.\nWhat clashes\n• Priya [click](https://evil.example) is busy`,
        links: [MESSAGE.link.url],
      },
    ]);
  });

  it('shows the log the host and a masked path, never the secret', async () => {
    await slack().post(MESSAGE);
    expect(kit.egress).toMatchObject([
      { host: 'hooks.slack.com', path: '/services/{part1}/{part2}/{part3}', candidateData: true },
    ]);
    expect(JSON.stringify(kit.egress)).not.toMatch(/sandboxHook|B0RECRUITING/);
  });

  it.each([
    ['slack-no-service', 'not-found'],
    ['slack-channel-not-found', 'not-found'],
    ['slack-action-prohibited', 'forbidden'],
  ])('names the way out of %s and hides the address', async (condition, code) => {
    kit.faults.set(condition, true);
    const problem = await problemOf(slack().post(MESSAGE));
    expect(problem.code).toBe(code);
    expect(problem.unknownOutcome).toBeUndefined();
    expect(JSON.stringify(problem)).not.toMatch(/sandboxHook|B0RECRUITING/);
    expect(kit.chats.list()).toEqual([]);
  });

  it('waits out 429, because then nothing was posted', async () => {
    kit.faults.set('slack-rate-limit', 2);
    await slack().post(MESSAGE);
    expect(kit.chats.list()).toHaveLength(1);
    expect(kit.egress.map((one) => one.status)).toEqual([429, 429, 200]);
  });

  it('does not send again after a lost answer, and says that nobody knows', async () => {
    kit.faults.add({ id: 'cut', host: 'hooks.slack.com', effect: { kind: 'cut-after' } });
    const problem = await problemOf(slack().post(MESSAGE));
    expect(problem.unknownOutcome).toBe(true);
    expect(kit.chats.list()).toHaveLength(1);
  });

  it('takes a proxy page with status 200 for no success', async () => {
    kit.faults.add({
      id: 'html',
      host: 'hooks.slack.com',
      effect: { kind: 'garbage', body: '<html>guest network</html>' },
    });
    expect(await problemOf(slack().post(MESSAGE))).toMatchObject({
      code: 'malformed-answer',
      unknownOutcome: true,
    });
  });

  it.each([
    'https://hooks.slack.com/services/T0/B0',
    'https://hooks.slack.com.evil.example/services/T0/B0/x',
    'http://hooks.slack.com/services/T0/B0/x',
    'https://hooks.slack.com:8443/services/T0/B0/x',
    'https://user@hooks.slack.com/services/T0/B0/x',
    'https://hooks.slack.com/services/T0/B0/x%2F..',
    'https://hooks.slack.com/services/../B0/x',
    TEAMS_WEBHOOK,
    'not an address',
  ])('refuses %s before anything is sent', (address) => {
    expect(() => slackAddress(address)).toThrow('not the address of a Slack');
  });
});

describe('Teams workflow', () => {
  it.each([TEAMS_WEBHOOK, OLD_TEAMS_WEBHOOK])(
    'is accepted, which is not called delivered',
    async (address) => {
      const receipt = await teams(address).post(MESSAGE);
      expect(receipt.certainty).toBe('accepted');
      expect(receipt.words).toContain('Whether it reached the channel is not said');
      kit.advance(100);
      expect(kit.chats.list()).toMatchObject([{ service: 'teams', links: [MESSAGE.link.url] }]);
      expect(JSON.stringify(kit.egress)).not.toMatch(/sandboxSignature|7d0f3f5a/);
      expect(kit.egress[0]?.path).toMatch(/workflows\/\{part\d\}\/triggers\/manual\/paths\/invoke$/);
    },
  );

  it('says the same when the workflow fails afterwards', async () => {
    kit.faults.set('teams-flow-fails', true);
    await expect(teams().post(MESSAGE)).resolves.toMatchObject({ certainty: 'accepted' });
    kit.advance(100);
    expect(kit.chats.list()).toEqual([]);
  });

  it('tells a wrong signature from a workflow that is off', async () => {
    const wrong = TEAMS_WEBHOOK.replace(/sig=.*/, 'sig=other');
    expect(await problemOf(teams(wrong).post(MESSAGE))).toMatchObject({ code: 'forbidden' });
    kit.faults.set('teams-flow-off', true);
    expect(await problemOf(teams().post(MESSAGE))).toMatchObject({ code: 'not-found' });
  });

  it.each([
    'https://larkspur.webhook.office.com/webhookb2/x',
    TEAMS_WEBHOOK.replace(/&sig=.*/, ''),
    TEAMS_WEBHOOK.replace(
      '.environment.api.powerplatform.com',
      '.environment.api.powerplatform.com.evil.example',
    ),
    SLACK_WEBHOOK,
  ])('refuses %s', (address) => expect(() => teamsAddress(address)).toThrow('not the address of a Teams'));
});

describe('mail', () => {
  const MAIL = {
    to: ['coordinator@larkspur.example', 'ops@larkspur.example'],
    subject: 'Größe — an interview for Ä. Ö. needs you, and this subject is long enough to be folded',
    text: 'Grüße,\nZeile zwei',
    reference: 'fulcrum-abc',
  };
  const google = async (scopes: string[]) => {
    const grant = await createGoogleSignIn({
      http: kit.http,
      clock: kit.clock,
      launch: kit.person('allow'),
      clientId: 'sandbox.apps.googleusercontent.com',
      redirectUri: REDIRECT,
      scopes: ['openid', 'email', ...scopes],
    }).connect();
    return createGmail(kit.http, async () => grant.accessToken, grant.account.email);
  };
  const microsoft = async (scopes: string[]) => {
    const grant = await createMicrosoftSignIn({
      http: kit.http,
      clock: kit.clock,
      launch: kit.person('accept'),
      clientId: '11111111-2222-3333-4444-555555555555',
      redirectUri: REDIRECT,
      scopes: ['openid', 'profile', 'offline_access', 'User.Read', ...scopes],
    }).connect();
    return createOutlookMail(kit.http, async () => grant.accessToken, grant.account.email);
  };

  it.each([
    ['Gmail', google, MAIL_SCOPE.google],
    ['Outlook', microsoft, MAIL_SCOPE.microsoft],
  ] as const)('%s sends to each recipient and calls it accepted', async (_name, make, scope) => {
    const port = await make([scope]);
    await expect(port.send(MAIL)).resolves.toMatchObject({ certainty: 'accepted' });
    const mails = kit.office.outbox.list();
    expect(mails.map((one) => one.to)).toEqual(MAIL.to);
    expect(mails[0]).toMatchObject({ kind: 'mail', subject: MAIL.subject });
    expect(mails[0]?.text.replaceAll('\r\n', '\n')).toBe(MAIL.text);
  });

  it.each([
    ['Gmail', google],
    ['Outlook', microsoft],
  ] as const)('%s without the scope is refused with the way out', async (_name, make) => {
    const problem = await problemOf((await make([])).send(MAIL));
    expect(problem).toMatchObject({ code: 'forbidden' });
    expect(problem.next).toContain('Exceptions page');
  });

  it.each([
    ['Gmail', google, MAIL_SCOPE.google, 'gmail.googleapis.com'],
    ['Outlook', microsoft, MAIL_SCOPE.microsoft, 'graph.microsoft.com'],
  ] as const)('%s: a lost answer is not sent again', async (_name, make, scope, host) => {
    const port = await make([scope]);
    kit.faults.add({ id: 'cut', host, method: 'POST', effect: { kind: 'cut-after' } });
    expect((await problemOf(port.send(MAIL))).unknownOutcome).toBe(true);
    expect(kit.office.outbox.list()).toHaveLength(2);
  });

  it('lets no header begin another one, and refuses what is no address', async () => {
    const port = await google([MAIL_SCOPE.google]);
    await port.send({ ...MAIL, subject: 'Hello\r\nBcc: spy@evil.example' });
    expect(kit.office.outbox.list().map((one) => one.to)).toEqual(MAIL.to);
    const bad = port.send({ ...MAIL, to: ['a@b.example>\r\nBcc: <spy@evil.example'] });
    expect(await problemOf(bad)).toMatchObject({ code: 'bad-recipient' });
  });

  it('folds long encoded headers into words of at most 75 characters', () => {
    for (const line of headerText('ü'.repeat(200)).split('\r\n '))
      expect(line.length).toBeLessThanOrEqual(75);
  });
});
