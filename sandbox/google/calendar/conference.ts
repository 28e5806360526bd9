/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import { numberOf } from '../../conditions';
import type { Faults } from '../../faults';
import { stableHex } from '../../mailboxes';
import { invalid } from '../errors';
import type { ApiEvent, Conference, GoogleEvent } from './types';

const letters = (hex: string) =>
  [...hex].map((digit) => 'abcdefghijkmnopq'[Number.parseInt(digit, 16)]).join('');

/** The conference a write asks for, `previous` unchanged, or null when it takes it away. */
export function conferenceOf(
  body: ApiEvent,
  version: string | undefined,
  previous: Conference | null,
  faults: Faults,
): Conference | null {
  if (!(Number(version) >= 1) || !('conferenceData' in body)) return previous;
  if (!body.conferenceData) return null;
  const request = body.conferenceData.createRequest;
  if (!request) return previous;
  const requestId = request.requestId;
  if (!requestId) throw invalid('Invalid conference request id.');
  if (previous?.requestId === requestId) return previous;
  const type = request.conferenceSolutionKey?.type ?? 'hangoutsMeet';
  if (type !== 'hangoutsMeet' || faults.get('meet-not-allowed'))
    throw invalid('Invalid conference type value.');
  const code = letters(stableHex('meet', requestId));
  return {
    requestId,
    pending: numberOf(faults, 'meet-pending', 1),
    state: 'pending',
    code: `${code.slice(0, 3)}-${code.slice(3, 7)}-${code.slice(7, 10)}`,
  };
}

/** Meet links arrive some reads after the write; each read of the event brings them closer. */
export function pollConference(
  event: GoogleEvent,
  faults: Faults,
  changed: (event: GoogleEvent) => void,
): void {
  const { conference } = event;
  if (conference?.state !== 'pending') return;
  if (conference.pending-- > 1) return;
  conference.state = faults.get('meet-fails') ? 'failure' : 'success';
  changed(event);
}

/** The part of an event answer that speaks of the conference. */
export function conferenceFields(
  conference: Conference | null,
): Pick<ApiEvent, 'conferenceData' | 'hangoutLink'> {
  if (!conference) return {};
  const createRequest = {
    requestId: conference.requestId,
    conferenceSolutionKey: { type: 'hangoutsMeet' },
    status: { statusCode: conference.state },
  };
  if (conference.state !== 'success') return { conferenceData: { createRequest } };
  const address = `meet.google.com/${conference.code}`;
  return {
    hangoutLink: `https://${address}`,
    conferenceData: {
      createRequest,
      entryPoints: [
        { entryPointType: 'video', uri: `https://${address}`, label: address },
        {
          entryPointType: 'phone',
          uri: 'tel:+1-555-010-0100',
          label: '+1 555-010-0100',
          pin: '123456789',
          regionCode: 'US',
        },
      ],
      conferenceSolution: {
        key: { type: 'hangoutsMeet' },
        name: 'Google Meet',
        iconUri: 'https://meet.google.com/icon.png',
      },
      conferenceId: conference.code,
    },
  };
}
