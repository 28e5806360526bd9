import type { Tone } from '@/components/badge';
import type { AttemptView, EscalationView, ExceptionItem } from '../contract';

export const KIND: Record<ExceptionItem['kind'], { words: string; tone: Tone }> = {
  stopped: { words: 'Stopped half-way', tone: 'danger' },
  'undo-stopped': { words: 'Undo stopped', tone: 'danger' },
  'cannot-tell': { words: 'Outcome unknown', tone: 'warn' },
  failed: { words: 'Failed, taken back', tone: 'warn' },
  expired: { words: 'Nobody decided', tone: 'warn' },
};

export const ESCALATED: Record<EscalationView['state'], { words: string; tone: Tone }> = {
  unsent: { words: 'Not sent', tone: 'warn' },
  sending: { words: 'Being sent', tone: 'accent' },
  sent: { words: 'Sent', tone: 'good' },
  unknown: { words: 'Perhaps sent', tone: 'warn' },
  failed: { words: 'Not sent', tone: 'danger' },
  waiting: { words: 'Waiting', tone: 'warn' },
};

export const ATTEMPT: Record<AttemptView['state'], string> = {
  sending: 'being sent',
  delivered: 'delivered',
  accepted: 'accepted, delivery not confirmed',
  failed: 'refused',
  unknown: 'no answer',
};

export const WORKFLOW: Readonly<Record<string, string>> = {
  'handle-exceptions': 'Hand-over',
  'schedule-interview': 'Interview',
  'schedule-loop': 'On-site',
};
