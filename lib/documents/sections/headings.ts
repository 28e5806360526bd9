import { hasMark, type LayoutLine } from '@/lib/documents/lines/piece';

export type SectionKind = 'work' | 'education' | 'skills' | 'certifications' | 'contact' | 'other';

/** Section titles in the languages resumes come in, without accents and spaces. */
const TITLES: Record<SectionKind, string> = {
  work: `experience|professionalhistory|careerexperience|experiencehighlights|workexperiences|businessexperience|workbackground|employmentbackground|professionalwork|fulltimeexperience|professionalemployment|experienceprofessional|workandinternshipexperience|careerandexperience|experiences|work|workexperience|workexperiences|workhistory|employment|employmenthistory|employmentexperience|professionalexperience|professionalexperiences|professionalbackground|careerhistory|career|careersummary|jobs|positions|positionsheld|relevantexperience|relatedexperience|industryexperience|researchexperience|academicexperience|teachingexperience|technicalexperience|internships|internship|internshipexperience|workinternshipexperience|experienceandemployment|workandexperience|academicpositions|academicappointments|appointments|professionalappointments|employmentrecord|selectedexperience|clinicalexperience|leadershipexperience|militaryexperience|militaryservice|occupation|postdoctoralexperience|earlierexperience|additionalexperience|otherexperience|
    experienceprofessionnelle|experiencesprofessionnelles|parcoursprofessionnel|experienceprofessionnel|emplois|stages|
    berufserfahrung|beruflicherwerdegang|beruf|berufspraxis|berufstatigkeit|praxiserfahrung|beruflichetatigkeit|beruflichetatigkeiten|werdegang|praktika|praktischeerfahrung|arbeitserfahrung|berufe|
    experiencialaboral|experienciaprofesional|experiencia|historiallaboral|trayectoriaprofesional|experienciaprofissional|esperienza|esperienze|esperienzalavorativa|esperienzelavorative|esperienzaprofessionale|esperienzeprofessionali|werkervaring|ervaring|
    doswiadczenie|doswiadczeniezawodowe|arbetslivserfarenhet|erhvervserfaring|arbeidserfaring|tyokokemus|isdeneyimi|deneyim|опытработы|опыт|工作经历|工作经验|实习经历|实习项目经历|工作經歷|工作經驗|职业经历|職歴|職務経歴|경력|επαγγελματικηεμπειρια|εργασιακηεμπειρια|professionaltitles`,
  education: `education|educationandtraining|academicbackground|academichistory|academicqualifications|educationalbackground|educationbackground|qualifications|academiceducation|studies|degrees|training|educationtraining|academicrecord|schooling|universityeducation|educationandqualifications|educationqualifications|
    formation|formations|formationacademique|parcoursacademique|etudes|scolarite|diplomes|cursus|educationetformation|parcoursscolaire|
    ausbildung|bildung|bildungsweg|studium|schulbildung|akademischerwerdegang|hochschulbildung|schulausbildung|ausbildungundstudium|schulischerwerdegang|
    educacion|formacion|formacionacademica|estudios|educacao|formacao|formacaoacademica|istruzione|istruzioneeformazione|formazione|titolidistudio|opleiding|opleidingen|onderwijs|
    wyksztalcenie|edukacja|utbildning|uddannelse|utdanning|koulutus|egitim|образование|教育背景|教育经历|教育|学历|學歷|学歴|학력|εκπαιδευση|εκπαιδευσηκαικαταρτιση|σπουδες`,
  skills: `skills|topskills|mainskills|relevantskills|professionalskillsandcompetencies|skillsandcompetencies|skillsandabilities|abilities|proficiencies|technicalproficiency|technicalskillset|toolsandskills|skillsandinterests|skillshighlights|skillhighlights|areasofstrength|technicalskills|keyskills|coreskills|skillset|coreskillset|competencies|corecompetencies|technologies|technicalproficiencies|technicalexpertise|expertise|areasofexpertise|toolsandtechnologies|technologiesandtools|programmingskills|computerskills|itskills|professionalskills|skillsandtools|skillsandtechnologies|skillsandexpertise|skillssummary|tools|techstack|softwareskills|hardskills|softskills|programminglanguages|programming|software|softwareprograms|strengths|additionalskills|technologyskills|digitalskills|personalskillsandcompetences|
    competences|competencestechniques|competence|savoirfaire|informatique|competencesinformatiques|
    kenntnisse|fahigkeiten|kompetenzen|edvkenntnisse|itkenntnisse|fahigkeitenundkenntnisse|technischekenntnisse|computerkenntnisse|fachkenntnisse|
    habilidades|competencias|conocimientos|habilidadestecnicas|competenze|competenzetecniche|capacitaecompetenze|vaardigheden|competenties|
    umiejetnosci|kompetenser|fardigheter|taidot|beceriler|yetenekler|навыки|技能|专业技能|it技能|技能特长|技術|スキル|기술|δεξιοτητες`,
  certifications: `certifications|certification|certificates|certificate|licenses|licences|licensesandcertifications|licencesandcertifications|certificationsandlicenses|certificationsandtraining|professionalcertifications|certificationslicenses|licensescertifications|credentials|accreditations|certificats|zertifikate|zertifizierungen|certificaciones|certificados|certificacoes|certificazioni|certificaten|certyfikaty|sertifikalar|сертификаты|证书|资格证书|資格`,
  contact: `contact|contactinformation|contactdetails|personalinformation|personaldetails|personaldata|details|personal|aboutme|about|profile|summary|kontakt|personlichedaten|zurperson|informationspersonnelles|coordonnees|datospersonales|contacto|informazionipersonali|datipersonali|persoonlijkegegevens|个人信息|联系方式|προσωπικεςπληροφοριες|professionalsummary|executivesummary|profil|profilo|perfil|objective|careerobjective|introduction|basics|bio|careerprofile|professionalprofile`,
  other: `projects|personalprojects|sideprojects|selectedprojects|keyprojects|openprojects|opensource|opensourceprojects|projectexperience|academicprojects|publications|selectedpublications|papers|patents|talks|invitedtalks|presentations|presentation|conferences|awards|honors|honours|honorsawards|honorsandawards|honoursandawards|awardsandhonors|selectedhonors|scholarships|fellowships|grants|languages|languageskills|spokenlanguages|interests|hobbies|hobbiesandinterests|activities|extracurricular|extracurricularactivity|extracurricularactivities|volunteer|volunteering|volunteerexperience|volunteerwork|community|communityservice|references|recommendations|referees|memberships|professionalmemberships|affiliations|committees|programcommittees|service|writing|research|researchinterests|researchactivities|courses|coursework|relevantcoursework|teaching|miscellaneous|misc|additionalinformation|additional|other|others|achievements|accomplishments|leadership|leadershipandactivities|press|media|events|workshops|fields|status|operatingsystems|
    projets|langues|loisirs|centresdinteret|interets|divers|references|benevolat|publicationsetcommunications|
    projekte|sprachen|sprachkenntnisse|interessen|hobbys|sonstiges|ehrenamt|auszeichnungen|veroffentlichungen|publikationen|forschung|referenzen|weiterbildung|
    proyectos|idiomas|intereses|premios|referencias|progetti|lingue|interessi|projecten|talen|projetos|interesses|
    projekty|jezyki|sprak|项目经历|项目经验|项目|获奖情况|荣誉奖项|语言能力|语言|其他|自我评价|发表论文|γλωσσες`,
};

const KINDS = new Map<string, SectionKind>(
  (Object.entries(TITLES) as [SectionKind, string][]).flatMap(([kind, names]) =>
    names.split('|').map((name): [string, SectionKind] => [name.trim(), kind]),
  ),
);

/** Words that make a short, heading-like line a title of that kind when the whole is not in the list. */
const WORDS: [pattern: RegExp, kind: SectionKind][] = [
  [/\b(volunteer|project|research interests?|publication|award|honou?r|language|interest|activit)/i, 'other'],
  [/\b(certificat|licen[sc]es?\b|zertifi|certifica)/i, 'certifications'],
  [
    /\b(work|professional|employment|career|job|industry|relevant|internship)s?\b.*\b(experience|history|background)\b|\bexperience\b|berufserfahrung|exp[ée]riences? professionnel|experiencia|esperienz|werkervaring|工作|实习/i,
    'work',
  ],
  [
    /\b(education|academic (background|training|qualification)|formation|ausbildung|educaci[óo]n|istruzione|opleiding)\b|教育/i,
    'education',
  ],
  [
    /\b(skills|competenc(i|e)|technolog|kenntnisse|comp[ée]tences|habilidades|competenze|vaardigheden)\b|技能/i,
    'skills',
  ],
];

export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/&/g, 'and')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The kind of section a text is the title of, by the word list alone. */
export function titleKind(text: string): SectionKind | null {
  if (text.length > 60) return null;
  const key = plain(text);
  return (
    KINDS.get(key) ??
    KINDS.get(key.replace(/^(\d+|[ivx]{1,4}(?=[a-z]{6}))/, '')) ??
    KINDS.get(key.replace(/and/g, '')) ??
    null
  );
}

export interface Section {
  kind: SectionKind;
  title: string;
  lines: LayoutLine[];
}

interface Style {
  size: number;
  bold: boolean;
  upper: boolean;
}

const styleOf = (line: LayoutLine): Style => ({
  size: line.size,
  bold: line.bold,
  upper: line.text === line.text.toUpperCase() && /\p{Lu}{3}/u.test(line.text),
});

const sameStyle = (a: Style, b: Style): boolean =>
  Math.abs(a.size - b.size) < 0.35 && a.bold === b.bold && a.upper === b.upper;

/** The size that most letters have. */
function bodySize(lines: readonly LayoutLine[]): number {
  const sizes = new Map<number, number>();
  for (const line of lines) sizes.set(line.size, (sizes.get(line.size) ?? 0) + line.text.length);
  return [...sizes.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

const looksLikeTitle = (line: LayoutLine): boolean =>
  line.cells.length === 1 &&
  // A drawn ornament before a title is no list mark.
  !(line.bullet && hasMark(line.text)) &&
  line.text.length <= 48 &&
  line.text.split(/\s+/).length <= 6 &&
  !/[.,;@]|\d{3}/.test(line.text);

const blockOf = (line: LayoutLine): string => `${line.page} ${line.block ?? 0}`;

/** Left edge of each block, rounded so that blocks of one column have the same; the running text of DOCX is 0. */
function columnsOf(lines: readonly LayoutLine[]): Map<string, number> {
  const edges = new Map<string, number>();
  for (const line of lines) {
    const left = line.box?.x ?? (line.block ? undefined : 0);
    if (left !== undefined) edges.set(blockOf(line), Math.min(left, edges.get(blockOf(line)) ?? left));
  }
  const known: number[] = [];
  for (const [block, left] of edges) {
    const same = known.find((one) => Math.abs(one - left) <= 12);
    if (same === undefined) known.push(left);
    edges.set(block, same ?? left);
  }
  return edges;
}

/** The kind of a title that stands in the margin of its section's first row. */
function marginKind(line: LayoutLine): SectionKind | null {
  const [first, ...rest] = line.cells;
  const kind =
    first && rest.length > 0 && !line.bullet && first.bold !== rest[0]?.bold && first.text.length <= 40
      ? titleKind(first.text)
      : null;
  return kind === 'contact' ? null : kind;
}

/**
 * Divides a document at its headings. A listed title standing alone is a heading; so is any other line in the style that
 * the listed ones have, and a title at the margin of its first row. What comes before the first heading is `contact`.
 */
export function sectionsOf(lines: readonly LayoutLine[]): Section[] {
  const body = bodySize(lines);
  const distinct = (line: LayoutLine): boolean => {
    const style = styleOf(line);
    return style.bold || style.upper || style.size > body + 0.4 || line.heading === true;
  };
  const listed = lines.filter((line) => looksLikeTitle(line) && titleKind(line.text) !== null);
  const styles = listed
    .filter((line) => ['work', 'education', 'skills'].includes(titleKind(line.text) ?? ''))
    .map(styleOf);
  const bySize = styles.some((style) => style.size > body + 0.4 || style.upper);
  const fits = (line: LayoutLine): boolean => styles.some((style) => sameStyle(style, styleOf(line)));
  const kindOf = (line: LayoutLine): SectionKind | null => {
    if (!looksLikeTitle(line)) return null;
    const known = titleKind(line.text);
    if (
      known &&
      (distinct(line) || line.apart || fits(line) || styles.length === 0) &&
      (!bySize || fits(line) || styleOf(line).upper || styleOf(line).size > body + 0.4)
    )
      return known;
    const styled = bySize
      ? fits(line) && (line.apart || styleOf(line).size > body + 0.4)
      : line.heading === true && !line.bullet;
    if (!styled || line.bullet) return null;
    return WORDS.find(([pattern]) => pattern.test(line.text))?.[1] ?? 'other';
  };
  const out: Section[] = [{ kind: 'contact', title: '', lines: [] }];
  const columns = columnsOf(lines);
  const headed = new Set<string>();
  for (const line of lines) if (kindOf(line) || marginKind(line)) headed.add(blockOf(line));
  /** The section that each column of the document is in, by its left edge. */
  const open = new Map<number, Section>();
  let before: LayoutLine | undefined;
  for (const line of lines) {
    const column = columns.get(blockOf(line));
    if (before && blockOf(before) !== blockOf(line) && headed.has(blockOf(line))) {
      // A column with headings of its own goes on with what it held above, and not with the last words beside it.
      const known = column === undefined ? undefined : open.get(column);
      const same = known ?? (before.page === line.page ? undefined : out.at(-1));
      if (same !== out.at(-1))
        out.push({ kind: same?.kind ?? 'contact', title: same?.title ?? '', lines: [] });
    }
    before = line;
    const kind = kindOf(line);
    const inMargin = kind ? null : marginKind(line);
    if (kind) out.push({ kind, title: line.text, lines: [] });
    else if (inMargin) {
      const [first, ...rest] = line.cells;
      const text = rest.map((cell) => cell.text).join(' ');
      out.push({
        kind: inMargin,
        title: first?.text ?? '',
        lines: [{ ...line, cells: rest, text, apart: true }],
      });
    } else out.at(-1)?.lines.push(line);
    const last = out.at(-1);
    if (last && column !== undefined) open.set(column, last);
  }
  return out;
}
