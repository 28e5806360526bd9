import { describe, expect, it } from 'vitest';
import { proposeRoleLevel, stricter } from './role-level';

describe('proposed role level', () => {
  it.each([
    'Chief People Officer',
    'VP Engineering',
    'SVP, Sales',
    'Vice-President of Product',
    'Head of Design',
    'Director of Engineering',
    'General Manager, EMEA',
    'C.T.O.',
    'CFO (Interim)',
    'President',
    'EXECUTIVE DIRECTOR',
    'Co-Founder',
  ])('%s is executive', (title) => expect(proposeRoleLevel(title, null)).toBe('executive'));

  it.each([
    'Senior Backend Engineer',
    'Account Executive, APAC',
    'Sales Executives',
    'Product Manager, Marketplace',
    'Executive Assistant',
    'Engineering Manager',
    'Header Compression Engineer',
    'Headhunter',
    'Directory Services Engineer',
    '',
  ])('%s is standard', (title) => expect(proposeRoleLevel(title, undefined)).toBe('standard'));

  it('also reads the level field, and never proposes critical', () => {
    expect(proposeRoleLevel('Platform Lead', 'Director')).toBe('executive');
    expect(proposeRoleLevel('Platform Lead', 'Executive')).toBe('executive');
    expect(proposeRoleLevel('Critical Infrastructure Engineer', 'Senior')).toBe('standard');
  });

  it('takes the one that needs more care', () => {
    expect(stricter('standard', 'critical')).toBe('critical');
    expect(stricter('executive', 'critical')).toBe('executive');
  });
});
