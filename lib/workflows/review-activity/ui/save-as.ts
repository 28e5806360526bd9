/** Hands a text to the browser's downloads. */
export function saveAs(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download holds the blob by itself once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
