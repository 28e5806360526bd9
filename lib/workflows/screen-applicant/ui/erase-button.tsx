import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';

/** Erases what is kept about a candidate on this computer, after a question. Lever stays as it is. */
export function EraseButton({ name, onErase }: { name: string; onErase: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const act = useAct();
  return (
    <>
      <Button kind="quiet" size="sm" onClick={() => setAsking(true)}>
        Erase
      </Button>
      <Dialog
        open={asking}
        title="Erase this candidate here"
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep</Button>
            <Button
              kind="danger"
              busy={act.busy !== null}
              onClick={() =>
                void act
                  .run('erase', async () => {
                    await onErase();
                    return true;
                  })
                  .then((done) => done && setAsking(false))
              }
            >
              Erase
            </Button>
          </>
        }
      >
        <p>
          The screening of <bdi>{name}</bdi>, the text of the resume, your marks and the plans with their undo
          are erased on this computer, and what the log says in detail cannot be read any more. What was
          written to Lever stays there.
        </p>
        {act.problem && <ProblemNotice problem={act.problem} />}
      </Dialog>
    </>
  );
}
