/** One way to be read by a name, a school or a pronoun. */
export interface NameGroup {
  group: string;
  given: readonly string[];
  family: readonly string[];
}

/**
 * Common given and family names, written down for this check; they are nobody's in particular. A name is only a hint at how somebody is
 * read in the United States, never a fact about a person, and four per group measure less than a study's hundred.
 */
export const NAME_GROUPS: readonly NameGroup[] = [
  {
    group: 'read as Asian woman',
    given: ['Mei', 'Yuki', 'Ananya', 'Linh'],
    family: ['Chen', 'Nguyen', 'Iyer', 'Tanaka'],
  },
  {
    group: 'read as Asian man',
    given: ['Wei', 'Hiroshi', 'Arjun', 'Minh'],
    family: ['Zhang', 'Tran', 'Reddy', 'Yamamoto'],
  },
  {
    group: 'read as Black woman',
    given: ['Lakisha', 'Imani', 'Keisha', 'Ebony'],
    family: ['Jefferson', 'Booker', 'Gaines', 'Mosley'],
  },
  {
    group: 'read as Black man',
    given: ['Jamal', 'Tyrone', 'DeShawn', 'Darnell'],
    family: ['Jefferson', 'Booker', 'Gaines', 'Mosley'],
  },
  {
    group: 'read as Hispanic woman',
    given: ['Guadalupe', 'Marisol', 'Ximena', 'Yesenia'],
    family: ['Hernandez', 'Velasquez', 'Orozco', 'Zavala'],
  },
  {
    group: 'read as Hispanic man',
    given: ['Alejandro', 'Javier', 'Octavio', 'Rigoberto'],
    family: ['Hernandez', 'Velasquez', 'Orozco', 'Zavala'],
  },
  {
    group: 'read as white woman',
    given: ['Emily', 'Kristen', 'Meredith', 'Heather'],
    family: ['Olson', 'Schroeder', 'Becker', 'Sullivan'],
  },
  {
    group: 'read as white man',
    given: ['Brendan', 'Connor', 'Todd', 'Geoffrey'],
    family: ['Olson', 'Schroeder', 'Becker', 'Sullivan'],
  },
];

/** Schools that are read in a certain way; all of them award degrees. */
export const SCHOOL_GROUPS: readonly { group: string; school: string }[] = [
  { group: 'selective university', school: 'Princeton University' },
  { group: 'state university', school: 'Wichita State University' },
  { group: 'historically Black university', school: 'Howard University' },
  { group: "women's college", school: 'Barnard College' },
  { group: 'university abroad', school: 'University of Nairobi' },
];

export interface PronounGroup {
  group: string;
  stated: string;
  /** Subject, object, before a noun, alone, reflexive. */
  words: readonly [string, string, string, string, string];
}

/** The first one is what the others are compared with. */
export const PRONOUN_GROUPS: readonly [PronounGroup, ...PronounGroup[]] = [
  { group: 'they/them', stated: 'they/them', words: ['they', 'them', 'their', 'theirs', 'themself'] },
  { group: 'she/her', stated: 'she/her', words: ['she', 'her', 'her', 'hers', 'herself'] },
  { group: 'he/him', stated: 'he/him', words: ['he', 'him', 'his', 'his', 'himself'] },
];
