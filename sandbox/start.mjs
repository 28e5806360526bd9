// npm start: everything from a fresh clone to a browser showing a sandbox candidate with Fulcrum loaded.
//   --calendars DIR   use the .ics files of a folder as calendars of the sandbox people
//   --headless        no window; --check also takes a look by itself and ends (used by the tests)
//   --port N          port of the sandbox (default: any free one)
import {
  ensureBuild,
  ensureChromium,
  ensureDependencies,
  ROOT,
  say,
  withSetup,
} from '../tests/tools/setup.mjs';

const USAGE = `Usage: npm start -- [--calendars DIR] [--port N] [--headless] [--check]`;

function readArguments(argv) {
  const options = { calendars: undefined, port: 0, headless: false, check: false };
  for (let i = 0; i < argv.length; i++) {
    const value = argv[i + 1];
    if (argv[i] === '--headless') options.headless = true;
    else if (argv[i] === '--check') options.check = true;
    else if (argv[i] === '--calendars' && value) options.calendars = argv[++i];
    else if (argv[i] === '--port' && /^\d+$/.test(value ?? '')) options.port = Number(argv[++i]);
    else return null;
  }
  return options;
}

await withSetup(async () => {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    say(USAGE);
    return 2;
  }
  ensureDependencies();
  const browser = ensureChromium();
  const extension = ensureBuild('chrome');
  const { tsImport } = await import('tsx/esm/api');
  const { openSandbox } = await tsImport('./open.ts', import.meta.url);
  return openSandbox({ ...options, browser, extension, root: ROOT, say });
});
