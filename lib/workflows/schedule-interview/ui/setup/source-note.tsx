/** Where a value came from, beside its label. */
export const SourceNote = ({ text }: { text: string | null }) =>
  text ? <span className="text-xs whitespace-nowrap text-muted">{text}</span> : null;
