import { beforeEach, describe, expect, it } from 'vitest';
import { KNOWN } from '@/sandbox/world/known';
import type { Json } from '@/sandbox/world/types';
import { createLeverBench, type LeverBench } from './lever-client';

let lever: LeverBench;
beforeEach(() => {
  lever = createLeverBench();
});

describe('Lever web app', () => {
  it('serves one document everywhere under a strict policy that a condition lifts', async () => {
    for (const path of [
      '/candidates',
      '/candidates/anything/else',
      '/interviews',
      '/jobs',
      '/settings/integrations',
    ]) {
      const page = await lever.web(path);
      expect([page.status, page.headers.get('content-security-policy')]).toEqual([
        200,
        expect.stringContaining("script-src 'self'"),
      ]);
    }
    lever.faults.set('lever-web-no-csp', true);
    expect((await lever.web('/candidates')).headers.get('content-security-policy')).toBeNull();
  });
  it('has no inline script or style, and every file it names', async () => {
    const text = await (await lever.web('/candidates')).text();
    expect(text).not.toMatch(/<script>|<style|style=/);
    const names = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect((await lever.web(name)).status, name).toBe(200);
  });
  it('shows what the API wrote, and the API shows what was written here', async () => {
    const profile = async () => (await lever.web(`/internal/candidates/${KNOWN.simple}`)).json();
    const before = await profile();
    const { recruiter } = lever.world;
    const O = `/opportunities/${KNOWN.simple}`;
    const interviews = [
      { subject: 'Loop', interviewers: [{ id: recruiter.id }], date: lever.time.now, duration: 30 },
    ];
    await lever.call('POST', `${O}/panels?perform_as=${recruiter.id}`, {
      timezone: 'Europe/London',
      interviews,
    });
    await lever.call('POST', `${O}/notes?perform_as=${recruiter.id}`, { value: 'From the API' });
    const after = await profile();
    expect(after.panels).toHaveLength(before.panels.length + 1);
    expect(after.notes[0]).toMatchObject({ fields: [{ value: 'From the API', user: recruiter.name }] });

    expect(
      (await lever.web(`/internal/candidates/${KNOWN.simple}/notes`, { value: 'Only mornings' })).status,
    ).toBe(204);
    const notes: Json[] = (await lever.call('GET', `${O}/notes`)).body.data;
    const own = notes.find((note) => note.fields[0].value === 'Only mornings');
    expect(own.user).toBe(recruiter.id);
    expect((await lever.call('DELETE', `${O}/notes/${own.id}`)).status).toBe(400);

    expect((await lever.web(`/internal/candidates/${KNOWN.simple}/stage`, { stage: 'offer' })).status).toBe(
      204,
    );
    expect((await lever.call('GET', O)).body.data.stage).toBe('offer');
    expect((await lever.web(`/internal/candidates/${KNOWN.simple}/stage`, { stage: 'nope' })).status).toBe(
      400,
    );
    expect((await lever.web('/internal/candidates/nobody')).status).toBe(404);
  });
  it('counts its segments and finds by name', async () => {
    const frame = await (await lever.web('/internal/bootstrap')).json();
    for (const { id, count } of frame.segments) {
      const rows = await (await lever.web(`/internal/candidates?segment=${id}`)).json();
      expect(rows).toHaveLength(count);
    }
    const rows: Json[] = await (await lever.web('/internal/candidates?q=alma%20fitz')).json();
    expect(rows.map((row) => row.id)).toEqual([KNOWN.simple]);
  });
});
