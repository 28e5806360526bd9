/**
 * Skills of engineering, data and design. One line a skill: its usual name, then other ways people write it. A form that begins with
 * `=` counts only with exactly these capitals, because it is an ordinary word otherwise. Our own list.
 */
export const TECHNICAL = `
JavaScript, ECMAScript, ES6, =JS
TypeScript, =TS
Python, Python 3
Java, Java 8, Java 11, Java 17, Java SE, Java EE, Jakarta EE
Kotlin
Swift programming, =Swift, SwiftUI
Objective-C
=C, C language, ANSI C
C++, cpp, C++17, C++20
C#, csharp, C sharp
.NET, dotnet, .NET Core, ASP.NET
=Go, Golang
=Rust, Rust language, Rustlang
Ruby
Ruby on Rails, Rails, RoR
PHP
Laravel
Symfony
Perl
Scala
Clojure
Haskell
Elixir
Erlang
=R, R language, RStudio, tidyverse
MATLAB
=Julia
COBOL
Fortran
VBA, Visual Basic
Bash, shell scripting, shell scripts, zsh
PowerShell
SQL, T-SQL, PL/SQL
HTML, HTML5
CSS, CSS3, Sass, SCSS
Tailwind CSS, Tailwind
React, React.js, ReactJS
React Native
Redux
Next.js, NextJS
Vue, Vue.js, VueJS
Nuxt, Nuxt.js
Angular, AngularJS
Svelte, SvelteKit
jQuery
Webpack
Vite
Node.js, NodeJS, =Node
=Express, Express.js, ExpressJS
NestJS, Nest.js
Deno
Django
=Flask, Flask API
FastAPI
=Spring, Spring Boot, Spring Framework
Hibernate
GraphQL, Apollo GraphQL
REST APIs, REST, RESTful, REST API, RESTful APIs
gRPC
WebSockets, WebSocket
Microservices, micro-services, microservice architecture
Event-driven architecture, event driven architecture
Message queues, RabbitMQ, ActiveMQ, Amazon SQS
Apache Kafka, Kafka
PostgreSQL, Postgres
MySQL, MariaDB
SQL Server, MSSQL, Microsoft SQL Server
Oracle Database, Oracle DB
SQLite
MongoDB, Mongo
Redis
Cassandra
DynamoDB
Elasticsearch, OpenSearch, ELK
Neo4j, graph databases
Database design, data modeling, data modelling, database administration
AWS, Amazon Web Services, EC2, AWS Lambda
Azure, Microsoft Azure
Google Cloud, GCP, Google Cloud Platform
Cloud infrastructure, cloud architecture, cloud computing
Serverless
Docker, containers, containerization
Kubernetes, K8s, EKS, GKE, AKS
Helm charts, =Helm
Terraform, infrastructure as code, IaC
Ansible
Pulumi
Puppet configuration, =Puppet
Jenkins
GitHub Actions
GitLab CI
CI/CD, continuous integration, continuous delivery, continuous deployment
Git, GitHub, GitLab
Linux, Ubuntu, Debian, Red Hat, RHEL
Windows Server
Active Directory
Networking, TCP/IP, network administration
Load balancing, Nginx, HAProxy
Site reliability engineering, SRE
DevOps
Observability, monitoring and alerting
Prometheus
Grafana
Datadog
Splunk
Incident response, incident management, on-call
System design, software architecture, distributed systems
Object-oriented programming, OOP, object-oriented design
Functional programming
Design patterns
Unit testing, automated tests, test automation
Test-driven development, TDD
Selenium
Cypress testing, =Cypress
Playwright
Jest
JUnit
Quality assurance, =QA, software testing
Performance testing, load testing, JMeter
Penetration testing, pen testing
Application security, OWASP, AppSec
Information security, cybersecurity, cyber security
Identity and access management, IAM
Cryptography
OAuth, OpenID Connect, SAML, single sign-on
SOC 2
ISO 27001
Android development, Android
iOS development, iOS
Flutter
Game development, Unity engine, Unreal Engine
Embedded systems, embedded software, firmware
=FPGA, VHDL, Verilog
=RTOS, real-time operating systems
Robotics, =ROS
=PLC, PLC programming
=CAD, AutoCAD
SolidWorks
Mechanical design
Electrical engineering
Civil engineering
Structural analysis
Six Sigma, Lean Six Sigma
Lean manufacturing
=GIS, ArcGIS, QGIS
Blockchain, smart contracts
Solidity
Web accessibility, WCAG, accessibility
Browser extensions, Chrome extensions
Technical writing, technical documentation
Code review, code reviews
Agile, agile development
Scrum
Kanban
Jira
Machine learning, =ML
Deep learning, neural networks
Natural language processing, =NLP
Large language models, LLMs
Computer vision
Reinforcement learning
Recommender systems, recommendation systems
PyTorch
TensorFlow
Keras
scikit-learn, sklearn
Pandas
NumPy
Hugging Face
MLOps
Feature engineering
Time series, time series forecasting
Statistics, statistical analysis, statistical modeling
Bayesian statistics, Bayesian inference
Causal inference
A/B testing, experimentation, split testing
Data analysis, data analytics
Data science
Data engineering, data pipelines
ETL, ELT
Apache Spark, PySpark, =Spark
Hadoop
=Hive, Apache Hive
Airflow, Apache Airflow
dbt
Snowflake
BigQuery
Redshift
Databricks
Data warehousing, data warehouse
Data governance
Data visualization, data visualisation
Tableau
Power BI
Looker
Excel, Microsoft Excel, =VLOOKUP, pivot tables
Google Sheets
Google Analytics, GA4
=SAS, SAS programming
SPSS
Stata
Jupyter
Bioinformatics
Genomics
Laboratory techniques, PCR, ELISA
Chromatography, HPLC
UX design, user experience design, =UX
UI design, user interface design, =UI
User research, usability testing, user interviews
Interaction design
Information architecture
Wireframing, wireframes
Prototyping, prototypes
Design systems, design system
Visual design
Graphic design
Typography
Illustration
Motion design, motion graphics
Figma
=Sketch
Adobe XD
Photoshop, Adobe Photoshop
Illustrator, Adobe Illustrator
InDesign, Adobe InDesign
After Effects
Premiere Pro, video editing
Blender, 3D modeling, 3D modelling
Branding, brand identity
Service design
Design thinking
Industrial design, product design
`;
