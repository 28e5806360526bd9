import { Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';

/** Files by button or by dropping them here. */
export function FilePicker({
  label,
  accept,
  multiple,
  onFiles,
}: {
  label: string;
  accept: string;
  multiple?: boolean;
  onFiles(files: File[]): void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // The button beside it does the same by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files on, with a button in it
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex flex-wrap items-center gap-3 rounded-md border border-dashed px-3 py-2',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <Button icon={<Upload size={14} aria-hidden="true" />} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <span className="text-sm text-muted">or drop {multiple ? 'files' : 'a file'} here</span>
      <input
        ref={input}
        type="file"
        aria-label={label}
        accept={accept}
        multiple={multiple}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
