import '@/assets/tailwind.css';
import { behindLock } from '@/lib/workflows/lock-fulcrum/ui/mount-lock';
import { mountPanel } from '@/lib/workflows/schedule-interview/ui/mount-panel';

mountPanel(document.getElementById('root'), { closable: false, around: behindLock });
