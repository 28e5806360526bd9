import '@/assets/tailwind.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { approvePlans } from '@/lib/workflows/approve-plans/contract';
import { auditFairness } from '@/lib/workflows/audit-fairness/contract';
import { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { governAutomation } from '@/lib/workflows/govern-automation/contract';
import { handleExceptions } from '@/lib/workflows/handle-exceptions/contract';
import { lockFulcrum } from '@/lib/workflows/lock-fulcrum/contract';
import { behindLock } from '@/lib/workflows/lock-fulcrum/ui/mount-lock';
import { planQueueContract } from '@/lib/workflows/plan-queue/contract';
import { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { reviewLoad } from '@/lib/workflows/review-load/contract';
import { screenApplicant } from '@/lib/workflows/screen-applicant/contract';
import { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { ControlRoom } from './control-room';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

createRoot(root).render(
  <StrictMode>
    {behindLock(
      <ControlRoom
        connections={clientOf(connectAccounts)}
        preferences={clientOf(setPreferences)}
        activity={clientOf(reviewActivity)}
        approvals={clientOf(approvePlans)}
        automation={clientOf(governAutomation)}
        exceptions={clientOf(handleExceptions)}
        fairness={clientOf(auditFairness)}
        lock={clientOf(lockFulcrum)}
        screening={clientOf(screenApplicant)}
        load={clientOf(reviewLoad)}
        queue={clientOf(planQueueContract)}
        openOnSite={(id) => void browser.tabs.create({ url: `${browser.runtime.getURL('loop.html')}#${id}` })}
        askForHost={(origin) => browser.permissions.request({ origins: [origin] })}
      />,
    )}
  </StrictMode>,
);
