import '@/assets/tailwind.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { clientOf } from '@/lib/messaging/client';
import { auditFairness } from '@/lib/workflows/audit-fairness/contract';
import { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { governAutomation } from '@/lib/workflows/govern-automation/contract';
import { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { ControlRoom } from './control-room';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

createRoot(root).render(
  <StrictMode>
    <ControlRoom
      connections={clientOf(connectAccounts)}
      preferences={clientOf(setPreferences)}
      activity={clientOf(reviewActivity)}
      automation={clientOf(governAutomation)}
      fairness={clientOf(auditFairness)}
    />
  </StrictMode>,
);
