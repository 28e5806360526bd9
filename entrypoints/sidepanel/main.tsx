import '@/assets/tailwind.css';
import { behindLock } from '@/lib/workflows/lock-fulcrum/ui/mount-lock';
import { mountPanel } from '@/lib/workflows/schedule-interview/ui/mount-panel';
import { summaryTab } from '@/lib/workflows/screen-applicant/ui/summary-tab';

mountPanel(document.getElementById('root'), {
  closable: false,
  around: behindLock,
  tabs: [summaryTab()],
});
