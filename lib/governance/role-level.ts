import type { RoleLevel } from './policy';

/**
 * Words in a title (or in Lever's level field) that make a role executive by proposal. Whole words, any case.
 * `critical` is never proposed: which roles are critical is known to people only. A word list errs on the careful
 * side ("Director, Sales Development" is executive here); the recruiter's word wins over it.
 */
const EXECUTIVE_WORDS: readonly RegExp[] = [
  /\bchief\b/,
  /\bc[a-z]o\b/,
  /\bc-(?:level|suite)\b/,
  /\b[aes]?vp\b/,
  /\bvice[\s-]+president\b/,
  /\bpresident\b/,
  /\bhead\s+of\b/,
  /\bdirector\b/,
  /\bgeneral\s+manager\b/,
  /\bmanaging\s+(?:director|partner)\b/,
  /\bexecutive\s+(?:director|officer|team)\b/,
  /\bexecutives?$/,
  /\bgeneral\s+counsel\b/,
  /\bfounder\b/,
];

/** "Account Executive" and its kin sell; they do not lead. */
const NOT_LEADING =
  /\b(?:account|sales|marketing|customer|support|business\s+development|hr|pr|communications|advertising|recruitment)\s+executives?\b/g;

/** Proposed level of a role from its posting's title and level field. Never `critical`. */
export function proposeRoleLevel(title: string, level: string | null | undefined): RoleLevel {
  const text = `${title} | ${level ?? ''}`
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('.', '')
    .replace(NOT_LEADING, ' ');
  const parts = text.split('|').map((part) => part.trim());
  return parts.some((part) => EXECUTIVE_WORDS.some((word) => word.test(part))) ? 'executive' : 'standard';
}

const CARE: Record<RoleLevel, number> = { standard: 0, critical: 1, executive: 2 };

/** The one of two that needs more care. */
export const stricter = (a: RoleLevel, b: RoleLevel): RoleLevel => (CARE[a] >= CARE[b] ? a : b);
