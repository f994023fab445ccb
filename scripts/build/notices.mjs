// Writes THIRD-PARTY-NOTICES.md: the licences of the packages that are joined into the built files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The folder of the package that a file is of: none, or one. */
export function packageOf(root, file) {
  const path = relative(root, resolve(root, file.replace(/^\0/, ''))).replaceAll('\\', '/');
  const [folder] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  return folder === undefined ? [] : [join(root, folder)];
}

export function writeNotices(file, folders) {
  const packages = [...new Set(folders)].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const licence = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = licence === undefined ? '' : readFileSync(join(folder, licence), 'utf8').trim();
    return { title: `${name} ${version} (${license})`, text };
  });
  const sections = packages
    .toSorted((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, text }) => `## ${title}\n\n${text.replaceAll(/^/gm, '    ')}\n`);
  const head = '# Third-party notices\n\nThese packages are part of the built files of maxun-webhooks.\n';
  writeFileSync(file, [head, ...sections].join('\n'));
}
