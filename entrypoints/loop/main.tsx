import '@/assets/tailwind.css';
import { createRoot } from 'react-dom/client';
import { EmptyState } from '@/components/placeholder';
import { behindLock } from '@/lib/workflows/lock-fulcrum/ui/mount-lock';
import { LoopPage } from '@/lib/workflows/schedule-loop/ui/mount-loop';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

const opportunityId = /^#([A-Za-z0-9][A-Za-z0-9_-]{0,79})$/.exec(location.hash)?.[1];
addEventListener('hashchange', () => location.reload());

createRoot(root).render(
  behindLock(
    <div className="flex h-dvh flex-col">
      {opportunityId ? (
        <LoopPage opportunityId={opportunityId} />
      ) : (
        <main className="flex flex-1 flex-col justify-center">
          <h1 className="sr-only">On-site</h1>
          <EmptyState title="No candidate">
            Open a candidate in Lever and choose “On-site loop” in the panel.
          </EmptyState>
        </main>
      )}
    </div>,
  ),
);
