import { Failure } from '@/lib/domain/problem';
import { type Ability, type Admission, type Role, roleInWords } from './access';

const DOING: Record<Ability, string> = {
  schedule: 'book or change interviews',
  'read-log': 'read the log of other people',
  'export-log': 'export the audit log',
  'erase-candidate': 'erase a candidate',
  'change-policy': 'change how far Fulcrum may act by itself',
};

/** The refusal of something a role may not do. */
export const notAllowed = (role: Role, ability: Ability): Failure =>
  new Failure({
    code: 'not-allowed',
    message: `Your role in Lever (${roleInWords(role)}) may not ${DOING[ability]}.`,
    next:
      role === 'unknown'
        ? 'Ask your administrator: Lever gave no role that Fulcrum knows, so it allows the least.'
        : 'Ask an Admin or Super Admin of your Lever account.',
  });

/** The refusal to show a candidacy. Names nobody. */
export const notAdmitted = (admission: Exclude<Admission, 'open'>): Failure =>
  new Failure(
    admission === 'confidential'
      ? {
          code: 'confidential',
          message: 'This candidacy is confidential.',
          next: 'Fulcrum shows nothing about it to your role in Lever. A Super Admin can work on it.',
        }
      : {
          code: 'not-yours',
          message: 'Your role in Lever shows you only candidates you own, follow or interview.',
          next: 'Ask the owner in Lever to add you as a follower, or to schedule this one.',
        },
  );
