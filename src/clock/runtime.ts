/**
 * What the runtime is, found out when this is loaded. The `imports` of a package.json could tell it as well, but each of
 * them costs an import two milliseconds.
 *
 * @module clock/runtime
 */

const { process, navigator } = globalThis as {
  process?: { getBuiltinModule?: unknown };
  navigator?: { userAgent?: string };
};

/**
 * Whether Node's modules and event loop are here: in Node, Deno and Bun. A Cloudflare Worker may have the modules, but not
 * the loop: there no request may wait for what belongs to another.
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/web-standards/#navigatoruseragent
 */
export const isNodeLike: boolean =
  typeof process?.getBuiltinModule === 'function' && navigator?.userAgent !== 'Cloudflare-Workers';
