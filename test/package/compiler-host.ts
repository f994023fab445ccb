/**
 * Reads and parses the declarations of packages once for all programs that a test compiles.
 *
 * @module test/package/compiler-host
 */
import type TypeScript from 'typescript';

const parsed = new Map<string, TypeScript.SourceFile | undefined>();

/** @param ts the compiler @param options of the program @returns a host for `createProgram` */
export function compilerHost(
  ts: typeof TypeScript,
  options: TypeScript.CompilerOptions,
): TypeScript.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, how, ...rest) => {
    // How a declaration is parsed depends on this alone, not on the target; what a program finds in it is the program's.
    const format = typeof how === 'object' ? how.impliedNodeFormat : undefined;
    const key = [ts.version, file, format].join(' ');
    if (!/\.d\.[cm]?ts$/.test(file)) return read(file, how, ...rest);
    if (!parsed.has(key)) parsed.set(key, read(file, how, ...rest));
    return parsed.get(key);
  };
  return host;
}
