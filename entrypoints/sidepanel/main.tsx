import '@/assets/tailwind.css';
import { createRoot } from 'react-dom/client';
import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { systemClock } from '@/lib/platform/clock';
import { scheduleInterview } from '@/lib/workflows/schedule-interview/contract';
import { PanelApp } from '@/lib/workflows/schedule-interview/ui/panel-app';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <PanelApp
      client={clientOf(scheduleInterview)}
      clock={systemClock}
      openOptions={(part) =>
        void (part
          ? browser.tabs.create({ url: `${browser.runtime.getURL('options.html')}#${part}` })
          : browser.runtime.openOptionsPage())
      }
      closable={false}
    />,
  );
}
