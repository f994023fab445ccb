/**
 * The formats of texts that are inferred, each as an expression: a validator that is generated imports nothing.
 *
 * @module codegen/robot/formats
 */

/** Each takes time in proportion to the text. */
export const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ['date-time', /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['uri', /^[A-Za-z][A-Za-z\d+.-]*:[^\s]+$/],
]);
