import '@/assets/tailwind.css';
import { createRoot } from 'react-dom/client';
import { systemClock } from '@/lib/platform/clock';
import { PanelApp } from '@/lib/workflows/schedule-interview/ui/panel-app';
import { createFakeClient } from './fake-client';
import { NOW } from './world';

const query = new URLSearchParams(location.search);
const theme = query.get('theme');
const started = Date.now();
/** Runs like the system clock, from the stories' own day. */
const clock = { ...systemClock, now: () => NOW + (Date.now() - started) };

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <PanelApp
      client={createFakeClient({
        story: query.get('story') ?? 'main',
        theme: theme === 'dark' || theme === 'light' ? theme : null,
        clock,
      })}
      clock={clock}
      openOptions={(part) => {
        document.title = `options#${part ?? ''}`;
      }}
      closable
    />,
  );
}
