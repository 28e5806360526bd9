import { appliesTo, numberOf, textFor } from './conditions';
import { mailboxOf, type Provider } from './mailboxes';
import { createOutbox, type Outbox, type OutboxMail } from './outbox';
import type { SandboxContext } from './service';
import type { WorldStatus } from './world/types';

export type Answer = 'none' | 'accepted' | 'declined' | 'tentative';

export interface Guest {
  email: string;
  name: string | null;
  optional: boolean;
  resource: boolean;
  answer: Answer;
  /** ms epoch; null = has not answered. */
  answeredAt: number | null;
  comment: string | null;
  /** An invitation was mailed. */
  told: boolean;
}

/** An event booked through one of the simulated providers; each provider adds its own fields. */
export interface Meeting {
  id: string;
  provider: Provider;
  /** Mailbox of the organiser. */
  owner: string;
  /** iCalendar UID, the same in every copy. */
  uid: string;
  title: string;
  /** ms epoch, half-open. */
  start: number;
  end: number;
  status: WorldStatus;
  isPrivate: boolean;
  allDay: boolean;
  guests: Guest[];
  cancelled: boolean;
  /** Counts every change; ETags and change keys come from it. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Bookings of both providers, their copies in everybody's calendar, and the answers that come in later. */
export interface Meetings {
  list(): Meeting[];
  find(id: string): Meeting | undefined;
  add(meeting: Meeting): void;
  /** Records a change: new version, copies brought up to date. */
  touch(meeting: Meeting): void;
  /** Mails guests (never rooms) and lets those who now know about it answer. */
  tell(
    meeting: Meeting,
    guests: readonly Guest[],
    kind: 'invitation' | 'update' | 'cancellation',
    text?: string,
  ): void;
  /** Lets rooms answer; they need no mail. */
  askRooms(meeting: Meeting): void;
  /** Somebody answers by hand; false = no such meeting or guest. */
  answer(id: string, email: string, answer: Answer, comment?: string): boolean;
  /** Moved by hand in the provider's own calendar. */
  move(id: string, start: number, end: number): boolean;
  /** Removed by hand in the provider's own calendar. */
  cancel(id: string): boolean;
}

/** What the two calendar simulators are made from. */
export interface OfficeContext extends SandboxContext {
  outbox: Outbox;
  meetings: Meetings;
}

export function createOffice(ctx: SandboxContext): OfficeContext {
  const outbox = createOutbox(ctx.now);
  return { ...ctx, outbox, meetings: createMeetings(ctx, outbox) };
}

const blocks = (status: WorldStatus) => status !== 'free' && status !== 'elsewhere';

function createMeetings({ world, faults, now, later }: SandboxContext, outbox: Outbox): Meetings {
  const all = new Map<string, Meeting>();
  const placed = new Map<string, Set<string>>();

  /** How a guest's own calendar marks the invitation; null = it is not there. */
  function markOf(meeting: Meeting, guest: Guest): WorldStatus | null {
    const mailbox = mailboxOf(world, guest.email);
    if (!mailbox || guest.answer === 'declined') return null;
    const sameCompany = mailbox.provider === meeting.provider;
    if (!sameCompany && !guest.told) return null;
    if (guest.answer === 'accepted' || mailbox.provider === 'google') return meeting.status;
    return meeting.status === 'busy' ? 'tentative' : meeting.status;
  }

  function place(meeting: Meeting): void {
    const marks = new Map<string, WorldStatus>();
    if (!meeting.cancelled) {
      marks.set(meeting.owner, meeting.status);
      for (const guest of meeting.guests) {
        const mark = markOf(meeting, guest);
        if (mark && guest.email !== meeting.owner)
          marks.set(mailboxOf(world, guest.email)?.email ?? guest.email, mark);
      }
    }
    const before = placed.get(meeting.id) ?? new Set<string>();
    const { title, start, end, isPrivate, allDay } = meeting;
    for (const [mailbox, status] of marks) {
      const change = { title, start, end, status, isPrivate, allDay, cancelled: false };
      if (before.has(mailbox) && world.calendars.update(mailbox, meeting.uid, change)) continue;
      world.calendars.add({
        ...change,
        id: meeting.uid,
        mailbox,
        organizer: meeting.owner,
        recurringId: null,
      });
      before.add(mailbox);
    }
    for (const mailbox of before)
      if (!marks.has(mailbox)) world.calendars.update(mailbox, meeting.uid, { cancelled: true });
    placed.set(meeting.id, before);
  }

  function clashes(meeting: Meeting, email: string, statuses: (status: WorldStatus) => boolean): boolean {
    return world.calendars
      .between(email, meeting.start, meeting.end)
      .some((event) => event.id !== meeting.uid && !event.cancelled && statuses(event.status));
  }

  function decide(meeting: Meeting, guest: Guest): { answer: Answer; comment?: string } | null {
    const mailbox = mailboxOf(world, guest.email);
    const wanted = textFor(faults, 'rsvp', guest.email);
    if (guest.resource) {
      const taken =
        appliesTo(faults, 'room-declines', guest.email) ||
        (mailbox && clashes(meeting, mailbox.email, blocks));
      return taken
        ? { answer: 'declined', comment: 'Declined because there are conflicts.' }
        : { answer: 'accepted' };
    }
    if (wanted === 'accepted' || wanted === 'declined' || wanted === 'tentative') return { answer: wanted };
    if (wanted === 'none' || !mailbox) return null;
    if (clashes(meeting, mailbox.email, (status) => status === 'oof'))
      return { answer: 'declined', comment: 'Declined because I am out of office' };
    return { answer: 'accepted' };
  }

  function wait(meeting: Meeting, guest: Guest): void {
    const asked = meeting.start;
    const delay = guest.resource
      ? numberOf(faults, 'room-answer-ms', 1500)
      : numberOf(faults, 'rsvp-ms', 12_000);
    later(delay, () => {
      const current = meeting.guests.find((one) => one.email === guest.email);
      if (meeting.cancelled || !current || current.answer !== 'none' || meeting.start !== asked) return;
      const decided = decide(meeting, current);
      if (decided) record(meeting, current, decided.answer, decided.comment);
    });
  }

  function record(meeting: Meeting, guest: Guest, answer: Answer, comment?: string): void {
    guest.answer = answer;
    guest.answeredAt = now();
    guest.comment = comment ?? null;
    touch(meeting);
  }

  function touch(meeting: Meeting): void {
    meeting.version++;
    meeting.updatedAt = now();
    place(meeting);
  }

  return {
    list: () => [...all.values()],
    find: (id) => all.get(id),
    add(meeting) {
      all.set(meeting.id, meeting);
      place(meeting);
    },
    touch,
    tell(meeting, guests, kind, text = '') {
      for (const guest of guests) {
        if (guest.email.toLowerCase() === meeting.owner.toLowerCase()) continue;
        if (!guest.resource) outbox.send(mailOf(meeting, guest, kind, text));
        guest.told = kind !== 'cancellation';
        if (kind !== 'cancellation' && guest.answer === 'none' && !guest.resource) wait(meeting, guest);
      }
      place(meeting);
    },
    askRooms(meeting) {
      for (const guest of meeting.guests) if (guest.resource && guest.answer === 'none') wait(meeting, guest);
    },
    answer(id, email, answer, comment) {
      const meeting = all.get(id);
      const guest = meeting?.guests.find((one) => one.email.toLowerCase() === email.toLowerCase());
      if (!meeting || !guest || meeting.cancelled) return false;
      record(meeting, guest, answer, comment);
      return true;
    },
    move(id, start, end) {
      const meeting = all.get(id);
      if (!meeting || meeting.cancelled || end <= start) return false;
      Object.assign(meeting, { start, end });
      touch(meeting);
      return true;
    },
    cancel(id) {
      const meeting = all.get(id);
      if (!meeting || meeting.cancelled) return false;
      meeting.cancelled = true;
      touch(meeting);
      return true;
    },
  };
}

function mailOf(
  meeting: Meeting,
  guest: Guest,
  kind: OutboxMail['kind'],
  text: string,
): Omit<OutboxMail, 'id' | 'at'> {
  const { provider, owner, title, id, start, end } = meeting;
  return { provider, kind, from: owner, to: guest.email, subject: title, eventId: id, start, end, text };
}
