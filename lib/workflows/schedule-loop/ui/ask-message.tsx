import { Mail } from 'lucide-react';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-field';
import { TextArea } from '@/components/field';
import type { Ask } from '../explain/asks';

/** A drafted message: edited here, copied, or opened in the mail program. Fulcrum does not send it. */
export function AskMessage({ ask }: { ask: Ask }) {
  const [text, setText] = useState(ask.message);
  const mail = `mailto:${encodeURIComponent(ask.email ?? '')}?subject=${encodeURIComponent(ask.subject)}&body=${encodeURIComponent(text)}`;
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={`Message to ${ask.to}`}
        hint={ask.audience === 'interviewer' ? 'Says nothing about the candidate.' : 'Names no interviewer.'}
        rows={Math.min(10, text.split('\n').length + 1)}
        value={text}
        maxLength={1800}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <span className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy" />
        {ask.email && (
          <a
            href={mail}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-6 items-center gap-1 rounded-md border border-line bg-surface px-2 text-sm font-medium shadow-card hover:border-line-strong hover:bg-hover"
          >
            <Mail size={14} aria-hidden="true" /> Open in mail
          </a>
        )}
      </span>
    </div>
  );
}
