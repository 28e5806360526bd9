import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from './dates-in-words';
import { readConstraints } from './notes-grammar';

const PEOPLE = [
  { id: 'u1', name: 'Priya Nair' },
  { id: 'u2', name: 'Tom Becker' },
  { id: 'u3', name: 'Tom Ash' },
  { id: 'candidate', name: 'Alex Rivera' },
];
/** A Tuesday. */
const TODAY = '2027-03-02';
const read = (text: string) => readConstraints({ id: 'n', text }, TODAY, PEOPLE).map((p) => p.constraint);

describe('scheduling notes become typed constraints', () => {
  test.each([
    [
      'Priya not on Fridays until the 12th',
      [{ kind: 'unavailable', who: 'u1', days: [5], until: '2027-03-12' }],
    ],
    ["Priya can't do mornings.", [{ kind: 'unavailable', who: 'u1', from: '00:00', to: '12:00' }]],
    ['Tom Ash is away until 2027-03-20', [{ kind: 'unavailable', who: 'u3', until: '2027-03-20' }]],
    [
      'Priya is on leave from 8 March to 12 March',
      [{ kind: 'unavailable', who: 'u1', since: '2027-03-08', until: '2027-03-12' }],
    ],
    [
      'Candidate only mornings New York time',
      [{ kind: 'only', who: 'candidate', from: '00:00', to: '12:00', zone: 'America/New_York' }],
    ],
    [
      'Alex is only available Tue and Thu after 15:00',
      [{ kind: 'only', who: 'candidate', days: [2, 4], from: '15:00', to: '24:00' }],
    ],
    [
      'Candidate is available Mon-Wed between 2pm and 5pm',
      [{ kind: 'only', who: 'candidate', days: [1, 2, 3], from: '14:00', to: '17:00' }],
    ],
    ['Priya out next week', [{ kind: 'unavailable', who: 'u1', since: '2027-03-08', until: '2027-03-14' }]],
    ['Please keep it to 45 minutes', [{ kind: 'duration', minutes: 45 }]],
    ['Not with Tom Becker', [{ kind: 'not-with', who: 'u2' }]],
    [
      'Priya no Mondays; candidate never before 10',
      [
        { kind: 'unavailable', who: 'u1', days: [1] },
        { kind: 'unavailable', who: 'candidate', from: '00:00', to: '10:00' },
      ],
    ],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    'Tom not on Fridays', // two Toms
    'Great chat with Priya, very senior',
    'Priya is away', // no end
    'Strong on Kafka, not so much on Friday deploys',
    'Priya and Tom Ash not on Fridays', // two people: ask, do not guess
    '',
  ])('says nothing about: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('any text at all is read without an error and quotes come from the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const p of readConstraints({ id: 'n', text }, TODAY, PEOPLE))
          expect(text.replaceAll('’', "'")).toContain(p.quote);
      }),
    );
  });
});

describe('dates in words', () => {
  test.each([
    ['the 12th', '2027-03-12'],
    ['the 1st', '2027-04-01'],
    ['12 March', '2027-03-12'],
    ['Feb 1', '2028-02-01'],
    ['March 12, 2028', '2028-03-12'],
    ['Friday', '2027-03-05'],
    ['next Friday', '2027-03-12'],
    ['tomorrow', '2027-03-03'],
    ['the 31st of April', null],
    ['3/4', null],
  ])('%s', (words, expected) => {
    expect(readDate(words, TODAY)).toBe(expected);
  });
});
