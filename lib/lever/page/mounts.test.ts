// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { listedCandidates, missingControls, mountBadges, mountScheduleButton } from './mounts';

const ID = '39ca916a-8096-4cdd-9b0f-39396b52fba8';
const BASE = 'https://hire.lever.co/candidates';

beforeEach(() => {
  document.body.innerHTML = '';
});

test('the button is put once, and again after Lever threw it away', () => {
  document.body.innerHTML = '<div class="flyover"><div class="flyover-controls"></div></div>';
  const click = vi.fn();
  const first = mountScheduleButton(document, click, 'Alt+Shift+S');
  expect(mountScheduleButton(document, click, '')).toBe(first);
  (first as HTMLElement).click();
  expect(click).toHaveBeenCalledOnce();
  document.body.innerHTML = '<div class="flyover"><div class="next-prev-container"></div></div>';
  expect(mountScheduleButton(document, click, '')).not.toBeNull();
  expect(document.querySelectorAll('#fulcrum-schedule-button')).toHaveLength(1);
});

test('a page without the place gives null and a report without page text', () => {
  document.body.innerHTML = '<div class="profile"><h1>Alex Rivera</h1></div>';
  expect(mountScheduleButton(document, () => undefined, '')).toBeNull();
  const report = missingControls(document, `/candidates/${ID}`);
  expect(report.path).toBe('/candidates/:id');
  expect(JSON.stringify(report)).not.toMatch(/Alex|Rivera|39ca916a/);
});

test('listed candidates come from addresses only, and badges are put once', () => {
  document.body.innerHTML = `<a href="/candidates/${ID}">A</a><a href="/candidates/${ID}/resumes/1">B</a><a href="/jobs">C</a><a href="javascript:alert(1)/candidates/">D</a>`;
  expect(listedCandidates(document, BASE)).toEqual([ID]);
  const badges = new Map([[ID, 'Interview on Tue 9 Mar']]);
  expect(mountBadges(document, BASE, badges)).toBe(2);
  expect(mountBadges(document, BASE, badges)).toBe(0);
});
