import { useState } from 'react';
import { Dialog } from '@/components/dialog';
import { Kbd } from '@/components/kbd';
import { Switch } from '@/components/toggle';
import { KEY_MAP, setSingleKeys, singleKeysOn } from './keys';

export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [on, setOn] = useState(singleKeysOn);
  return (
    <Dialog open={open} title="Keys" onClose={onClose}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        {KEY_MAP.map(({ keys, text }) => (
          <div key={text} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 border-t border-line pt-3">
        <Switch
          label="Single letters and numbers"
          hint="Switch off when you dictate or another tool types for you. Enter, Esc and the arrows stay."
          checked={on}
          onChange={(checked) => {
            setSingleKeys(checked);
            setOn(checked);
          }}
        />
      </div>
    </Dialog>
  );
}
