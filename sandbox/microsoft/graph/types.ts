import type * as Graph from '@microsoft/microsoft-graph-types';
import type { Meeting } from '../../meetings';

/** Event answers carry OData annotations that the type package leaves out. */
export type ApiEvent = Graph.Event & {
  '@odata.etag'?: string;
  '@odata.context'?: string;
  '@odata.type'?: string;
};

/** A booking as Exchange keeps it. `id` is the immutable id. */
export interface GraphEvent extends Meeting {
  provider: 'microsoft';
  /** The id that changes whenever the item moves to another folder. */
  movableId: string;
  /** The writable fields as the client set them. */
  fields: Graph.Event;
  /** What the organiser wrote, with the Teams part once there is one. */
  body: string;
  transactionId: string | null;
  /** The create request, to tell a repeat from another use of the same transaction id. */
  request: string;
  /** Windows or IANA name the times were written in. */
  zoneName: string;
  teams: { joinUrl: string; conferenceId: string; marker: string } | null;
  properties: { id: string; value: string }[];
}
