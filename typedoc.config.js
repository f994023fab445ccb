import entryPoints from './scripts/entry-points.json' with { type: 'json' };

/** @type {Partial<import('typedoc').TypeDocOptions>} */
const config = {
  entryPoints: Object.values(entryPoints),
  tsconfig: 'tsconfig.json',
  emit: 'none',
  excludePrivate: true,
  treatWarningsAsErrors: true,
  validation: { notExported: false, invalidLink: true, notDocumented: true },
  packagesRequiringDocumentation: ['maxun-webhooks'],
  requiredToBeDocumented: ['Class', 'Interface', 'Function', 'TypeAlias', 'Variable', 'Method'],
  disableSources: true,
};
export default config;
