const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const CLOCK = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment (ms epoch) in the zone and language of this computer. */
export function When({ at, seconds = false }: { at: number; seconds?: boolean }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="tabular whitespace-nowrap">
      {(seconds ? CLOCK : MOMENT).format(at)}
    </time>
  );
}
