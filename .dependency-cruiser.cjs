// Who may import whom. A room that is not named here may import nothing of the project.
const rooms = {
  'src/errors': [],
  'src/clock': [],
  'src/signature': ['src/errors', 'generated'],
  'src/validation': ['src/errors', 'generated'],
  'src/event': ['src/signature', 'src/validation', 'src/errors', 'generated'],
  'src/receive': ['src/event', 'src/signature', 'src/validation', 'src/errors', 'generated'],
  'src/address-guard': ['src/errors'],
  'src/sqlite': ['src/errors'],
  'src/queue': ['src/clock', 'src/sqlite', 'src/errors'],
  'src/dedupe-sqlite': ['src/receive', 'src/sqlite', 'src/errors'],
  'src/send': [
    'src/clock',
    'src/signature',
    'src/validation',
    'src/queue',
    'src/address-guard',
    'src/errors',
    'generated',
  ],
  'src/adapters': ['src/receive', 'src/signature', 'src/errors'],
  'src/simulate': ['src/clock', 'src/event', 'src/signature', 'src/validation', 'src/errors', 'generated'],
  generated: [],
};

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room} imports only what it may`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: '^(src|mock-server|scripts|generated)/', pathNot: `^(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'no adapter imports another',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/node-body\\.ts$' },
    },
    {
      name: 'only one file of the CLI loads the mock server',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/commands/mock\\.ts$' },
      to: { path: '^mock-server/' },
    },
    {
      name: 'the core has no runtime dependency',
      severity: 'error',
      from: { path: '^src/(errors/|signature/|validation/|event/|receive/|adapters/web\\.ts)' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'the core touches no API of Node outside hmac-node',
      severity: 'error',
      from: {
        path: '^src/(errors/|signature/|validation/|event/|receive/|adapters/web\\.ts)',
        pathNot: 'hmac-node',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['maxun-webhooks-source', 'import', 'node', 'default'],
    },
  },
};
