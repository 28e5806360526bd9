/** Skills of product, sales, marketing, finance, people, health care, support and other work; written like the technical ones. */
export const BUSINESS = `
Product management, product strategy
Product discovery
Roadmapping, product roadmap, roadmaps
Requirements analysis, requirements gathering, business analysis
Project management, =PMO
Program management, programme management
Stakeholder management
Change management
OKRs, objectives and key results
Risk management
Process improvement, process optimization, continuous improvement
Strategic planning
Budgeting, budget management
Vendor management, supplier management
Contract negotiation, negotiation
Procurement, purchasing
Supply chain management, supply chain
Logistics
Inventory management
Warehouse management
Demand planning
Operations management
Facilities management
Event management, event planning
Executive assistance, calendar management
Public speaking, presentations
People management, team leadership, managing a team
Mentoring, mentorship
Coaching
Cross-functional collaboration
Sales, B2B sales
Enterprise sales
Account management, key account management
Account executive work, quota attainment, sales quota
Business development
Lead generation, prospecting
Cold calling, outbound sales
Sales operations
Pre-sales, solution engineering, sales engineering
Pipeline management, sales pipeline
Salesforce, =SFDC
HubSpot
CRM, customer relationship management
Pricing strategy
Partnerships, channel partnerships
Retail sales, point of sale
Marketing, marketing strategy
Digital marketing
Content marketing, content strategy
Copywriting
=SEO, search engine optimization, search engine optimisation
=SEM, search engine marketing, Google Ads, paid search
Social media marketing, social media management
Email marketing
Marketing automation, Marketo
Growth marketing, demand generation
Product marketing
Market research
Public relations, media relations
Brand management
Journalism
Editing, proofreading
Translation
Accounting
Financial accounting, general ledger
Bookkeeping
Accounts payable
Accounts receivable
Month-end close, financial close
Financial reporting
Financial analysis
Financial modeling, financial modelling
Financial planning, =FP&A, forecasting
Auditing, internal audit, external audit
Tax preparation, corporate tax
=GAAP, US GAAP
=IFRS
=SOX, Sarbanes-Oxley
Treasury, cash management
Valuation, discounted cash flow, =DCF
Investment analysis, equity research
Portfolio management
Credit analysis, credit risk
Underwriting
Insurance claims, claims handling
Anti-money laundering, =AML, =KYC
Regulatory compliance, compliance
Payroll, payroll processing
QuickBooks
=SAP, SAP ERP, S/4HANA
NetSuite
Oracle Financials
Workday
=ERP, enterprise resource planning
Recruiting, talent acquisition, full-cycle recruiting
Sourcing candidates, candidate sourcing
Interviewing
Onboarding
Employee relations
Performance management
Compensation and benefits, compensation, benefits administration
Learning and development, training programs
HR operations, human resources
=HRIS, HR information systems
Labor law, labour law, employment law
Workforce planning
Applicant tracking systems, Lever, Greenhouse ATS
Legal research
Contract drafting, contract review
Litigation
Intellectual property, patents, trademarks
Privacy law, GDPR, data protection
Corporate law
Paralegal work
Customer support, customer service, help desk
Technical support, IT support, desktop support
Customer success
Zendesk
Intercom messaging, =Intercom
ServiceNow, =ITIL
Call center, call centre, contact center
Complaint handling, conflict resolution
Customer onboarding
Nursing, patient care, bedside care
Registered nursing, =RN
Critical care, intensive care, =ICU
Emergency medicine, emergency department, =ER
Medication administration
Triage
Wound care
Phlebotomy
Surgery, operating room
Anesthesia
Pediatrics, paediatrics
Oncology
Cardiology
Radiology, medical imaging
Physical therapy, physiotherapy
Occupational therapy
Speech therapy, speech-language pathology
Mental health counseling, counselling, psychotherapy
Social work, case management
Pharmacy, dispensing
Dental hygiene
Medical coding, ICD-10, =CPT
Medical billing
Electronic health records, =EHR, =EMR
Epic Systems, =Epic
Cerner
=HIPAA
Clinical research, clinical trials
=GCP guidelines, good clinical practice
Infection control
=CPR, cardiopulmonary resuscitation
Public health, epidemiology
Teaching, classroom teaching
Curriculum development, curriculum design
Instructional design, e-learning
Tutoring
Special education
Early childhood education
Research design, qualitative research
Grant writing
Fundraising
Volunteer coordination
Cooking, food preparation
Food safety, =HACCP
Hospitality management, front desk
Bartending
Housekeeping
Forklift operation, forklift
Welding
Carpentry
Plumbing
Electrical installation
=HVAC
Machining, =CNC
Maintenance, preventive maintenance
Construction management
Driving, commercial driving, =CDL
Security guarding, security operations
Property management
Real estate
Environmental management, ISO 14001
Quality management, ISO 9001
Occupational safety, =OSHA, workplace safety
Sustainability reporting, =ESG
`;
