/**
 * The packages that are asked for by name: they are large, and only generating needs them.
 *
 * @module codegen/robot/peers
 */
import type * as Ajv from 'ajv';
import type * as AjvStandalone from 'ajv/dist/standalone/index.js';
import type * as Quicktype from 'quicktype-core';

/** The modules, by the names that they are imported by. */
interface Peers {
  'quicktype-core': typeof Quicktype;
  ajv: typeof Ajv;
  'ajv/dist/standalone/index.js': typeof AjvStandalone;
}

/** What installs all of them. */
const INSTALL_COMMAND = 'npm install --save-dev quicktype-core ajv';

/**
 * Imports a package.
 *
 * @param name of the module
 * @throws {TypeError} if it is not installed, with the command that installs it
 */
export async function loadPeer<Name extends keyof Peers>(name: Name): Promise<Peers[Name]> {
  try {
    return (await import(name)) as Peers[Name];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new TypeError(
      `Types of a robot's data are inferred by quicktype-core, and checked by ajv. ${name.split('/')[0]} is not installed: ` +
        INSTALL_COMMAND,
      { cause },
    );
  }
}
