import puppeteer from 'puppeteer-core';
import { startSandbox } from '@/sandbox/serve';
import { resolve } from 'node:path';
const s = await startSandbox({});
const b = await puppeteer.launch({ executablePath: '/usr/bin/chromium', headless: true, pipe: true,
  enableExtensions: [process.env.EXT ?? resolve('.output/chrome-mv3')], targetFilter: (t) => t.type() !== 'service_worker', protocolTimeout: 200000,
  args: ['--no-sandbox', `--host-resolver-rules=${s.hostRules}`, `--ignore-certificate-errors-spki-list=${s.spki}`] });
const c = await b.target().createCDPSession();
const t0 = Date.now();
let last = '';
for (;;) {
  const { targetInfos } = await c.send('Target.getTargets', { filter: [{}] } as never) as any;
  const sw = targetInfos.filter((t: any) => t.type === 'service_worker').map((t: any) => t.targetId.slice(0, 6) + (t.attached ? 'A' : '')).join();
  const all = targetInfos.map((t: any) => t.type + ':' + t.url.slice(0, 60)).join(' ');
  if (sw !== last) console.log(((Date.now() - t0) / 1000).toFixed(1), 'sw', sw || 'none', last === '' ? all : '');
  last = sw;
  if (Date.now() - t0 > 100000) break;
  await new Promise((r) => setTimeout(r, 250));
}
await b.close(); await s.close();
