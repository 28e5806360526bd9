import { describe, expect, it } from 'vitest';
import { API_KEYS, KNOWN } from './known';
import { DAY, dayOf, instantOf, isoDay, offsetMinutes, weekdayOf } from './local-time';
import type { WorldEvent } from './types';
import { createWorld } from './world';

const NOW = Date.UTC(2027, 2, 2, 9, 0);
const world = createWorld({ now: NOW });
const person = (username: string) => world.people.find((one) => one.username === username)!;
const local = (zone: string, at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);

describe('people and rooms', () => {
  it('are many, in many zones, at two providers, with the odd ones the product has to survive', () => {
    expect(world.people.length).toBeGreaterThanOrEqual(60);
    expect(new Set(world.people.map((one) => one.username)).size).toBe(world.people.length);
    const offsets = new Set(world.people.map((one) => offsetMinutes(one.zone, NOW)));
    expect(offsets.size).toBeGreaterThanOrEqual(8);
    expect([...offsets].some((offset) => offset % 60 !== 0)).toBe(true);
    const google = world.people.filter((one) => one.provider === 'google').length / world.people.length;
    expect(google).toBeGreaterThan(0.52);
    expect(google).toBeLessThan(0.68);
    expect(
      world.people
        .filter((one) => one.sharing === 'hidden')
        .map((one) => one.provider)
        .sort(),
    ).toEqual(['google', 'microsoft']);
    expect(world.people.filter((one) => one.calendarEmail === null).length).toBe(2);
    expect(world.people.filter((one) => one.deactivatedAt !== null).length).toBe(1);
    expect(world.people.some((one) => one.calendarEmail && one.calendarEmail !== one.email)).toBe(true);
    expect(world.rooms.length).toBe(12);
    expect(new Set(world.rooms.map((room) => room.building)).size).toBe(4);
    for (const { email } of world.rooms) expect(world.calendars.has(email)).toBe(true);
    expect(world.calendars.has('MAYA.okafor@tidewater.example')).toBe(true);
    expect(world.calendars.has('nobody@larkspur.example')).toBe(false);
  });
});

describe('local time', () => {
  it('keeps wall clocks across DST, gaps and half-hour zones', () => {
    const day = dayOf('Europe/London', Date.UTC(2027, 2, 28, 12));
    expect(isoDay(day)).toBe('2027-03-28');
    expect(local('Europe/London', instantOf('Europe/London', day - 1, 540))).toBe('09:00');
    expect(local('Europe/London', instantOf('Europe/London', day, 540))).toBe('09:00');
    expect(instantOf('Europe/London', day, 540) - instantOf('Europe/London', day - 1, 540)).toBe(
      DAY - 3_600_000,
    );
    expect(local('Europe/London', instantOf('Europe/London', day, 90))).toBe('02:30');
    expect(local('Australia/Adelaide', instantOf('Australia/Adelaide', day, 615))).toBe('10:15');
    expect(offsetMinutes('Asia/Kathmandu', NOW)).toBe(345);
  });
});

describe('calendars', () => {
  const timed = (events: WorldEvent[]) => events.filter((event) => !event.allDay);
  const localDay = (username: string, day: number) => {
    const { calendarEmail, zone } = person(username);
    return world.calendars.between(calendarEmail!, instantOf(zone, day, 0), instantOf(zone, day + 1, 0));
  };
  const start = dayOf('Europe/London', NOW);

  it('say the same whoever asks, in whatever order, and years ahead', () => {
    const other = createWorld({ now: NOW + 90 * DAY });
    const far = Date.UTC(2031, 6, 7);
    const email = person('mei.lin').calendarEmail!;
    expect(other.calendars.between(email, far, far + 14 * DAY)).toEqual(
      world.calendars.between(email, far, far + 14 * DAY),
    );
    const whole = world.calendars.between(email, far, far + 4 * DAY);
    const parts = [0, 1, 2, 3].flatMap((n) =>
      world.calendars.between(email, far + n * DAY, far + (n + 1) * DAY),
    );
    expect(new Set(parts.map((event) => event.id))).toEqual(new Set(whole.map((event) => event.id)));
    expect(createWorld({ seed: 2, now: NOW }).calendars.between(email, far, far + DAY)).not.toEqual(
      world.calendars.between(email, far, far + DAY),
    );
  });
  it('hold four to nine meetings on working days', () => {
    const counts: number[] = [];
    for (const username of [
      'priya.nair',
      'tom.becker',
      'ines.duarte',
      'kavya.raman',
      'jack.mulvaney',
      'camila.torres',
    ]) {
      for (let day = start; day < start + 28; day++) {
        const events = localDay(username, day);
        const away = events.some((event) => event.status === 'oof' && event.allDay);
        if (weekdayOf(day) >= 1 && weekdayOf(day) <= 5 && !away)
          counts.push(timed(events).filter((event) => !event.title.startsWith('Interview:')).length);
      }
    }
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...counts)).toBeLessThanOrEqual(9);
  });
  it("keep recurring meetings at their organiser's wall clock across the change to summer time", () => {
    const { calendarEmail, zone } = person('priya.nair');
    const standups = world.calendars
      .between(calendarEmail!, Date.UTC(2027, 2, 22), Date.UTC(2027, 3, 3))
      .filter((event) => event.title === 'Platform stand-up');
    expect(standups.length).toBe(10);
    expect(new Set(standups.map((event) => local(zone, event.start))).size).toBe(1);
    expect(new Set(standups.map((event) => event.start % DAY)).size).toBe(2);
    expect(new Set(standups.map((event) => event.recurringId)).size).toBe(1);
  });
  it('show a shared meeting to everybody in it, with the same id', () => {
    const at = (username: string) =>
      world.calendars
        .between(person(username).calendarEmail!, NOW, NOW + 7 * DAY)
        .filter((event) => event.title === '1:1 Priya / Tom')
        .map((event) => event.id);
    expect(at('priya.nair').length).toBeGreaterThan(0);
    expect(at('tom.becker')).toEqual(at('priya.nair'));
  });
  it('know every kind of time', () => {
    const all = world.people
      .filter((one) => one.calendarEmail)
      .flatMap((one) => world.calendars.between(one.calendarEmail!, NOW, NOW + 60 * DAY));
    expect(new Set(all.map((event) => event.status))).toEqual(
      new Set(['busy', 'tentative', 'oof', 'free', 'elsewhere']),
    );
    expect(all.some((event) => event.isPrivate)).toBe(true);
    expect(all.some((event) => event.cancelled)).toBe(true);
    expect(all.some((event) => event.allDay && event.status === 'busy')).toBe(true);
    expect(
      all.some((event) => event.allDay && event.status === 'oof' && event.end - event.start > 2 * DAY),
    ).toBe(true);
    for (const event of all) expect(event.end).toBeGreaterThan(event.start);
  });
  it('take bookings, changes and whole replacements', () => {
    const fresh = createWorld({ now: NOW });
    const email = person('tom.becker').calendarEmail!;
    const [first] = fresh.calendars.between(email, NOW, NOW + DAY);
    expect(fresh.calendars.update(email, first!.id, { title: 'Moved' })).toBe(true);
    expect(fresh.calendars.update(email, 'nothing', {})).toBe(false);
    expect(fresh.calendars.between(email, NOW, NOW + DAY).map((event) => event.title)).toContain('Moved');
    const booking = { ...first!, id: 'booking', start: NOW, end: NOW + 60_000 };
    fresh.calendars.add(booking);
    expect(fresh.calendars.between(email.toUpperCase(), NOW, NOW + 1).map((event) => event.id)).toContain(
      'booking',
    );
    fresh.calendars.replace(email, [{ ...booking, id: 'only' }]);
    expect(
      fresh.calendars
        .between(email, NOW - DAY, NOW + DAY)
        .map((event) => event.id)
        .sort(),
    ).toEqual(['booking', 'only']);
  });
});

describe('Lever', () => {
  const { lever } = world;
  it('has the documented candidacies in every world', () => {
    for (const id of Object.values(KNOWN).flat()) expect(lever.opportunities.has(id), id).toBe(true);
    expect(createWorld({ seed: 9, now: NOW + DAY }).lever.opportunities.get(KNOWN.simple).name).toBe(
      'Alma Fitzgerald',
    );
    expect(lever.opportunities.size).toBeGreaterThanOrEqual(150);
    expect(lever.postings.size).toBe(16);
    expect(lever.apiKeys.map(({ key }) => key)).not.toContain(API_KEYS.revoked);
  });
  it('hangs together: every id names something', () => {
    const users = new Set(world.people.map(({ id }) => id));
    for (const opportunity of lever.opportunities.values()) {
      expect(lever.contacts.has(opportunity.contact)).toBe(true);
      for (const id of opportunity.applications)
        expect(lever.postings.has(lever.applications.get(id).posting)).toBe(true);
      for (const id of opportunity.followers) expect(users.has(id)).toBe(true);
    }
    for (const requisition of lever.requisitions.values())
      for (const id of requisition.postings) expect(lever.postings.has(id)).toBe(true);
    for (const panels of lever.panels.values())
      for (const panel of panels)
        for (const one of panel.interviews)
          for (const { id } of one.interviewers) expect(users.has(id)).toBe(true);
  });
  it('lets five wait for one architect: one on-site on each of three days, only limits in the way', () => {
    const came = KNOWN.pinched.map((id) => lever.opportunities.get(id).lastAdvancedAt as number);
    expect(came).toEqual([...came].sort((a, b) => a - b));
    for (const id of KNOWN.pinched) expect(lever.panels.get(id)?.filter((one) => one.end > NOW)).toEqual([]);
    const calendar = (name: string, day: number, from: number, to: number) =>
      world.calendars.between(
        person(name).calendarEmail!,
        instantOf('Europe/London', day, from * 60),
        instantOf('Europe/London', day, to * 60),
      );
    const first = dayOf('Europe/London', NOW);
    for (let day = first; day < first + 200; day++) {
      const works = person('idris.okonjo').hours.days.includes(weekdayOf(day));
      const held = calendar('idris.okonjo', day, 0, 24).filter(
        ({ title, cancelled }) => !cancelled && /interview|phone screen/i.test(title),
      );
      expect(held.length, isoDay(day)).toBe(works ? 3 : 0);
      for (const name of ['clara.voss', 'idris.okonjo', 'petra.lindholm']) {
        if (!person(name).hours.days.includes(weekdayOf(day))) continue;
        const busy = calendar(name, day, 13, 16.5).filter(({ status }) => status !== 'free');
        expect(busy, `${name} ${isoDay(day)}`).toEqual([]);
      }
    }
  });
  it('leaves the panel of the simple candidacy time to meet within a week of any date', () => {
    for (const week of [0, 1, 4, 13, 30]) {
      const from = NOW + week * 7 * DAY;
      const busy = ['priya.nair', 'tom.becker', 'ines.duarte']
        .flatMap((name) => world.calendars.between(person(name).calendarEmail!, from, from + 7 * DAY))
        .filter((event) => event.status !== 'free' && !event.cancelled);
      let open = 0;
      for (let at = from; at < from + 7 * DAY; at += 900_000) {
        const day = dayOf('Europe/London', at);
        const minute = (at - instantOf('Europe/London', day, 0)) / 60_000;
        if (weekdayOf(day) === 0 || weekdayOf(day) === 6 || minute < 540 || minute > 15.5 * 60) continue;
        if (!busy.some((event) => event.start < at + 3_600_000 && at < event.end)) open++;
      }
      expect(open, `week ${week}`).toBeGreaterThan(0);
    }
  });
});
