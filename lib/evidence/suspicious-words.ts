/** Why a sentence was set aside. */
export type SuspicionKind =
  | 'instruction'
  | 'role-token'
  | 'machine-talk'
  | 'verdict'
  | 'address'
  | 'encoded'
  | 'code'
  | 'mixed-script';

export const SUSPICION_TEXT: Record<SuspicionKind, string> = {
  instruction: 'Gives an instruction to whoever, or whatever, reads the resume.',
  'role-token': 'Imitates the marks with which a language model is told who is speaking.',
  'machine-talk': 'Speaks about the machine that reads the resume.',
  verdict: 'Pronounces the verdict that the reader is to reach.',
  address: 'Speaks to the reader instead of about the work.',
  encoded: 'Holds text in a form that people do not read.',
  code: 'Holds program code or markup that does something when it is run.',
  'mixed-script': 'Mixes letters of different scripts inside one word.',
};

/** Patterns read folded sentences: lower case, no accents, look-alike letters made Latin, spaced-out words closed up. */
interface Sign {
  kind: SuspicionKind;
  pattern: RegExp;
}

const words = (kind: SuspicionKind, source: string): Sign => ({
  kind,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`, 'u'),
});
const anywhere = (kind: SuspicionKind, source: string): Sign => ({ kind, pattern: new RegExp(source, 'u') });

/** A few words in between; does not begin or end inside a word. */
const GAP = '(?!\\p{L})[^.!?]{0,50}?(?<!\\p{L})';
const RULES =
  'instructions?|prompts?|rules?|guidelines?|directions?|directives?|constraints?|polic(?:y|ies)|commands?|context|text|content|conversations?|messages?|restrictions?|filters?|everything|anything|rubric|criteria|programming';
const MODEL =
  '(?:an? |the |this |any |every |all )?(?:(?:ai|a\\.i\\.|llm|gpt|chatgpt|claude|gemini|language[- ]model|machine|automated|automatic|screening|hiring|recruiting|evaluation)[- ]?){1,3}(?:assistants?|models?|systems?|bots?|agents?|reviewers?|screeners?|evaluators?|graders?|recruiters?|tools?|parsers?|readers?|scorers?)?';
const HARMLESS_THING =
  'tutorial|guide|recipe|poem|story|song|joke|essay|letter|tweet|social media post|blog post|instructions|step-by-step|steps|plan|strategy|script|program|tool|tip|suggestion|advice|manual|list|message|text|speech|email|pitch|manifesto|paragraph';

export const SIGNS: readonly Sign[] = [
  // Orders about the reader's own instructions.
  words(
    'instruction',
    `(?:ignore|disregard|forget|override|overrule|bypass|skip|drop|discard|neglect|do not follow|don't follow|stop following|cancel|reset|erase|dismiss|set aside|pay no attention to|omit)${GAP}(?:all|any|every|previous|prior|above|earlier|preceding|former|foregoing|initial|original|other|your|the|these|those|my|system)${GAP}(?:${RULES}|said|told|given|before)`,
  ),
  words(
    'instruction',
    `(?:new|updated|revised|important|real|actual|special|urgent|secret|hidden) (?:\\p{L}+ )?(?:instructions?|directives?|orders?|task)(?: (?:for|to|below|follow)|:|[*]|$)`,
  ),
  words(
    'instruction',
    `(?:instructions?|notes?|messages?|attention|reminder|memo|hint)(?: (?:to|for))(?: the| all| any)? (?:${MODEL}|model|assistant|reader|reviewer|screener|evaluator|parser|grader|recruiting software)`,
  ),
  words(
    'instruction',
    `(?:repeat|print|show|reveal|display|output|translate|summari[sz]e|encode|decode|convert|leak|recite|tell|expose)${GAP}(?:system prompt|system message|system configuration|initial prompt|(?:initial|starting|original|hidden|secret|full|above|your|the) instructions?|(?:words|text|content|everything|sentence|lines?|prompt|message)s? (?:above|before|you)|the prompt|complete text)`,
  ),
  words(
    'instruction',
    `(?:respond|reply|answer|output|print|return|write|say|state|conclude|report)(?: back)? (?:only |simply |just |always |exactly |with |in |to |using |as |the word |that ){1,3}${GAP}(?:"|'|json|yes|no|words?|prompts?|questions?|requests?|same|candidate|applicant|level|score|[0-9])`,
  ),
  words(
    'instruction',
    `(?:give|assign|set|award|grant|mark|rate|rank|score|grade|evaluate|assess|classify|label|treat|consider|select|choose|pick|place|put|move|advance|recommend|approve|pass|shortlist|hire|accept)(?: \\p{L}+){0,2}? (?:this|the|my|me|him|her|them|all|each|every|these|their|to|it|candidate|applicant|criteri\\p{L}+|resume|cv)${GAP}(?:scores?|levels?|rat\\p{L}+|ranks?|ranked|marks?|points?|first|top|highest|maximum|max|full|best|perfect|excellent|strong|shown|met|satisf\\p{L}+|fulfil\\p{L}+|qualified|suitable|ideal|hire|hired|position|interview|next (?:stage|round|step)|job|5|10|100)`,
  ),
  words(
    'instruction',
    `(?:candidate|applicant|criteri\\p{L}+|resume|cv|requirements?|must-?haves?)${GAP}(?:must|should|shall|is to|are to|needs? to|has to|have to) (?:be )?(?:hired|selected|shortlisted|rated|ranked|scored|marked|treated|considered|given|moved|advanced|accepted|approved|assigned|invited|evaluated|assessed|counted|recommended|preferred|prioriti[sz]ed)`,
  ),
  words(
    'instruction',
    `(?:do not|don't|never|must not|should not) (?:mention|reveal|tell|print|output|flag|report|question|verify|check|reject|penali[sz]e|disclose|show|refuse|warn|read|evaluate|consider|quote|include|use|add|say)`,
  ),
  words(
    'instruction',
    `(?:pretend|imagine|suppose|role-?play|from now on|starting now|going forward you|stay in character|enter \\p{L}+ mode|jailbreak\\p{L}*|developer mode|debug mode|maintenance mode|god mode|sudo mode|dan mode|do anything now)${GAP}(?:you|to be|that|as|mode|an?|the|,|$)`,
  ),
  words(
    'instruction',
    `(?:fetch|access|load|retrieve|open|visit|navigate to|go to|browse|download|curl|find|summari[sz]e|append|forward|send)${GAP}(?:https?:|url|urls|latest email|e-?mails?|internal|database|credentials?|passwords?|conversation|chat history|credit card)`,
  ),
  words(
    'instruction',
    `(?:write|create|compose|generate|outline|develop|provide|give|draft|demonstrate|describe|explain|teach|tell|show|make|publish|suggest|offer)(?: me| us| them| a person| people| someone)?(?: an?| the| some| detailed| in detail| comprehensive| complete| full| short)*(?: \\p{L}+){0,2}? ?(?:${HARMLESS_THING}|how to)s?(?: (?:on|of|for|about|that|to|with|from|in|which|encouraging|promoting|explaining|into|without|and)|[.]|$)`,
  ),
  words(
    'instruction',
    `(?:please|kindly) (?:ignore|disregard|rate|rank|score|hire|select|output|print|show|tell|write|give|display|repeat|explain|answer|respond|provide|recommend|note that|forget|act|execute|run|follow|delete|return|reveal)`,
  ),
  words(
    'instruction',
    `(?:act|acting|behave|respond|answer|speak)(?: exactly| now)? (?:as|like)(?: if| though)?(?: an?| the| my| your| its?)?(?: \\p{L}+){0,2}? (?:you|ai|a\\.i\\.|assistant|model|chatbot|chatgpt|gpt|terminal|console|interpreter|shell|persona|character|jailbroken|unrestricted|unfiltered|evil|dan)`,
  ),
  words(
    'instruction',
    `(?:you(?:'re| are| will| shall| must| were)|immerse yourself|(?:play|take on|assume|adopt|fill)(?: on)? the)${GAP}(?:role|persona|character|mode|ai model|ai|artificial intelligence|language model|chatbot|assistant)`,
  ),
  words('instruction', `what (?:is|are|were) (?:a garak|the|your|you)(?![\\p{L}])`),
  words(
    'instruction',
    `(?:execute|run|eval(?:uate)?|call|invoke)(?: the)? (?:following|this|these|code|command|shell|function|tool)`,
  ),
  words(
    'instruction',
    `(?:as|in) (?:an?|your) (?:ai|assistant|model|evaluation|assessment|output|answer|response|reply|report|summary|verdict|decision)(?: of this)?(?:,| you| please| must| should| always| state| say| write| include)`,
  ),
  anywhere('instruction', 'output level|write opposit|formatted "'),
  // The same orders in other languages (folded: no accents).
  words(
    'instruction',
    'ignorier\\p{L}*|missachte[nt]?\\p{L}*|vergiss|vergessen sie|beachte(?:n sie)? (?:nicht|keine)|(?:alle|die|deine|ihre) (?:vorherigen|bisherigen|obigen|vorigen|fruheren) (?:anweisungen|regeln|befehle|instruktionen|vorgaben)|bewerte(?:n sie)?|gib(?: \\p{L}+){0,4} (?:punktzahl|note|stufe|bewertung|hochstwertung)|stelle(?:n sie)? (?:diesen|diese|den) (?:bewerber|kandidat)\\p{L}*|(?:systemprompt|systemaufforderung)|antworte(?:n sie)?|anweisung(?:en)? (?:an|fur)',
  ),
  words(
    'instruction',
    'ignor(?:e|ez|er) (?:toutes?|tous|les|la|le|ces|ce|vos|tes)(?: \\p{L}+){0,4}|oublie[rz]?|ne (?:tenez|tiens) (?:pas|aucun)(?: \\p{L}+)? compte|instructions? (?:precedentes?|anterieures?|ci-dessus)|(?:evalue[rz]?|note[rz]|attribue[rz]?|donne[rz]?|classe[rz]?|recommande[rz]?|embauche[rz]?)(?: \\p{L}+){0,4} (?:candidat\\p{L}*|note|score|niveau|maximum|maximale|premier|premiere)|reponde?[zs]|invite systeme|tu es|vous etes|ta gueule|ferme ta',
  ),
  words(
    'instruction',
    '(?:ignora|ignore|ignorad|olvida|olvide|descarta|omite|haz caso omiso)(?: \\p{L}+){0,4} (?:instrucciones|reglas|ordenes|indicaciones|anterior\\p{L}*|previas?)|(?:califica|calificar|puntua|evalua|valora|otorga|asigna|da|dale|recomienda|contrata)(?: \\p{L}+){0,4} (?:candidat\\p{L}*|puntuacion|nota|nivel|maxima?|puntaje)|responde|eres un',
  ),
  words(
    'instruction',
    '(?:ignore|desconsidere|esqueca|ignora|dimentica|tralascia|negeer|vergeet|zignoruj|pomin)(?: \\p{L}+){0,4} (?:instruc\\p{L}+|istruzioni|regras|regole|instructies|regels|anterior\\p{L}*|precedent\\p{L}*|vorige|eerdere|poprzedni\\p{L}*|polecenia|instrukcje)|(?:atribua|avalie|assegna|valuta|beoordeel|geef|ocen)(?: \\p{L}+){0,4} (?:candidat\\p{L}*|kandidaa?t\\p{L}*|pontuacao|punteggio|score|nota|massim\\p{L}*|maxim\\p{L}*)',
  ),
  anywhere(
    'instruction',
    '(?:игнорируй|проигнорируй|забудь|не обращай внимания)|(?:поставь|присвой|оцени|порекомендуй)[^.!?]{0,40}(?:балл|оценк|кандидат|уров)|предыдущ\\p{L}+ инструкц',
  ),
  anywhere(
    'instruction',
    '忽略|无视|無視|不要理会|忘记(?:之前|以上|所有)|(?:之前|以上|先前|上述)的?(?:所有)?(?:指令|指示|说明|規則|规则|提示)|(?:给|給|打|评为|評為).{0,12}(?:满分|最高分|滿分|高分)|(?:推荐|录用|聘用)(?:该|此|这位|這位)|你(?:是|现在|必须|應該|应该|妈|个|他)|傻|操你',
  ),
  anywhere(
    'instruction',
    '(?:指示|命令|ルール|プロンプト).{0,8}(?:無視|忘れ)|(?:最高|満点).{0,8}(?:評価|点|スコア)|(?:評価|採点)(?:して|せよ|しなさい)|이전.{0,8}(?:지시|명령|지침)|(?:지시|명령|지침).{0,8}(?:무시|잊)|(?:최고|만점).{0,8}(?:점수|평가|부여)|(?:تجاهل|انس).{0,20}(?:التعليمات|الأوامر)|(?:निर्देश|आदेश).{0,20}(?:अनदेखा|नज़रअंदाज़|भूल)|(?:अनदेखा|नज़रअंदाज़).{0,20}(?:निर्देश|आदेश)',
  ),
  // Marks of who is speaking, and of where data ends.
  anywhere(
    'role-token',
    '<\\|[^|>]{0,40}\\|>|\\[/?inst\\]|<</?sys>>|</?s>|</?(?:system|assistant|user|human|instructions?|prompt|document|resume|lines?|data|untrusted|context)(?:\\s[^>]{0,40})?>|<(?:start|end)_of_turn>|\\{\\{|\\{%|\\}\\}',
  ),
  anywhere(
    'role-token',
    '#{2,}\\s?(?:system|instruction|response|input|end|new|assistant|human|user|task)|(?:-{3,}|={3,}|[*]{3,})\\s?(?:begin|end|start|stop|new|important|system|ignore)|\\[(?:system|assistant|user|admin|end of|start of|begin|override|jailbreak|classic|🔓|🔒)|"role"\\s?:|"content"\\s?:|\\bend of (?:resume|document|cv|data|input|candidate|lines|user input)\\b',
  ),
  // Talk about the machine.
  words(
    'machine-talk',
    `(?:attention|dear|hello|hi|hey|hi there|to|for|if|note to|as)(?: the| all| any| an?| you are| you're| this is read by)* ${MODEL}(?=\\p{P}| (?:you|please|that|reading|review\\p{L}*|evaluat\\p{L}*|scor\\p{L}*|screen\\p{L}*|must|should|system\\p{L}*|process\\p{L}*|assess\\p{L}*|pars\\p{L}*|:|is)|$)(?:${GAP}(?:you|must|should|please|score|rate|rank|this (?:candidate|resume|applicant|cv)))`,
  ),
  words(
    'machine-talk',
    `(?:chatgpt|gpt-?[0-9]|claude|gemini|openai|anthropic|the (?:ai|llm|language model)|ai language model|as an ai)${GAP}(?:can|will|must|should|cannot|would|shall|does not|doesn't|is able|are able|response|respond\\p{L}*|polic\\p{L}+|content|refuse\\p{L}*|break\\p{L}*|answers?|instructions?|you|now|censor\\p{L}*|limitations?)`,
  ),
  words(
    'machine-talk',
    'system prompt|jailbr(?:oken|eak)|token system|prompt injection succeeded|injection succeeded|anti-?dan|dan will|stan will|garak',
  ),
  words(
    'machine-talk',
    `(?:free|freed|liberated|released|unshackled|unbound)(?: \\p{L}+){0,2} (?:of|from)${GAP}(?:ai|openai|rules|filters?|restrictions?|censorship|guidelines|confines)|rules (?:set|made|imposed)(?: \\p{L}+){0,2} (?:by|for|on|upon) (?:the )?(?:ai|openai|anthropic|google|you|it|them|him)|(?:harmful|illegal|unethical)(?: and| or|,) (?:illegal|harmful|unethical|immoral)`,
  ),
  // The verdict itself, and praise that states no fact.
  words(
    'verdict',
    `(?:the |an? |our )?(?:perfect|ideal|best|strongest|top|exceptional|outstanding|excellent|number one|#1|most qualified|highest[- ]ranked|superior|unparalleled)(?: \\p{L}+)? (?:candidates?|applicants?|fit|match|hire|choice)`,
  ),
  words(
    'verdict',
    '(?:top|best) (?:0?[.])?\\d+ ?(?:%|percent) (?:of )?(?:all )?(?:candidates?|applicants?|talent)|(?:strongly |highly )?recommend\\p{L}* (?:for |to )?(?:hir\\p{L}+|interview|immediate|this candidate)|(?:should|must) be (?:hired|interviewed)|(?:hire|interview) (?:immediately|at once|without)|(?:meets|exceeds|satisfies|fulfil\\p{L}*|matches) (?:all|every|each)(?: of)?(?: the| your)?(?: \\p{L}+)? (?:criteri\\p{L}+|requirements?|qualifications?|must-?haves?)|all (?:criteria|requirements|must-?haves) (?:are |were |have been )?(?:met|shown|satisfied|fulfilled)|(?:score|rating|level|verdict|grade|assessment|decision)s? ?(?::|=|is|of|as) ?(?:"|\')?(?:[0-9]{1,3}(?: ?/ ?[0-9]{1,3}| out of| ?%)|5\\b|perfect|shown|strong|hire|max\\p{L}*|excellent|pass)',
  ),
  // Second person: a resume speaks of the work, not to somebody. Courtesies are taken out before.
  words(
    'address',
    "you|your|yours|you're|you'll|you've|u r|thou|yourself|du bist|sie sind ein|dein\\p{L}*|tu dois|vous devez|votre (?:reponse|tache|role)",
  ),
  // Not made for people.
  anywhere(
    'encoded',
    '(?=[a-z0-9+/]*[0-9])[a-z0-9+/]{48,}={0,2}|(?:[a-z0-9+/]{4}){5,}(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)|(?<![0-9a-f])(?=[0-9 :]{0,40}[a-f])(?:[0-9a-f]{2}[ :]?){20,}|(?:\\\\x[0-9a-f]{2}){4,}|(?:\\\\u[0-9a-f]{4}){4,}|(?:%[0-9a-f]{2}){5,}|(?:&#x?[0-9a-f]{2,6};){4,}|data:[a-z]+/[a-z0-9+.-]+[;,]|base64|rot13|(?:[.-]{1,6} ){8,}|(?:[01]{8} ?){4,}',
  ),
  anywhere(
    'code',
    'system\\s?\\(|select\\s+case|;\\s?shutdown|&lt;|&#\\d+|antivirus-test|<\\s?(?:script|img|iframe|svg|object|embed|body|link|meta|a|form|input|style|table|div|html|video|audio|math|base|x)[\\s/>]|on(?:error|load|click|mouseover|focus|toggle|start)\\s?=|javascript\\s?:|!\\[[^\\]]{0,200}\\]\\(|\\[[^\\]]{0,200}\\]\\(\\s?(?:https?:|javascript)|\'\\s?(?:or|and|union|;)\\s|"\\s?or\\s|union\\s+(?:all\\s+)?select|drop\\s+table|select\\s.{1,40}\\sfrom\\s|insert\\s+into\\s|delete\\s+from\\s|(?:exec|xp_cmdshell|sleep|benchmark|waitfor|pg_sleep)\\s?\\(|/\\*.*\\*/|(?:rm -rf|/etc/passwd|/bin/(?:ba)?sh|(?<![a-z])cat /|curl -|wget )|(?<![a-z])(?:os\\.\\w|subprocess\\.|eval\\(|exec\\(|__import__|lambda _|__\\w+__|import (?:os|sys|requests|socket|subprocess)(?![\\p{L}\\p{N}_.-])|print\\(|def \\w+\\(|=>\\s?\\{|function\\s?\\()|document\\.(?:cookie|write|location)|window\\.|fetch\\(|\\$\\(|\\$\\{',
  ),
];

/** Signs at the beginning of a sentence, or of a part of a line that could be one. */
export const OPENINGS: readonly Sign[] = [
  anywhere(
    'instruction',
    '^\\W*(?:(?:explain|describe|demonstrate|show|tell|list|teach)\\s(?:in detail\\s)?(?:how|why|what|things to|an?\\s\\p{L}+\\s\\p{L}+ being)|(?:give|provide|write)\\s(?:\\p{L}+\\s)?(?:step-by-step|instructions|a post|an? step-by-step)|continue\\s(?:the|this)\\s(?:following|sentence|story|text|conversation|dialogue)|(?:complete|repeat|output|print|put)\\s(?:this|the above|it in|initiali[sz]ation|level|verdict|sentence))',
  ),
  anywhere(
    'role-token',
    '^[\\s\\W]{0,6}(?:system|assistant|human|user|developer|ai|chatgpt|claude|gpt|dan|anti-dan|stan|dude)\\s?(?:prompt|message|note|override|instruction)?\\s?(?::|\\]|>>|\\))',
  ),
  anywhere(
    'address',
    "^\\W*(?:how|what|why|who|which|where|when)(?:'s|\\s(?:do|does|did|can|could|is|are|was|were|should|would|two|three))\\s[^?]*[?]",
  ),
];

/** How the words begin with which one of these begins: a look at a few letters, before more are read. */
export const OPENING_WORDS =
  /^\W*(?:expl|desc|demo|show|tell|list|teac|give|prov|writ|cont|comp|repe|outp|prin|put|how|what|why|who|whic|wher|when|syst|assi|huma|user|deve|ai|chat|clau|gpt|dan|anti|stan|dude)/u;

/** Polite phrases and addresses in which a resume or a letter may say "you". */
export const COURTESY =
  /(?:\S+@\S+|(?:https?:|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:\/\S*)?|yours (?:sincerely|faithfully|truly)|thank(?:s| you)(?: (?:very|so) much)?(?: for (?:your|the) (?:time|consideration|attention|interest)(?: and (?:your )?(?:time|consideration|attention|interest))?)?|look(?:ing)? forward to (?:hearing from|meeting(?: with)?|speaking with|talking (?:to|with)) you|how to reach you|you ?tube|at your (?:convenience|disposal)|(?:know|bring|own) your(?:self)? \p{L}+ (?:award|program|programme|campaign|project))/gu;
