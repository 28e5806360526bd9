/** Who works here. `G` = Larkspur (Google), `M` = Tidewater, bought two years ago and still on Microsoft 365. */
export type Team =
  | 'Executive'
  | 'People'
  | 'Platform'
  | 'Infrastructure'
  | 'Data'
  | 'Product'
  | 'Design'
  | 'Security'
  | 'Growth'
  | 'Sales'
  | 'Finance'
  | 'Support'
  | 'Payments';

export interface RosterEntry {
  name: string;
  provider: 'G' | 'M' | '-';
  zone: string;
  team: Team;
  jobTitle: string;
}

const line = (
  name: string,
  provider: RosterEntry['provider'],
  zone: string,
  team: Team,
  jobTitle: string,
): RosterEntry => ({ name, provider, zone, team, jobTitle });

/** The first person of a team leads it. */
export const ROSTER: readonly RosterEntry[] = [
  line('Helena Brandt', 'G', 'Europe/London', 'Executive', 'Chief Executive Officer'),
  line('Marcus Adeyemi', 'G', 'America/New_York', 'Executive', 'Chief Technology Officer'),
  line('Yuki Sandoval', 'M', 'America/Los_Angeles', 'Executive', 'Chief Product Officer'),

  line('Rosa Lindqvist', 'G', 'Europe/London', 'People', 'Head of Talent'),
  line('Maya Okafor', 'G', 'Europe/London', 'People', 'Senior Recruiter'),
  line('Declan Fahey', 'G', 'Europe/Dublin', 'People', 'Recruiting Coordinator'),
  line('Noor Rahmani', 'M', 'America/New_York', 'People', 'Recruiter'),
  line('Sunita Thapa', 'M', 'Asia/Kathmandu', 'People', 'People Partner'),
  line('Bruno Teixeira', 'G', 'America/Sao_Paulo', 'People', 'Recruiter'),

  line('Priya Nair', 'G', 'Europe/London', 'Platform', 'Engineering Manager, Platform'),
  line('Tom Becker', 'M', 'Europe/Berlin', 'Platform', 'Tech Lead, Platform'),
  line('Ines Duarte', 'G', 'Europe/Lisbon', 'Platform', 'Staff Engineer'),
  line('Oleg Marchenko', 'G', 'Europe/Warsaw', 'Platform', 'Senior Engineer'),
  line('Aisha Bello', 'G', 'Africa/Lagos', 'Platform', 'Engineer'),
  line('Lukas Steiner', 'M', 'Europe/Berlin', 'Platform', 'Senior Engineer'),
  line('Hannah Whitlock', 'G', 'Europe/London', 'Platform', 'Engineer'),
  line('Mateo Rivas', 'G', 'America/New_York', 'Platform', 'Senior Engineer'),

  line('Arjun Mehta', 'M', 'Asia/Kolkata', 'Infrastructure', 'Engineering Manager, Infrastructure'),
  line('Kavya Raman', 'M', 'Asia/Kolkata', 'Infrastructure', 'Tech Lead, Infrastructure'),
  line('Rohan Iyer', 'M', 'Asia/Kolkata', 'Infrastructure', 'Site Reliability Engineer'),
  line('Claire Dubois', 'G', 'Europe/Paris', 'Infrastructure', 'Site Reliability Engineer'),
  line('Jack Mulvaney', 'G', 'Australia/Adelaide', 'Infrastructure', 'Site Reliability Engineer'),
  line('Emi Takahashi', 'G', 'Asia/Tokyo', 'Infrastructure', 'Senior Engineer'),

  line('Grace Kimani', 'G', 'America/New_York', 'Data', 'Director of Data'),
  line('Viktor Halloran', 'M', 'America/Chicago', 'Data', 'Tech Lead, Data'),
  line('Mei Lin', 'G', 'America/New_York', 'Data', 'Senior Data Scientist'),
  line('Pedro Alcantara', 'G', 'America/Sao_Paulo', 'Data', 'Data Engineer'),
  line('Zoe Papadakis', 'G', 'Europe/Athens', 'Data', 'Analytics Engineer'),
  line('Samir Haddad', 'M', 'America/New_York', 'Data', 'Data Engineer'),

  line('Olivia Grant', 'G', 'Europe/London', 'Product', 'Director of Product'),
  line('Daniel Osei', 'G', 'Europe/London', 'Product', 'Senior Product Manager'),
  line('Freya Nilsen', 'G', 'Europe/Oslo', 'Product', 'Product Manager'),
  line('Carlos Ibarra', 'M', 'America/Los_Angeles', 'Product', 'Product Manager'),
  line('Anika Bose', 'M', 'Asia/Kolkata', 'Product', 'Product Manager'),

  line('Theo Laurent', 'G', 'Europe/Paris', 'Design', 'Head of Design'),
  line('Isla Campbell', 'G', 'Europe/London', 'Design', 'Senior Product Designer'),
  line('Kenji Tanaka', 'G', 'Asia/Tokyo', 'Design', 'Product Designer'),
  line('Lucia Ferrari', 'M', 'Europe/Rome', 'Design', 'Design Researcher'),

  line('Nadia Petrova', 'G', 'Europe/Berlin', 'Security', 'Head of Security'),
  line('Owen Pritchard', 'G', 'Europe/London', 'Security', 'Security Engineer'),
  line('Farah Siddiqui', 'M', 'America/New_York', 'Security', 'Security Engineer'),
  line('Liam Doyle', 'M', 'America/St_Johns', 'Security', 'Security Analyst'),

  line('Chloe Bennett', 'M', 'America/Los_Angeles', 'Growth', 'Director of Growth'),
  line('Ethan Walsh', 'M', 'America/Los_Angeles', 'Growth', 'Growth Engineer'),
  line('Amara Diallo', 'G', 'Europe/Paris', 'Growth', 'Growth Marketer'),
  line('Sienna Russo', 'M', 'America/Chicago', 'Growth', 'Lifecycle Marketer'),

  line('Patrick Donnelly', 'M', 'America/New_York', 'Sales', 'VP Sales'),
  line('Gabriela Moreno', 'M', 'America/Mexico_City', 'Sales', 'Account Executive'),
  line('Ruth Abernathy', 'G', 'Europe/London', 'Sales', 'Account Executive'),
  line('Henrik Sorensen', 'G', 'Europe/Copenhagen', 'Sales', 'Sales Engineer'),
  line('Charlotte Reid', 'G', 'Australia/Sydney', 'Sales', 'Account Executive'),
  line('Tane Whareaitu', 'G', 'Pacific/Auckland', 'Sales', 'Account Executive'),

  line('Simone Keller', 'G', 'Europe/Zurich', 'Finance', 'Chief Financial Officer'),
  line('George Papas', 'G', 'Europe/London', 'Finance', 'Financial Controller'),
  line('Wendy Zhao', 'M', 'America/Los_Angeles', 'Finance', 'Finance Analyst'),

  line('Adaeze Nwosu', 'G', 'Africa/Lagos', 'Support', 'Head of Support'),
  line('Ryan Fletcher', 'M', 'America/Denver', 'Support', 'Support Lead'),
  line('Mina Joshi', 'M', 'Asia/Kolkata', 'Support', 'Support Engineer'),
  line('Jonas Weber', 'G', 'Europe/Berlin', 'Support', 'Support Engineer'),
  line('Camila Torres', 'G', 'America/Bogota', 'Support', 'Support Engineer'),
  line('Stefan Ionescu', 'G', 'Europe/Bucharest', 'Support', 'Support Engineer'),
  line('Hugo Marchetti', '-', 'Europe/Rome', 'Design', 'Contract Illustrator'),
  line('Bea Sundstrom', '-', 'Europe/Stockholm', 'Platform', 'External Technical Assessor'),
  line('Quinn Abbott', 'M', 'America/New_York', 'Data', 'Data Engineer (left)'),

  // The newest team; whom it hires waits for one architect. See pinched-candidates.ts.
  line('Clara Voss', 'M', 'Europe/London', 'Payments', 'Head of Payments'),
  line('Idris Okonjo', 'M', 'Europe/London', 'Payments', 'Principal Architect'),
  line('Petra Lindholm', 'M', 'Europe/London', 'Payments', 'Risk Principal'),
];
