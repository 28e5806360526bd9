import { normalText } from './normal-text';
import type { Criterion } from './rubric';

/** Words of a criterion that may not be judged, and why. */
export interface Refusal {
  criterionId: string;
  /** Where the words stand: `label`, `anchors[3]`, `examples[0]`, `signs[1]`. */
  field: string;
  words: string;
  /** The protected attribute the words are, or stand in for. */
  attribute: string;
  /** One sentence for the person who wrote the criterion, with the way out. */
  reason: string;
}

interface Rule {
  attribute: string;
  /** Matched in the normal form: lower case, plain quotes and dashes. */
  pattern: RegExp;
  reason: string;
}

const rule = (attribute: string, source: string, reason: string): Rule => ({
  attribute,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${source})(?![\\p{L}\\p{N}])`, 'u'),
  reason,
});

const DIRECT = 'is a protected attribute; ask for the skill, act or credential the work needs';
const PEOPLE =
  'candidates?|applicants?|persons?|people|employees?|workers?|engineers?|professionals?|team|staff|individuals?';

// The attributes are those of Title VII, ADEA, ADA, GINA, USERRA, EU Directives 2000/43 and 2000/78, and New York City's Human Rights Law.
const RULES: readonly Rule[] = [
  rule(
    'age',
    `age(?:d)? (?:limit|range|group|between|under|over|of \\d+|\\d+)|(?:under|over|below|above) \\d{2} years (?:of age|old)|\\d{2}[- ]years?[- ]old|years of age|young(?:er)? (?:and|${PEOPLE}|blood|at heart)|youthful|(?:under|over) (?:30|35|40|45|50|55|60)(?! (?:%|percent|\\p{L}))|older (?:${PEOPLE})|(?:close to|near|before) retirement|date of birth|birth ?(?:date|year)|too old|too young`,
    `Age ${DIRECT}.`,
  ),
  rule(
    'age',
    'recent(?:ly)? graduat\\p{L}*|new grad(?:uate)?s?|fresh graduates?|graduated (?:after|before|since|within|in) .{0,12}\\d+|graduation (?:year|date)|class of (?:19|20)\\d\\d|digital natives?|(?:no more than|at most|maximum(?: of)?|max\\.?|less than|fewer than|up to) \\d+ (?:years|yrs) (?:of )?(?:\\p{L}+ )?experience|over-?qualified',
    'This stands in for age; ask for a minimum of relevant experience, or for the skill itself.',
  ),
  rule(
    'sex or gender',
    `(?:fe)?males?(?! connectors?| plugs?)|m[ae]n(?:'s)? only|wom[ae]n(?:'s)? only|gender(?! (?:pay gap|bias|studies|equality|equity|neutral|-neutral|mainstreaming))|(?:his|her|he|she)/?(?:hers?|him|his|he|she)? pronouns?|pronouns|masculin\\p{L}*|feminin\\p{L}*|(?:mr|mrs|ms)\\.? |(?:is|be) a (?:man|woman|lady|guy)|(?:salesman|salesmen|waitress|handyman|girl friday)`,
    `Sex and gender are protected attributes; ask for the skill, act or credential the work needs.`,
  ),
  rule('gender identity', 'trans(?:gender|sexual)|non-?binary|cis(?:gender)?', `Gender identity ${DIRECT}.`),
  rule(
    'sexual orientation',
    'gay|lesbian|bisexual|homosexual|heterosexual|straight (?:men|women|man|woman)|queer|lgbt\\p{L}*|sexual orientation',
    `Sexual orientation ${DIRECT}.`,
  ),
  rule(
    'pregnancy or family',
    'pregnan(?:t|cy)(?! (?:app|test|care|tracker))|maternity leave|paternity leave|parental leave|(?:no|without|has|have|with) (?:small |young )?(?:children|kids|family obligations)|child-?free|childless|single (?:mothers?|fathers?|parents?)|working (?:mothers?|fathers?|moms?|dads?)|family plans|planning a family',
    'Pregnancy and family are protected; say which hours or travel the work needs.',
  ),
  rule(
    'marital status',
    'marital status|(?:un)?married|divorced|widow(?:ed|er)?|spouse|husband|wife|maiden name',
    `Marital status ${DIRECT}.`,
  ),
  rule(
    'race or ethnicity',
    `rac(?:e|ial)(?: (?:or|and) ethnic\\p{L}*|:| background| group)|ethnic(?:ity|ities)?(?! food)|skin colou?r|(?:white|black|brown|asian|hispanic|latin[oax]|caucasian|african|arab|indigenous|native american|roma) (?:${PEOPLE}|man|men|woman|women|male|female)|caste|hair (?:style|texture)|dreadlocks`,
    `Race and ethnicity are protected attributes; ask for the skill, act or credential the work needs.`,
  ),
  rule(
    'national origin',
    `nationality|national origin|country of (?:birth|origin)|place of birth|citizens? only|citizenship(?! law)|(?:us|u\\.s\\.|american|british|german|french|eu|indian|chinese) (?:citizens?|nationals?|passport)|(?:born|raised) in|immigrants?|foreign(?:ers?|-born)|non-?immigrant`,
    'National origin and citizenship are protected; ask whether the person may work where the job is, after an offer, the same way for everyone.',
  ),
  rule(
    'national origin',
    'native (?:speakers?|english|german|french|spanish)|native[- ](?:like|level)|mother tongue|first language|without (?:an )?accent|accent-?free|no accent|accents?|(?:western|english|american|foreign|ethnic)[- ]sounding|local names?',
    'This stands in for national origin; name the language and the level the work needs, such as "English, C1, in writing".',
  ),
  rule(
    'religion',
    'religio(?:n|us)\\p{L}*|christians?|muslims?|jewish|jews?|hindus?|buddhists?|sikhs?|catholics?|protestants?|atheists?|church (?:member|attendance|goer)\\p{L}*|hijabs?|headscar(?:f|ves)|works? on (?:the )?sabbath',
    `Religion ${DIRECT}.`,
  ),
  rule(
    'disability or health',
    '(?:no|without|free of|has|have|with) (?:a |any )?(?:disabilit(?:y|ies)|illness(?:es)?|health (?:issues?|problems?|conditions?)|medical conditions?)|disabled (?:people|persons?|candidates?|applicants?)|able-?bodied|handicap\\p{L}*|wheelchair\\p{L}*|(?:good|excellent|perfect) health|healthy (?:candidates?|persons?|individuals?)|sick (?:days|leave)|medical (?:history|leave)|mental(?:ly)? (?:illness|stable|stability)|autis\\p{L}*|adhd|neuro-?typical|hiv|deaf|perfect (?:eyesight|vision|hearing)',
    'Disability and health are protected; describe the task, and allow reasonable accommodation.',
  ),
  rule(
    'genetic information',
    'genetic (?:information|test\\p{L}*|predisposition)|family medical history',
    `Genetic information ${DIRECT}.`,
  ),
  rule(
    'veteran status',
    'veteran status|(?:no|not|non) (?:military )?(?:veterans?|reservists?)|(?:dis)?honou?rabl[ey] discharge\\p{L}*|military reserve (?:duty|duties)',
    `Veteran status ${DIRECT}.`,
  ),
  rule(
    'political opinion or union membership',
    'political (?:views?|opinions?|affiliations?|party)|(?:trade |labou?r )?union (?:members?|membership|activit(?:y|ies))|(?:democrat|republican|conservative|liberal) (?:voters?|values)',
    'Opinion and union membership are protected in many places; they say nothing about the work.',
  ),
  rule(
    'criminal or credit history',
    '(?:no |clean |without )?criminal (?:record|history)|arrest(?:s|ed)?(?: record)?|credit (?:history|score|check) of (?:the )?(?:candidate|applicant)|(?:good|clean) credit(?: history| score)?|bankruptc(?:y|ies) (?:of|by) (?:the )?(?:candidate|applicant)',
    'Records of this kind may only be asked for later and under rules of their own; they are no screening criterion.',
  ),
  rule(
    'where somebody lives',
    'zip ?codes?|post(?:al)? ?codes?|home address|lives? (?:near|close|within|in|locally)|living (?:near|within)|residen(?:ce|ts?) (?:of|in)|commut(?:e|ing)(?: \\p{L}+)?|distance (?:to|from) (?:the )?(?:office|home)|neighbou?rhood|(?:good|nice|safe) areas?',
    'Where somebody lives stands in for race and origin (Illinois forbids ZIP codes by name); say where and when the work is done.',
  ),
  rule(
    'appearance',
    '(?:physically )?attractive (?:appearance|person|candidate)|good-?looking|good looks|well-?groomed|physical appearance|photo(?:graph)?s? (?:of|on) (?:the )?(?:candidate|applicant|resume|cv)|headshots?|body (?:weight|height)|(?:slim|overweight|obese|tall)(?: \\p{L}+)?|tattoos?|piercings?',
    'Appearance stands in for several protected attributes and is protected itself in some places.',
  ),
  rule(
    'a name',
    "(?:first |last |family |given |sur)names?(?! (?:resolution|server|space))|(?:candidate|applicant)'s name",
    'A name stands in for sex, race and origin.',
  ),
  rule(
    'gaps in employment',
    '(?:employment|career|resume|cv|work history) gaps?|gaps? in (?:the )?(?:employment|career|resume|cv|work)|(?:continuous|uninterrupted|unbroken) (?:employment|career|work history|work)|career breaks?|currently (?:un)?employed',
    'Gaps stand in for parental leave, illness and care; ask for the total of relevant experience.',
  ),
  rule(
    'social origin',
    "ivy[- ]league|oxbridge|russell group|(?:top|elite|prestigious|good|renowned|tier[- ](?:1|one)|target)[- ](?:\\d+ )?(?:tier )?(?:universit(?:y|ies)|schools?|colleges?)|hbcus?|historically black|women's colleges?|sororit(?:y|ies)|fraternit(?:y|ies)|private school|boarding school|legacy admission|alumn[iu]s? of|country club|golf club|lacrosse|polo club|hobbies|volunteer(?:s|ed)? (?:at|in) (?:a )?church",
    'Schools by name, clubs and hobbies stand in for class, race and sex; name the knowledge or the degree the work needs.',
  ),
  rule(
    'likeness to the team',
    'cultur(?:e|al) fit|fits? (?:in )?(?:with )?(?:our|the) (?:culture|team culture)|(?:looks?|sounds?|feels?) like (?:one of )?us|someone like us|gut feeling',
    'This cannot be shown by a sentence and rewards likeness; name the behaviour you mean, such as "writes decisions down for others".',
  ),
];

/** The refusals of one criterion, in the order of its fields; none: it may be used. One per attribute and field. */
export function refusalsOf(
  criterion: Pick<Criterion, 'id' | 'label' | 'anchors' | 'examples' | 'signs'>,
): Refusal[] {
  const fields: [string, string][] = [
    ['label', criterion.label],
    ...criterion.anchors.map((text, i): [string, string] => [`anchors[${i}]`, text]),
    ...criterion.examples.map((text, i): [string, string] => [`examples[${i}]`, text]),
    ...criterion.signs.map((text, i): [string, string] => [`signs[${i}]`, text]),
  ];
  return fields.flatMap(([field, text]) => {
    const { text: plain, starts, ends } = normalText(text);
    return RULES.flatMap(({ attribute, pattern, reason }) => {
      const match = pattern.exec(plain);
      if (!match) return [];
      const words = text.slice(starts[match.index], ends[match.index + match[0].length - 1]).trim();
      return [{ criterionId: criterion.id, field, words, attribute, reason }];
    });
  });
}
