import '@/assets/tailwind.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { surfaces } from '@/lib/messaging/surfaces';
import { approvePlans } from '@/lib/workflows/approve-plans/contract';
import { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { behindLock } from '@/lib/workflows/lock-fulcrum/ui/mount-lock';
import { scheduleInterview } from '@/lib/workflows/schedule-interview/contract';
import { screenApplicant } from '@/lib/workflows/screen-applicant/contract';
import { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { Popup } from './popup';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

async function openControlRoom(): Promise<void> {
  await browser.runtime.openOptionsPage();
  window.close();
}

/** A page of the extension in a tab of its own: a popup closes at the first click beside it. */
function openTab(path: string): void {
  void browser.tabs.create({ url: browser.runtime.getURL(path as '/popup.html') });
}

createRoot(root).render(
  <StrictMode>
    {behindLock(
      <Popup
        connections={clientOf(connectAccounts)}
        preferences={clientOf(setPreferences)}
        approvals={clientOf(approvePlans)}
        schedule={clientOf(scheduleInterview)}
        screening={clientOf(screenApplicant)}
        surfaces={clientOf(surfaces)}
        openControlRoom={openControlRoom}
        openTab={openTab}
        close={() => window.close()}
      />,
    )}
  </StrictMode>,
);
