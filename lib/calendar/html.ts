/** Plain text as HTML that shows exactly that text: markup escaped, line breaks kept by the caller's choice. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The same with `<br>` for every line break. */
export function htmlOf(text: string): string {
  return escapeHtml(text).replace(/\r\n|\r|\n/g, '<br>');
}
