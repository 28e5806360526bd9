import type { WriteView } from '@/lib/ledger/plan-views';
import type { PlanView } from '@/lib/workflows/schedule-interview/contract';
import { CANDIDATE_ZONE, NOW, RECRUITER_ZONE } from './world';

const write = (
  id: string,
  summary: string,
  system: WriteView['system'],
  effect: WriteView['effect'],
  irrevocable: string | null = null,
): WriteView => ({
  id,
  summary,
  system,
  effect,
  irrevocable,
  state: 'planned',
  problem: null,
});

const RECALL = [
  'The invitation mails to Ana Ruiz and Tomás Oliveira; undo sends them a cancellation.',
  'The invitation mail to alex.rivera@mail.example; undo sends a cancellation.',
];

export function fakePlan(start: number, hostile = false): PlanView {
  const who = hostile ? '<img src=x onerror=alert(1)>' : 'Alex Rivera';
  const when = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: CANDIDATE_ZONE,
  }).format(start);
  return {
    id: `plan-${start}`,
    opportunityId: 'opp-alex',
    title: `Book a 60-minute technical interview with ${who}`,
    state: 'proposed',
    createdAt: NOW,
    updatedAt: NOW,
    writes: [
      write(
        'recheck',
        'Read the calendars of Ana Ruiz and Tomás Oliveira once more; stop if the time was taken',
        'google',
        'check',
      ),
      write(
        'event-panel',
        'Create “Technical interview: Alex Rivera” in rec@acme.example with a Meet link, without mailing anybody',
        'google',
        'write',
      ),
      write(
        'lever-panel',
        'Add the panel with Ana Ruiz and Tomás Oliveira to the application for Senior Platform Engineer',
        'lever',
        'write',
      ),
      write(
        'lever-interview',
        'Add the 60-minute interview “Technical interview” to the panel',
        'lever',
        'write',
      ),
      write('lever-note', 'Add a note about the booking to Alex Rivera’s profile', 'lever', 'write'),
      write(
        'mail-panel',
        'Send the invitation to Ana Ruiz and Tomás Oliveira',
        'google',
        'mail',
        'A sent mail cannot be unsent.',
      ),
      write(
        'mail-candidate',
        'Send the invitation to alex.rivera@mail.example',
        'google',
        'mail',
        'A sent mail cannot be unsent.',
      ),
    ],
    drafts: [
      {
        audience: 'panel',
        to: ['ana.ruiz@acme.example', 'tomas.oliveira@acme.example'],
        subject: 'Technical interview: Alex Rivera, Senior Platform Engineer',
        body: 'Candidate: Alex Rivera\nPosting: Senior Platform Engineer\nFocus: distributed systems, incident handling.\n\nProfile: https://hire.lever.co/candidates/opp-alex',
      },
      {
        audience: 'candidate',
        to: ['alex.rivera@mail.example'],
        subject: 'Your interview at Acme: Senior Platform Engineer',
        body: `Hello Alex,\n\nyour technical interview takes place on ${when} (New York). You will meet Ana Ruiz and Tomás Oliveira. The video link is in this invitation.\n\nPlease have a quiet place and your editor of choice at hand. If the time does not work, just answer this mail.`,
      },
      {
        audience: 'lever',
        to: [],
        subject: '',
        body: '[Fulcrum] Technical interview booked with Ana Ruiz and Tomás Oliveira. Chosen as the best of 3 proposed times.',
      },
    ],
    slot: { start, end: start + 3_600_000, zone: RECRUITER_ZONE, candidateZone: CANDIDATE_ZONE },
    joinUrl: null,
    problem: null,
    warning: null,
    nextBest: null,
    cannotRecall: RECALL,
  };
}
