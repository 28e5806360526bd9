import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import { defineContract, method } from '@/lib/messaging/contract';

export const systemSchema = z.enum(['lever', 'google', 'microsoft']);
export type System = z.infer<typeof systemSchema>;

export interface ScopeView {
  scope: string;
  /** Why it is needed, in words. */
  why: string;
  granted: boolean | null;
}

export interface ConnectionView {
  system: System;
  state: 'not-set-up' | 'not-connected' | 'connected' | 'expired' | 'refused';
  /** How it is connected now. */
  way: 'api-key' | 'oauth' | null;
  account: { name: string; email: string } | null;
  scopes: ScopeView[];
  /** ms epoch until which it works without asking the person again; null = no known end. */
  until: number | null;
  connectedAt: number | null;
  lastTest: { at: number; ok: boolean; message: string } | null;
  problem: Problem | null;
  /** OAuth client as saved or preset by an admin; the secret itself is never shown. */
  client: {
    clientId: string | null;
    hasSecret: boolean;
    preset: boolean;
    environment: 'production' | 'sandbox' | 'eu';
    /** Set by an administrator's policy. */
    environmentFixed: boolean;
  };
  /** Exact redirect address to register at the console. */
  redirectUrl: string;
  /** What happens on disconnecting; said before. */
  onDisconnect: string;
  /** What the call just made did, when that needs words (disconnecting). */
  notice: string | null;
}

/** One Lever user and the calendar Fulcrum reads for them. */
export interface MappingView {
  userId: string;
  name: string;
  leverEmail: string;
  calendarEmail: string | null;
  provider: 'google' | 'microsoft' | null;
  source: 'you' | 'lever-email' | 'none';
  check: { at: number; ok: boolean; message: string } | null;
}

const clientId = z.string().trim().min(3).max(300);

export const connectAccounts = defineContract('connect-accounts', {
  status: method<ConnectionView[]>()(z.object({})),
  /** Checks the key against Lever before it is kept. `email` names the recruiter's Lever user (Lever has no who-am-I). */
  connectLeverKey: method<ConnectionView>()(
    z.object({
      key: z.string().trim().min(1).max(300),
      email: z.string().trim().email().max(200),
      environment: z.enum(['production', 'sandbox', 'eu']),
    }),
  ),
  saveClient: method<ConnectionView>()(
    z.object({
      system: systemSchema,
      clientId,
      clientSecret: z.string().trim().max(500).nullable().default(null),
      environment: z.enum(['production', 'sandbox', 'eu']).default('production'),
      email: z.string().trim().email().max(200).nullable().default(null),
    }),
  ),
  /** Opens the provider's sign-in window. */
  connect: method<ConnectionView>()(z.object({ system: systemSchema })),
  test: method<ConnectionView>()(z.object({ system: systemSchema })),
  disconnect: method<ConnectionView>()(z.object({ system: systemSchema })),
  mappings: method<MappingView[]>()(z.object({})),
  setMapping: method<MappingView>()(
    z.object({
      userId: z.string().max(80),
      calendarEmail: z.string().trim().email().max(200).nullable(),
      provider: z.enum(['google', 'microsoft']).nullable(),
      /** Back to the Lever e-mail; the two fields above are ignored. `calendarEmail: null` without it = has no calendar. */
      reset: z.boolean().default(false),
    }),
  ),
  checkMapping: method<MappingView>()(z.object({ userId: z.string().max(80) })),
});
