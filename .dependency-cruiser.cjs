// Who may import whom.
//
// `imports`: the rooms that a room may import. A room inside another, as `src/send/http` is, is held to its own line and to
// that of the room around it. `entries`: the files of a room that others may import; the rest is its own.
const rooms = {
  generated: { imports: '' },
  scripts: { imports: 'src/event src/validation mock-server/api generated', entries: '' },

  'src/quality': { imports: 'src/event', entries: 'index' },
  'src/index.ts': { imports: 'src/errors src/signature src/validation src/event src/receive generated' },
  'src/package-file.ts': { imports: '' },
  'src/listen.ts': { imports: 'src/errors' },
  'src/read-up-to.ts': { imports: '' },
  'src/errors': {
    imports: '',
    entries: 'harmless index is-record mask-url mask-values naming once options print-problem problem-log',
  },
  'src/clock': { imports: 'src/errors', entries: 'clock event-loop-tick runtime virtual-clock' },
  'src/signature': {
    imports: 'src/clock src/errors generated',
    entries: 'index constant-time explain header-fields headers keys raw-body refusal secret verify',
  },
  'src/validation': {
    imports: 'src/errors generated',
    entries: 'index date-time describe hints limits pointer printable shape',
  },
  'src/event': { imports: 'src/signature src/validation src/errors generated', entries: 'index repair' },
  'src/receive': {
    imports: 'src/quality src/event src/signature src/validation src/queue src/clock src/errors generated',
    entries: 'index admit auth body-errors bytes-in-flight limits',
  },
  'src/adapters': {
    imports: 'src/receive src/signature src/clock src/errors',
    entries: 'express fastify koa nest lambda node web node-body',
  },
  'src/address-guard': { imports: 'src/errors', entries: 'index' },
  'src/sqlite': {
    imports: 'src/errors',
    entries: 'database foreign-file migrate owner-lock store-error store-file',
  },
  'src/postgres': { imports: 'src/errors', entries: 'location open-pool schema-name session store-error' },
  'src/dedupe': { imports: 'src/receive src/sqlite src/postgres src/errors', entries: 'sqlite postgres' },
  'src/queue': {
    imports: 'src/clock src/sqlite src/postgres src/errors',
    entries:
      'queue memory payload limits retry-schedule steady-worker work-settings sqlite/index postgres/index',
  },
  'src/queue/embedded': {
    imports: `src/clock src/errors ${filesOf('src/queue')}`,
    entries: 'embedded-queue endpoint-scheduler delivery-store memory-store',
  },
  'src/queue/sqlite': {
    imports: `src/queue/embedded src/sqlite src/clock src/errors ${filesOf('src/queue')}`,
    entries: 'index',
  },
  'src/queue/postgres': {
    imports: `src/postgres src/clock src/errors ${filesOf('src/queue')}`,
    entries: 'index',
  },
  'src/send': {
    imports: 'src/queue src/address-guard src/signature src/validation src/clock src/errors generated',
    entries: 'index payload/json-text',
  },
  'src/send/attempt': {
    imports:
      'src/send/endpoint src/send/events src/send/http src/send/limits.ts src/queue src/clock src/errors',
    entries: 'attempt deliverer outcome',
  },
  'src/send/endpoint': {
    imports:
      'src/send/attempt src/send/payload src/send/limits.ts src/queue src/address-guard src/signature src/clock src/errors',
    entries:
      'endpoint endpoint-limiter endpoint-limiters endpoint-registry prepared-endpoint prepared-endpoints',
  },
  'src/send/events': {
    imports: 'src/send/attempt src/queue src/errors',
    entries: 'delivery-events observer open-telemetry sender-events',
  },
  'src/send/http': {
    imports: 'src/send/limits.ts src/address-guard src/clock src/errors',
    entries: 'posting transport',
  },
  'src/send/payload': {
    imports: 'src/queue src/validation src/errors generated',
    entries: 'event-body event-types json-text',
  },
  'src/maxun-api': {
    imports: 'src/event src/clock src/errors src/read-up-to.ts generated',
    entries: 'index run-event',
  },
  'src/simulate': {
    imports: 'src/clock src/event src/signature src/validation src/errors src/listen.ts generated',
    entries: 'index payload-edits webhook',
  },
  'src/relay': {
    imports:
      'src/receive src/adapters src/send src/maxun-api src/queue src/postgres src/sqlite src/event src/signature src/validation src/errors src/listen.ts generated',
    entries: 'index',
  },
  'src/doctor': {
    imports: 'src/probe src/receive src/simulate src/address-guard src/validation src/errors generated',
    entries: 'index',
  },
  'src/codegen': {
    imports: 'src/event src/validation src/errors src/package-file.ts',
    entries: 'index handlers/choices types/index',
  },
  'src/probe': {
    imports: 'src/simulate src/address-guard src/signature src/errors src/read-up-to.ts',
    entries: 'index',
  },
  'src/cli': {
    imports:
      'src/event src/signature src/validation src/receive src/queue src/postgres src/sqlite src/send src/maxun-api src/simulate src/probe src/codegen src/doctor src/relay src/errors src/package-file.ts src/read-up-to.ts mock-server/index.ts generated',
    entries: '',
  },

  'mock-server': {
    imports:
      'src/adapters src/receive src/quality src/event src/signature src/validation src/simulate src/probe src/address-guard src/sqlite src/clock src/errors src/listen.ts src/read-up-to.ts src/package-file.ts generated',
    entries: 'index vitest/index assertions/index api/description/routes',
  },
  'mock-server/hook': {
    imports:
      'mock-server/verdict mock-server/journal mock-server/inbox mock-server/script mock-server/outgoing mock-server/api src/adapters src/receive src/validation src/clock src/errors',
    entries: 'read-arrival receive response',
  },
  'mock-server/verdict': {
    imports:
      'mock-server/hook mock-server/journal mock-server/api src/receive src/event src/signature src/validation src/errors',
    entries: 'contradictions judge messages verdict',
  },
  'mock-server/journal': {
    imports:
      'mock-server/hook mock-server/verdict mock-server/api src/quality src/event src/signature src/validation src/sqlite src/errors',
    entries: 'delivery entry journal limits open-store subject',
  },
  'mock-server/inbox': {
    imports:
      'mock-server/journal mock-server/script mock-server/api src/event src/validation src/clock src/errors',
    entries: 'differences inbox inboxes waiting',
  },
  'mock-server/script': {
    imports: 'mock-server/hook mock-server/journal mock-server/api src/adapters src/clock src/errors',
    entries: 'parse perform presets script step',
  },
  'mock-server/outgoing': {
    imports:
      'mock-server/hook mock-server/journal mock-server/script mock-server/api src/address-guard src/simulate src/signature src/validation src/clock src/errors src/read-up-to.ts',
    entries: 'client fixtures forward growing-guard sending',
  },
  'mock-server/probe': {
    imports:
      'mock-server/hook mock-server/verdict mock-server/journal mock-server/outgoing mock-server/api src/probe src/receive src/errors',
    entries: 'probes',
  },
  'mock-server/api': {
    imports:
      'mock-server/journal mock-server/script mock-server/outgoing mock-server/probe mock-server/server src/probe src/address-guard src/signature src/validation src/clock src/errors src/package-file.ts generated',
    entries:
      'routes types addresses assets contract-files detail event-stream guards headers http-error masking read-request description/routes',
  },
  'mock-server/server': {
    imports:
      'mock-server/hook mock-server/verdict mock-server/journal mock-server/inbox mock-server/script mock-server/outgoing mock-server/probe mock-server/api src/receive src/address-guard src/clock src/errors',
    entries: 'app assemble options',
  },
  'mock-server/inspector': { imports: 'mock-server/api src/event src/validation generated', entries: '' },
  'mock-server/assertions': {
    imports: 'mock-server/inbox mock-server/journal src/probe src/signature src/validation src/errors',
    entries: 'index matchers probe-check',
  },
  'mock-server/vitest': {
    imports:
      'mock-server/start.ts mock-server/server mock-server/inbox mock-server/assertions src/validation',
    entries: 'index',
  },
};

/** The files of a room, without the rooms in it. */
function filesOf(room) {
  return `${room}/[^/]+\\.ts`;
}

function oneOf(paths) {
  return `(${paths.split(' ').join('|')})`;
}

// Without `mock-server`: its line is for its loose files, each folder in it needs one of its own.
const listed = Object.keys(rooms)
  .filter((room) => room !== 'mock-server')
  .join(' ');

const mayImport = Object.entries(rooms).map(([room, { imports }]) => ({
  name: `${room} imports only the rooms it may`,
  severity: 'error',
  from: { path: `^${room}(/|$)` },
  to: {
    path: '^(src|mock-server|scripts|generated)/',
    pathNot: `^${oneOf(`${room} ${imports}`.trim())}(/|$)`,
  },
}));

const throughEntries = Object.entries(rooms)
  .filter(([, { entries }]) => entries !== undefined)
  .map(([room, { entries }]) => ({
    name: `${room} is imported through its entries alone`,
    severity: 'error',
    from: { pathNot: `^${room}/` },
    to: { path: `^${room}/`, pathNot: `^${room}/${oneOf(entries)}\\.ts$` },
  }));

/** What runs in any runtime. */
const core =
  '^src/(errors/|clock/(event-loop-tick|runtime)|signature/|validation/|event/|quality/|receive/|adapters/web\\.ts)';

module.exports = {
  forbidden: [
    ...mayImport,
    ...throughEntries,
    {
      name: 'every room is listed above',
      severity: 'error',
      from: { path: '^(src/|mock-server/[^/]+/)', pathNot: `^${oneOf(listed)}(/|$)` },
      to: {},
    },
    {
      name: 'no adapter imports another',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/(node-body|limits)\\.ts$' },
    },
    {
      name: 'only one file of the CLI loads the mock server',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/(commands/mock|mock-report)\\.ts$' },
      to: { path: '^mock-server/' },
    },
    {
      name: 'the core has no runtime dependency',
      severity: 'error',
      from: { path: core },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'the core touches no API of Node outside hmac-node',
      severity: 'error',
      from: { path: core, pathNot: 'hmac-node' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
