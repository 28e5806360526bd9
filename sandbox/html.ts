/** Text made safe for HTML content and attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--page:#f6f8fa;--card:#fff;--accent:#0b57d0}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--page:#0d1117;--card:#151b23;--accent:#8ab4f8}}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
main{max-width:460px;margin:48px auto;padding:32px;background:var(--card);border:1px solid var(--line);border-radius:14px}
h1{font-size:21px;margin:0 0 4px}p{margin:0 0 16px;color:var(--soft)}fieldset{border:1px solid var(--line);border-radius:10px;margin:0 0 16px;padding:12px 16px}
legend{padding:0 6px;color:var(--soft)}label{display:flex;gap:10px;padding:5px 0;align-items:baseline;overflow-wrap:anywhere}
.row{display:flex;justify-content:flex-end;gap:12px}button{font:inherit;padding:8px 18px;border-radius:18px;border:1px solid var(--line);background:transparent;color:var(--ink);cursor:pointer}
button.main{background:var(--accent);border-color:var(--accent);color:var(--card)}code{overflow-wrap:anywhere}`;

/** A small page of the sandbox; `body` is HTML, everything else plain text. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

/** Hidden form fields that carry a request over to the next page. */
export function hiddenFields(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}

/** Radio buttons to choose an account with. */
export function accountChoices(accounts: { email: string; name: string }[], chosen: string): string {
  return accounts
    .map(
      (one) =>
        `<label><input type="radio" name="account" value="${escapeHtml(one.email)}"${one.email === chosen ? ' checked' : ''}><span>${escapeHtml(one.name)} · ${escapeHtml(one.email)}</span></label>`,
    )
    .join('');
}
