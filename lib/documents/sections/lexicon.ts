const JOB = [
  'engineer(?:ing)?( intern)?|developer|programmer|architect|manager|director|analyst|scientist|researcher|designer|consultant|administrator|assistant|associate|intern(?:ship)?|trainee|apprentice|lead|leader|head of|chief|officer|president|vice president|vp|founder|co-?founder|owner|partner|principal|specialist|coordinator|supervisor|technician|instructor|teacher|tutor|lecturer|professor|postdoc\\w*|fellow|editor|writer|author|journalist|translator|accountant|auditor|lawyer|attorney|paralegal|nurse|physician|doctor|surgeon|pharmacist|therapist|clerk|cashier|sales(?:man|woman|person)?|representative|agent|buyer|planner|strategist|marketer|recruiter|secretary|receptionist|operator|mechanic|driver|chef|cook|waiter|waitress|bartender|barista|freelancer?|contractor|volunteer|student (?:assistant|worker|researcher)|employee|member of technical staff|staff|advisor|adviser|mentor|coach|cto|ceo|cfo|coo|cio|cpo|sre|devops|full-?stack|front-?end|back-?end|governess|maintainer|contributor|evangelist|advocate|producer|artist|photographer|host|guard|captain|sergeant|commander|steward|librarian|curator|economist|statistician|chemist|biologist|physicist|mathematician|tester|qa|webmaster|executive|investigator|reviewer|resident|clinician|superintendent|executive|merchandiser|underwriter|broker|trader|controller|treasurer|chair(?:man|woman|person)?|software development|homemaker|career break',
  'ingénieure?|développeu(?:r|se)|stagiaire|stage|chef de|directeur|directrice|chercheur|assistante?|consultante?|responsable|gérante?|professeure?|enseignante?|technicien(?:ne)?|chargée? de|vendeu(?:r|se)|architecte|apprentie?|alternance',
  'ingenieur(?:in)?|entwickler(?:in)?|leiter(?:in)?|leitung|berater(?:in)?|mitarbeiter(?:in)?|hilfskraft|praktikant(?:in)?|praktikum|werkstudent(?:in)?|geschäftsführer(?:in)?|assistent(?:in)?|lehrer(?:in)?|angestellte[rn]?|kaufmann|kauffrau|projektleiter(?:in)?|softwareentwickler(?:in)?|sachbearbeiter(?:in)?|auszubildende[rn]?|techniker(?:in)?',
  'ingenier[oa]|desarrollador(?:a)?|gerente|jefe|jefa|becari[oa]|profesor(?:a)?|analista|consultor(?:a)?|técnico|administrativ[oa]|ingegnere|sviluppatore|sviluppatrice|responsabile|tirocinante|tirocinio|dirigente|impiegat[oa]|docente|estagiári[oa]|desenvolvedor(?:a)?|engenheir[oa]|ontwikkelaar|medewerker|stagiair|docent',
].join('|');

export const TITLE = new RegExp(
  `(?<![\\p{L}])(?:${JOB})s?(?![\\p{L}])|工程师|经理|实习|开发|研究员|助理|主管|总监|教师|架构师`,
  'iu',
);

const ORGANISATION =
  'inc|llc|l\\.l\\.c|ltd|limited|gmbh|ag|kg|corp|corporation|co|company|plc|pty|s\\.?a\\.?|s\\.?r\\.?l|s\\.?p\\.?a|b\\.?v|n\\.?v|oy|ab|a/s|sarl|sas|llp|group|holdings?|labs?|laborator(?:y|ies)|technologies|systems|solutions|software|consulting|partners|ventures|capital|bank|banco|bancorp|insurance|hospital|clinic|institute|institut|foundation|agency|ministry|department of|university|college|school|academy|universität|hochschule|université|universidad|università|universidade|universiteit|research|studios?|media|networks?|services|industries|international|enterprises|pharma\\w*|airlines?|museum|library|council|church|army|navy|air force|government|association|society|centre|center|公司|集团|大学|银行|研究院|学院';

export const COMPANY = new RegExp(`(?<![\\p{L}])(?:${ORGANISATION})(?![\\p{L}])`, 'iu');

export const COMPANY_SUFFIX =
  /^(?:inc|llc|l\.l\.c|ltd|limited|gmbh|ag|corp|co|plc|s\.?a|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|llp|lp|pty|sarl|sas|jr|sr|iii?)\.?$/i;

export const SCHOOL =
  /(?<![\p{L}])(?:universit(?:y|ies|ät|é|à|at|eit|et|as|ies|ario)|université|universidad(?:e)?|uniwersytet|üniversitesi|universitet|college|school|institute|institut(?:e|o)?|academy|académie|akademie|polytechnic(?:al)?|politecnic[oa]|polit[eé]cnica|polytechnique|politechnika|hochschule|fachhochschule|gymnasium|lycée|collège|école|ecole|escuela|scuola|liceo|faculty|faculté|facultad|conservatory|seminary|eth|mit|ucla|uc|tu|caltech|bootcamp|homeschooling|escola|colegio|instituto|hogeschool|realschule|grundschule|πανεπιστήμιο|университет|институт)(?![\p{L}])|大学|学院|學院|高中|中学|대학/iu;

export const DEGREE =
  /(?<![\p{L}.])(?:ph\.?\s?d|d\.?phil|doctor(?:ate|al)?(?: of| in)?|dr\.|m\.?b\.?a|m\.?\s?sc|m\.?\s?s\.?|m\.?\s?a\.?|m\.?\s?eng|m\.?\s?ed|mph|mfa|ll\.?m|j\.?d|m\.?d|m\.?phil|m\.?res|m\.?tech|master(?:['’]?s)?|maestría|máster|magister|mestrado|laurea|b\.?\s?sc|b\.?\s?s\.?|b\.?\s?a\.?|b\.?\s?eng|b\.?\s?ed|bba|bfa|ll\.?b|b\.?tech|b\.?com|bachelor(?:['’]?s)?|bachiller(?:ato)?|baccalauréat|bac|licence|licenciatura|licenciad[oa]|grado|graduado|diplom(?:a|e|e d['’]ingénieur|ing(?:enieur)?)?|dipl\.(?:-\w+\.?)?|associate(?:['’]?s)?(?: degree| of)|a\.?a\.?s?|certificate|abitur|matura|high school diploma|ged|hnd|a-levels?|gcse|dut|bts|cpge|minor|staatsexamen|promotion|graduated as|undergraduate|postgraduate|degree|doctorat|maîtrise|ingeniería|doctorado|dottorato|abiturient|πτυχίο)(?![\p{L}])|学士|硕士|博士|本科|研究生/iu;

const COUNTRIES =
  'usa|u\\.s\\.a?|us|united states(?: of america)?|uk|u\\.k|united kingdom|england|scotland|wales|ireland|france|germany|deutschland|spain|españa|italy|italia|portugal|netherlands|the netherlands|belgium|switzerland|schweiz|austria|österreich|denmark|sweden|norway|finland|poland|czech republic|czechia|hungary|romania|bulgaria|greece|türkiye|turkey|russia|ukraine|israel|uae|united arab emirates|saudi arabia|qatar|egypt|morocco|maroc|algeria|tunisia|nigeria|kenya|ghana|south africa|india|pakistan|bangladesh|sri lanka|china|hong kong|taiwan|japan|korea|south korea|republic of korea|s\\.?\\s?korea|singapore|malaysia|indonesia|thailand|vietnam|philippines|australia|new zealand|canada|mexico|méxico|brazil|brasil|argentina|chile|colombia|peru|estonia|latvia|lithuania|luxembourg|slovakia|slovenia|croatia|serbia|iceland|cyprus|malta|iran|iraq|lebanon|jordan';
const STATES =
  'AL|AK|AZ|AR|CA|CO|CT|DC|D\\.C\\.|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|ON|QC|BC|AB|MB|SK|NS|NB|NSW|VIC|QLD';
const STATE_NAMES =
  'alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|ohio|oklahoma|oregon|pennsylvania|rhode island|tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming|ontario|quebec|bavaria|bayern|hessen|nsw';

const REGION = new RegExp(`^(?:${COUNTRIES}|${STATE_NAMES})\\.?$`, 'iu');
const STATE = new RegExp(`^(?:${STATES})(?:\\s+\\d{5})?$`, 'u');
const REMOTE =
  /^(?:\(?\s*)?(?:fully )?(?:remote|hybrid|on-?site|télétravail|homeoffice|home office|worldwide)(?:\s*\)?)?$/i;
const CITY = /^(?:greater |remote[ ,-]+)?\p{Lu}[\p{L}'’. -]{1,28}$/u;

/** Whether a text is a country, a state or a similar region. */
export const isRegion = (text: string): boolean => REGION.test(text.trim()) || STATE.test(text.trim());

/** Whether a text is a place and nothing else: `Berlin, Germany`, `Austin, TX`, `Remote`. */
export function isPlace(text: string): boolean {
  const bare = text
    .trim()
    .replace(/^[([]|[)\]]$/g, '')
    .trim();
  if (REMOTE.test(bare) || isRegion(bare)) return true;
  const parts = bare.split(/\s*,\s*/).filter(Boolean);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2 || parts.length > 3) return false;
  if (!isRegion(last) && !REMOTE.test(last)) return false;
  // A name before a town and its state is a company's.
  if (parts.length === 3 && !isRegion(parts[1] ?? '')) return false;
  return parts
    .slice(0, -1)
    .every((part) => CITY.test(part) && !TITLE.test(part) && !COMPANY.test(part) && !DEGREE.test(part));
}

/** Schools whose name goes on with the town of the campus. */
export const isCampus = (text: string): boolean =>
  new RegExp(
    `^(?:the )?(?:university of (?:${STATE_NAMES}|wisconsin|illinois|texas)|suny|cuny|california state university|texas a&m university|indian institutes? of \\w+(?: \\w+)*|national institute of technology|iit|nit|iiit|bits|birla institute of technology(?: and science| & science)?|rutgers)\\.?$`,
    'iu',
  ).test(text.trim());
