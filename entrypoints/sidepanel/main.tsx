import '@/assets/tailwind.css';
import { mountPanel } from '@/lib/workflows/schedule-interview/ui/mount-panel';

mountPanel(document.getElementById('root'), { closable: false });
