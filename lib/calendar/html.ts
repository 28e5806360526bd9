/** Plain text as HTML that shows exactly that text: markup escaped, line breaks kept by the caller's choice. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What people read of a description: markup taken off, white space made one. To compare with, not to show. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The same with `<br>` for every line break. */
export function htmlOf(text: string): string {
  return escapeHtml(text).replace(/\r\n|\r|\n/g, '<br>');
}
