/** Who may import whom. The same rules in prose: ARCHITECTURE.md, "The dependency rule". */
const TEST = '[.](test|spec)[.]tsx?$|^tests/|^sandbox/';
const PURE = '^lib/(domain|scheduling|evidence|governance)/';
const ADAPTER = '^lib/(lever|calendar|mail|chat|esign|ai|storage)/';
const PORT = '/port[.]ts$';
const typeOnly = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'every-import-resolves',
      comment: 'An import that does not resolve would slip past every other rule.',
      severity: 'error',
      from: {},
      // The Graph types ship declarations only, and type imports leave nothing behind to resolve.
      to: { couldNotResolve: true, pathNot: '^#imports$|^@microsoft/microsoft-graph-types$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'entrypoints-are-roots',
      comment: 'Nobody imports an entrypoint; an entrypoint does not import another one.',
      severity: 'error',
      from: { path: '^(?!entrypoints/)' },
      to: { path: '^entrypoints/' },
    },
    {
      name: 'entrypoints-stay-apart',
      severity: 'error',
      from: { path: '^entrypoints/([^/]+)' },
      to: { path: '^entrypoints/', pathNot: '^entrypoints/$1' },
    },
    {
      name: 'shipped-code-stands-alone',
      comment: 'Nothing that ships imports tests or the sandbox.',
      severity: 'error',
      from: { path: '^(entrypoints|components|lib)/', pathNot: TEST },
      to: { path: '^(tests|sandbox)/' },
    },
    {
      name: 'pure-core-is-pure',
      comment: 'Functional core: only itself and zod.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: { pathNot: `${PURE}|node_modules/zod/` },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^lib/workflows/[^/]+/rules[.]ts$' },
      to: { pathNot: `${PURE}|^lib/workflows/[^/]+/(rules|schema)[.]ts$|node_modules/zod/`, ...typeOnly },
    },
    {
      name: 'workflows-stay-apart',
      comment: 'Compose two workflows in an entrypoint, or move what they share down.',
      severity: 'error',
      from: { path: '^lib/workflows/([^/]+)/' },
      to: { path: '^lib/workflows/', pathNot: '^lib/workflows/$1/' },
    },
    {
      name: 'workflows-see-ports',
      comment: 'Adapters are injected by the background entrypoint.',
      severity: 'error',
      from: { path: '^lib/workflows/', pathNot: TEST },
      // The way from a document to a judgement knows no engine, only its port.
      to: { path: ADAPTER, pathNot: `${PORT}|^lib/ai/(assess-resume|request-key)[.]ts$`, ...typeOnly },
    },
    {
      name: 'shared-interview-parts-see-ports',
      comment: 'What several workflows use lies below them: ports, ledger and domain only.',
      severity: 'error',
      from: { path: '^lib/interviews/', pathNot: TEST },
      to: {
        pathNot: `^lib/(interviews|domain|ledger|platform|scheduling)/|${PORT}|^lib/lever/types[.]ts$|node_modules/zod/`,
      },
    },
    {
      name: 'ui-goes-through-the-contract',
      severity: 'error',
      from: { path: '^lib/workflows/[^/]+/ui/|^components/', pathNot: TEST },
      to: { path: '^lib/workflows/[^/]+/(service|actions)|^lib/(ledger|storage)/', ...typeOnly },
    },
    {
      name: 'no-react-below-the-ui',
      severity: 'error',
      from: { path: '^lib/', pathNot: `^lib/workflows/[^/]+/(ui/|store[.]ts)|${TEST}` },
      to: {
        path: '^components/|^lib/workflows/[^/]+/ui/|node_modules/(react|react-dom|zustand|lucide-react)/',
        ...typeOnly,
      },
    },
    {
      name: 'components-know-no-workflow',
      severity: 'error',
      from: { path: '^components/', pathNot: TEST },
      to: { path: '^lib/(workflows|ledger|messaging)/|^lib/(lever|calendar|storage)/' },
    },
    {
      name: 'adapters-know-no-workflow',
      severity: 'error',
      from: { path: ADAPTER },
      to: { path: '^lib/workflows/' },
    },
    {
      name: 'adapters-stay-apart',
      severity: 'error',
      from: { path: '^lib/(lever|calendar|mail|chat|esign|ai|storage)/' },
      to: { path: ADAPTER, pathNot: `^lib/$1/|${PORT}` },
    },
    {
      name: 'selectors-stay-in-lever-page',
      severity: 'error',
      from: { pathNot: `^lib/lever/page/|${TEST}` },
      to: { path: '^lib/lever/page/selectors[.]ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[.](output|wxt)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
