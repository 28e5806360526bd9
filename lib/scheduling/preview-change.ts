import type { Change, PanelPerson, PanelRequest } from './panel';
import { interviewLoad, mondayOf } from './panel-blocks';
import { wallAt } from './zone';

/**
 * The request as it would be after a change, so that it can be searched again. The answer to the new request has
 * `change.opens` among its feasible starts. Nothing in the old request is altered.
 */
export function previewChange(request: PanelRequest, change: Change): PanelRequest {
  const { personId, opens } = change;
  const person = (edit: (person: PanelPerson) => PanelPerson): PanelRequest => ({
    ...request,
    people: request.people.map((one) => (one.id === personId ? edit(one) : one)),
  });
  switch (change.kind) {
    case 'move-meeting':
      return person((one) => withoutBlock(one, change));
    case 'use-soft-time':
      return { ...request, tentative: 'soft' };
    case 'make-optional':
      return {
        ...person((one) => ({ ...one, optional: true })),
        groups: request.groups.map((group) =>
          personId !== undefined && group.members.includes(personId)
            ? { ...group, members: group.members.filter((id) => id !== personId), need: group.need - 1 }
            : group,
        ),
      };
    case 'swap-person':
      return swapped(request, change);
    case 'shorten':
      return { ...request, durationMinutes: change.durationMinutes ?? request.durationMinutes };
    case 'drop-buffer':
      return person((one) => ({ ...one, bufferBefore: 0, bufferAfter: 0 }));
    case 'extend-hours':
      return person((one) => withLongerDay(one, opens, request.durationMinutes));
    case 'lift-limit':
      return person((one) => withHigherLimit(one, opens));
    case 'assume-free':
      return person((one) => ({ ...one, assumeFree: true }));
    case 'less-notice':
      return { ...request, noticeMinutes: Math.max(0, Math.floor((opens - request.now) / 60_000)) };
    case 'ask-candidate':
      return { ...request, candidate: askedCandidate(request, opens) };
    case 'no-room':
      return { ...request, roomPolicy: 'preferred' };
  }
}

function withoutBlock(person: PanelPerson, change: Change): PanelPerson {
  const moved = change.facts[0]?.interval;
  if (!moved || person.availability.state === 'unknown') return person;
  const busy = person.availability.busy.filter(
    (block) => block.start !== moved.start || block.end !== moved.end,
  );
  return { ...person, availability: { ...person.availability, busy } };
}

/** The other person takes over every seat; who no longer has one leaves the panel. */
function swapped(request: PanelRequest, change: Change): PanelRequest {
  const { personId, swapWith } = change;
  if (personId === undefined || swapWith === undefined) return request;
  return {
    ...request,
    people: request.people
      .filter((one) => one.id !== personId)
      .map((one) => (one.id === swapWith ? { ...one, optional: false } : one)),
    groups: request.groups.map((group) => ({
      ...group,
      members: group.members.map((id) => (id === personId ? swapWith : id)),
    })),
  };
}

/** Adds the meeting's own time to the windows of the local date it starts on. */
function withLongerDay(person: PanelPerson, opens: number, minutes: number): PanelPerson {
  const from = wallAt(person.zone, opens);
  const to = wallAt(person.zone, opens + minutes * 60_000);
  const given = person.overrides.filter((override) => override.date === from.date).at(-1);
  const windows = given
    ? given.hours
    : person.hours
        .filter((window) => window.days.includes(from.weekday))
        .map((w) => ({ from: w.from, to: w.to }));
  const longer = { ...given, date: from.date, hours: [...windows, { from: from.time, to: to.time }] };
  return {
    ...person,
    overrides: [...person.overrides.filter((override) => override.date !== from.date), longer],
  };
}

/** One interview more than the person already has on that day and in that week. */
function withHigherLimit(person: PanelPerson, opens: number): PanelPerson {
  const load = interviewLoad(person);
  const day = wallAt(person.zone, opens).day;
  const raise = (limit: number | null, count: number) => (limit === null ? null : Math.max(limit, count + 1));
  return {
    ...person,
    dailyLimit: raise(person.dailyLimit, load.days.get(day) ?? 0),
    weeklyLimit: raise(person.weeklyLimit, load.weeks.get(mondayOf(day)) ?? 0),
  };
}

function askedCandidate(request: PanelRequest, opens: number): PanelRequest['candidate'] {
  const { candidate, durationMinutes } = request;
  const end = opens + durationMinutes * 60_000;
  const windows = candidate.windows === null ? null : [...candidate.windows, { start: opens, end }];
  if (candidate.hours.length === 0) return { ...candidate, windows };
  const from = wallAt(candidate.zone, opens);
  const agreed = { days: [from.weekday], from: from.time, to: wallAt(candidate.zone, end).time };
  return { ...candidate, windows, hours: [...candidate.hours, agreed] };
}
