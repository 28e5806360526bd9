import { launchBrowser } from './browser';
import { startSandbox } from './serve';
import { KNOWN } from './world/known';

interface OpenOptions {
  browser: string;
  extension: string;
  calendars?: string;
  port: number;
  headless: boolean;
  check: boolean;
  say(text: string): void;
}

/** Calendar files can be odd in many ways; the first few tell the story. */
const SHOWN_WARNINGS = 12;

/** Starts the sandbox company and a browser in front of it; resolves with an exit code when the browser is closed. */
export async function openSandbox({
  browser,
  extension,
  calendars,
  port,
  headless,
  check,
  say,
}: OpenOptions): Promise<number> {
  const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (noDisplay && !headless && !check) {
    say(
      'There is no display here, so the browser runs unseen. Run this on a desktop to use it, or add --check to have it look by itself and end.',
    );
  }
  const sandbox = await startSandbox({ port, ...(calendars ? { calendars } : {}) });
  for (const warning of sandbox.warnings.slice(0, SHOWN_WARNINGS)) say(`Calendars: ${warning}`);
  if (sandbox.warnings.length > SHOWN_WARNINGS) {
    say(`Calendars: and ${sandbox.warnings.length - SHOWN_WARNINGS} more.`);
  }
  const { context, extensionId } = await launchBrowser({
    browser,
    extension,
    hostRules: sandbox.hostRules,
    spki: sandbox.spki,
    headless: headless || check || noDisplay,
  });
  const candidate = `https://hire.lever.co/candidates/${KNOWN.simple}`;
  const first = context.pages()[0] ?? (await context.newPage());
  await first.goto(candidate);
  const start = await context.newPage();
  await start.goto(`chrome-extension://${extensionId}/options.html#start`);
  say(
    [
      '',
      'Fulcrum is running against the sandbox company. Nothing leaves this computer.',
      '',
      `  1. In the tab that just opened, connect:`,
      `       Lever       key ${sandbox.world.lever.apiKeys[0]?.key}, e-mail ${sandbox.world.recruiter.email}`,
      `       Google      any client id, e.g. sandbox.apps.googleusercontent.com; sign in as ${sandbox.world.recruiter.email}`,
      `       Microsoft   any client id, e.g. 11111111-2222-3333-4444-555555555555`,
      `  2. Go to the candidate's tab (${candidate}) and press Alt+Shift+S.`,
      `  3. What the outside world saw, and switches to make it fail: ${sandbox.deskUrl}`,
      '',
      'Close the browser to end.',
    ].join('\n'),
  );
  if (check) {
    const title = await start.title();
    await context.close();
    await sandbox.close();
    say(`Checked: the control room opened (“${title}”).`);
    return title ? 0 : 1;
  }
  await new Promise<void>((resolve) => context.on('close', () => resolve()));
  await sandbox.close();
  return 0;
}
