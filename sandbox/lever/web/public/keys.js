const editable = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The app's own shortcuts, on the document in the bubble phase: next and previous candidate, note, close. */
export function installKeys(act) {
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if ((event.metaKey || event.ctrlKey) && step && !editable(event.target)) {
      event.preventDefault();
      act.step(step);
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || editable(event.target)) return;
    if (event.key === 'j') act.step(1);
    else if (event.key === 'k') act.step(-1);
    else if (event.key === 'e') {
      event.preventDefault();
      act.writeNote();
    } else if (event.key === 'Escape') act.close();
  });
}
