import '@/assets/tailwind.css';
import { createRoot } from 'react-dom/client';
import { ModeSwitch } from '@/components/mode-switch';
import { behindLock } from '@/lib/workflows/lock-fulcrum/ui/mount-lock';
import { InterviewPanel } from '@/lib/workflows/schedule-interview/ui/mount-panel';
import { LoopPanel } from '@/lib/workflows/schedule-loop/ui/mount-loop';
import { summaryTab } from '@/lib/workflows/screen-applicant/ui/summary-tab';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

const tabs = [summaryTab()];

createRoot(root).render(
  behindLock(
    <ModeSwitch
      label="What to schedule"
      modes={[
        { id: 'interview', label: 'Interview', show: () => <InterviewPanel closable={true} tabs={tabs} /> },
        { id: 'loop', label: 'On-site loop', show: () => <LoopPanel closable={true} /> },
      ]}
    />,
  ),
);
